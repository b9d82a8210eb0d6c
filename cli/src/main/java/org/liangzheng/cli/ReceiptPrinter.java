package org.liangzheng.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.ReceiptReport;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.receipt.ReceiptFacts;
import org.liangzheng.verifier.format.receipt.ReceiptText;
import tools.jackson.databind.json.JsonMapper;

/** The answer about a usage receipt, for people or as one line of JSON. */
final class ReceiptPrinter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LABELS = 18;

  private final TextPage page;
  private final Evidence evidence;

  ReceiptPrinter(
      PrintWriter out, Paint paint, Optional<VerifyCommand.Lang> lang, Evidence evidence) {
    this.page = new TextPage(out, paint, lang, LABELS);
    this.evidence = evidence;
  }

  /** One JSON object. */
  void json(Path file, ReceiptReport report) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("file", file.toString());
    map.put("type", "usage-receipt");
    map.put("verdict", report.verdict().name());
    map.put("reason", report.fault().map(Enum::name).orElse(null));
    if (report.fault().isEmpty()) {
      map.put("log", report.logged() ? "INCLUDED" : "PENDING");
      report.receipt().ifPresent(receipt -> map.putAll(facts(receipt.facts())));
      report
          .receipt()
          .ifPresent(receipt -> map.put("signedAt", receipt.batch().issuedAt().toString()));
    }
    report.evidence().ifPresent(age -> map.put("pack", TextPage.pack(age, report.instant())));
    page.out().println(JSON.writeValueAsString(map));
  }

  private static Map<String, Object> facts(ReceiptFacts facts) {
    Map<String, Object> map = new LinkedHashMap<>();
    ReceiptFacts.Asking asking = facts.asking();
    map.put("id", facts.id().toString());
    map.put("asker", asking.asker().value());
    map.put("at", asking.at().toString());
    map.put("case", asking.caseId().toString());
    map.put("caseNumber", asking.caseNumber());
    map.put("matter", asking.matter());
    map.put("matterVersion", asking.matterVersion());
    map.put("material", asking.material());
    map.put("cause", asking.cause());
    map.put("basis", asking.basis().name());
    asking.consent().ifPresent(consent -> map.put("consent", consent.toString()));
    ReceiptFacts.Licence licence = facts.licence();
    map.put("licence", licence.id().toString());
    map.put("issuer", licence.issuer().value());
    map.put("licenceType", licence.type().value());
    map.put("licenceVersion", licence.version());
    map.put("sha256", licence.file().value().toHex());
    map.put("status", licence.status());
    map.put("statusAt", licence.statusAt().toString());
    map.put("form", facts.given().form().name());
    if (!facts.given().fields().isEmpty()) {
      map.put("fields", facts.given().fields());
    }
    if (!facts.given().answers().isEmpty()) {
      map.put("answers", facts.given().answers());
    }
    return map;
  }

  /** For people. */
  void text(Path file, ReceiptReport report) {
    page.head(page.verdict(report.verdict()), Plain.text(file.toString()));
    if (report.fault().isPresent()) {
      var fault = report.fault().get();
      page.sentences(t -> in(t).sentence(fault));
      page.out().println("  " + page.paint().faint(fault.name()));
      page.out().println();
      pack(report);
      next(t -> in(t).next(fault));
      return;
    }
    page.sentences(t -> in(t).valid());
    page.sentences(t -> in(t).log(report.logged()));
    page.out().println();
    report.receipt().ifPresent(receipt -> facts(receipt.facts(), report));
    next(t -> in(t).validNext());
  }

  private static ReceiptText in(TextPage.Tongue tongue) {
    return ReceiptText.in(tongue.locale());
  }

  private void facts(ReceiptFacts facts, ReceiptReport report) {
    ReceiptFacts.Asking asking = facts.asking();
    page.line("asker", body(asking.asker()));
    page.line("at", TextPage.SECONDS.format(asking.at()));
    page.line("case", Plain.text(asking.caseNumber()));
    page.line("matter", asking.matter() + " v" + asking.matterVersion());
    page.line("material", asking.material());
    page.line("basis", page.words(t -> in(t).basis(asking.basis())));
    page.line("issuer", body(facts.licence().issuer()));
    page.line(
        "used",
        facts.licence().type().value()
            + " v"
            + facts.licence().version()
            + "  "
            + facts.licence().status());
    page.line("form", page.words(t -> in(t).form(facts.given().form())));
    if (!facts.given().fields().isEmpty()) {
      page.line("fields", String.join(", ", facts.given().fields()));
    }
    facts
        .given()
        .answers()
        .forEach((question, yes) -> page.row(question, page.say(yes ? "yes" : "no")));
    page.line("sha256", facts.licence().file().value().toHex());
    pack(report);
  }

  /** A department by the trust list's name, which is not the receipt's to say. */
  private String body(OrganizationId id) {
    return evidence
            .trust()
            .flatMap(trust -> trust.authority(id))
            .map(TrustList.Authority::name)
            .map(name -> Plain.text(name) + "  ")
            .orElse("")
        + id.value();
  }

  private void pack(ReceiptReport report) {
    report.evidence().ifPresent(age -> page.pack(age, report.instant(), TextPage.SECONDS));
  }

  private void next(Function<TextPage.Tongue, String> text) {
    page.out().println();
    page.next(text);
    page.out().println();
  }
}
