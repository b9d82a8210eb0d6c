package org.liangzheng.api.presentation.scan;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceStatus;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.ReportText;
import org.liangzheng.verifier.report.Verdict;

/**
 * The verdict on a licence that was shown: its file as it was verified, its status as the register
 * has it at this moment. One reason, one next step.
 */
record Judgement(Verdict verdict, ScanAnswer.Told reason, Said next) {
  /**
   * Judges.
   *
   * @param portrait whether there is a picture to compare the person with
   * @param today legal day
   */
  static Judgement of(RegisteredLicence licence, Report report, boolean portrait, LocalDate today) {
    if (report.verdict() == Verdict.INVALID || report.verdict() == Verdict.UNREADABLE) {
      return ofFile(Verdict.INVALID, report);
    }
    String authority = licence.facts().issuerName();
    if (licence.status() != LicenceStatus.IN_FORCE) {
      return notInForce(
          licence.status().name(), LegalDay.of(licence.statusSince()).toString(), authority);
    }
    if (licence.facts().validFrom().isAfter(today)) {
      return notInForce("NOT_YET", licence.facts().validFrom().toString(), authority);
    }
    if (licence.facts().validUntil().map(today::isAfter).orElse(false)) {
      return notInForce(
          "EXPIRED", licence.facts().validUntil().orElseThrow().toString(), authority);
    }
    if (report.verdict() != Verdict.VALID) {
      return ofFile(report.verdict(), report);
    }
    return new Judgement(
        Verdict.VALID,
        Reasons.told("IN_FORCE", List.of()),
        Reasons.next(portrait ? "IN_FORCE_PORTRAIT" : "IN_FORCE", List.of()));
  }

  private static Judgement notInForce(String code, String day, String authority) {
    List<String> arguments = List.of(day, authority);
    return new Judgement(
        Verdict.NOT_IN_FORCE, Reasons.told(code, arguments), Reasons.next(code, arguments));
  }

  private static Judgement ofFile(Verdict verdict, Report report) {
    ReportText zh = ReportText.in(Locale.CHINESE);
    ReportText en = ReportText.in(Locale.ENGLISH);
    Said next = new Said(zh.next(report), en.next(report));
    if (report.reasons().isEmpty()) {
      return new Judgement(
          verdict,
          new ScanAnswer.Told(verdict.name(), zh.meaning(report), en.meaning(report)),
          next);
    }
    Reason first = report.reasons().getFirst();
    return new Judgement(
        verdict, new ScanAnswer.Told(first.name(), zh.reason(first), en.reason(first)), next);
  }
}
