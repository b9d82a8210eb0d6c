package org.liangzheng.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.ReceiptReport;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.receipt.ReceiptFacts;
import org.liangzheng.verifier.format.receipt.ReceiptText;
import org.liangzheng.verifier.report.ReportText;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.json.JsonMapper;

/** The answer about a usage receipt, for people or as one line of JSON. */
final class ReceiptPrinter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LABELS = 18;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(AsOf.LEGAL_ZONE);

  /** One language's texts. */
  private record Tongue(ReportText report, ReceiptText receipt, Words words) {}

  private static final Tongue ZH =
      new Tongue(ReportText.in(Locale.CHINESE), ReceiptText.in(Locale.CHINESE), Words.ZH);
  private static final Tongue EN =
      new Tongue(ReportText.in(Locale.ENGLISH), ReceiptText.in(Locale.ENGLISH), Words.EN);

  private final PrintWriter out;
  private final Paint paint;
  private final Evidence evidence;
  private final List<Tongue> tongues;

  ReceiptPrinter(
      PrintWriter out, Paint paint, Optional<VerifyCommand.Lang> lang, Evidence evidence) {
    this.out = out;
    this.paint = paint;
    this.evidence = evidence;
    this.tongues =
        lang.map(l -> l == VerifyCommand.Lang.zh ? List.of(ZH) : List.of(EN))
            .orElseGet(() -> List.of(ZH, EN));
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
    report
        .evidence()
        .ifPresent(age -> {
          Map<String, Object> pack = new LinkedHashMap<>();
          pack.put("issuedAt", age.issuedAt().toString());
          pack.put("ageSeconds", age.at(report.instant()).toSeconds());
          map.put("pack", pack);
        });
    out.println(JSON.writeValueAsString(map));
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
    Verdict verdict = report.verdict();
    out.println(
        paint.verdict(verdict, words(t -> t.report().verdict(verdict)))
            + "   "
            + paint.bold(Plain.text(file.toString())));
    if (report.fault().isPresent()) {
      var fault = report.fault().get();
      texts(t -> t.receipt().sentence(fault)).forEach(s -> out.println("  " + s));
      out.println("  " + paint.faint(fault.name()));
      out.println();
      report.evidence().ifPresent(age -> pack(age, report));
      next(texts(t -> t.receipt().next(fault)));
      return;
    }
    texts(t -> t.receipt().valid()).forEach(s -> out.println("  " + s));
    texts(t -> t.receipt().log(report.logged())).forEach(s -> out.println("  " + s));
    out.println();
    report.receipt().ifPresent(receipt -> facts(receipt.facts(), report));
    next(texts(t -> t.receipt().validNext()));
  }

  private void facts(ReceiptFacts facts, ReceiptReport report) {
    ReceiptFacts.Asking asking = facts.asking();
    line("asker", body(asking.asker()));
    line("at", TIME.format(asking.at()));
    line("case", Plain.text(asking.caseNumber()));
    line("matter", asking.matter() + " v" + asking.matterVersion());
    line("material", asking.material());
    line("basis", words(t -> t.receipt().basis(asking.basis())));
    line("issuer", body(facts.licence().issuer()));
    line(
        "used",
        facts.licence().type().value()
            + " v"
            + facts.licence().version()
            + "  "
            + facts.licence().status());
    line("form", words(t -> t.receipt().form(facts.given().form())));
    if (!facts.given().fields().isEmpty()) {
      line("fields", String.join(", ", facts.given().fields()));
    }
    facts
        .given()
        .answers()
        .forEach((question, yes) -> row(question, words(t -> t.words().text(yes ? "yes" : "no"))));
    line("sha256", facts.licence().file().value().toHex());
    report.evidence().ifPresent(age -> pack(age, report));
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

  private void pack(PackAge age, ReceiptReport report) {
    Duration old = age.at(report.instant());
    List<String> said =
        texts(t ->
            t.words()
                .text(
                    "pack-age",
                    TIME.format(age.issuedAt()),
                    t.words().text("age", old.toDays(), old.toHoursPart(), old.toMinutesPart())));
    line("pack", said.getFirst());
    said.stream().skip(1).forEach(s -> out.println(" ".repeat(LABELS + 2) + paint.faint(s)));
  }

  private void next(List<String> said) {
    out.println();
    out.println("  → " + String.join("\n    ", said));
    out.println();
  }

  private List<String> texts(Function<Tongue, String> text) {
    return tongues.stream().map(text).toList();
  }

  private String words(Function<Tongue, String> text) {
    return String.join(" ", texts(text));
  }

  private void line(String label, String value) {
    row(words(t -> t.words().text("label." + label)), value);
  }

  private void row(String label, String value) {
    out.println("  " + paint.faint(Plain.pad(label, LABELS)) + value);
  }
}
