package org.liangzheng.api.sharing;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.catalogue.matter.Matters;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.page.PageText;
import org.liangzheng.verifier.format.receipt.ReceiptFacts;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.springframework.stereotype.Component;

/**
 * Receipts in words, for the paper archive. The words come from the receipt itself and from the
 * catalogue version it names; only how the licence stands since is said by the service.
 */
@Component
class ReceiptSheets {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC+8'", Locale.ROOT)
          .withZone(LegalDay.ZONE);

  private final Receipts receipts;
  private final Matters matters;
  private final Shown shown;

  ReceiptSheets(Receipts receipts, Matters matters, Shown shown) {
    this.receipts = receipts;
    this.matters = matters;
    this.shown = shown;
  }

  /**
   * A sheet, in the page's language.
   *
   * @param given the fields, or questions with their answers; empty for a file
   * @param standing word for what became of the licence since
   * @param logged whether the log's proof is in the receipt already
   */
  public record Sheet(
      UUID id,
      Shown.Body asker,
      String matter,
      String purpose,
      String material,
      String basis,
      String right,
      String caseNumber,
      Shown.Body issuer,
      String type,
      UUID licence,
      int version,
      String status,
      String form,
      List<String> given,
      String digest,
      String at,
      String standing,
      @Nullable String standingSince,
      boolean logged) {}

  Sheet of(FetchRows.Fetch fetch, PageText text) {
    UsageReceipt receipt = receipts.of(fetch.id());
    ReceiptFacts facts = receipt.facts();
    ReceiptFacts.Asking asking = facts.asking();
    ReceiptFacts.Licence licence = facts.licence();
    Matter matter = matters.version(asking.matter(), asking.matterVersion());
    Matter.Material material = matter.material(asking.material()).orElseThrow();
    Optional<Matter.Option> option =
        material.options().stream().filter(one -> one.type().equals(licence.type())).findFirst();
    boolean current = fetch.standing().equals(FetchRows.Fetch.CURRENT);
    return new Sheet(
        facts.id(),
        shown.body(asking.asker()),
        text.pick(matter.name()),
        text.pick(matter.purpose()),
        text.pick(material.name()),
        text.say("sheet.basis." + asking.basis().name()),
        right(asking, material, text),
        asking.caseNumber(),
        shown.body(licence.issuer()),
        text.pick(shown.typeName(licence.type())),
        licence.id(),
        licence.version(),
        status(licence.status(), text) + " · " + time(licence.statusAt()),
        text.say("sheet.form." + facts.given().form().name()),
        given(facts, option, text),
        facts.given().digest().value().toHex(),
        time(asking.at()),
        status(fetch.standing(), text),
        current ? null : time(fetch.standingSince()),
        receipt.log().isPresent());
  }

  private static String right(ReceiptFacts.Asking asking, Matter.Material material, PageText text) {
    Said statute = material.statute();
    return asking
        .consent()
        .map(UUID::toString)
        .orElseGet(() -> statute == null ? "" : text.pick(statute));
  }

  private List<String> given(ReceiptFacts facts, Optional<Matter.Option> option, PageText text) {
    return Stream.concat(
            facts.given().fields().stream()
                .map(field -> text.pick(shown.label(facts.licence().type(), field))),
            facts.given().answers().entrySet().stream()
                .map(one ->
                    question(option, one.getKey(), text)
                        + " "
                        + text.say(one.getValue() ? "sheet.yes" : "sheet.no")))
        .toList();
  }

  private static String question(Optional<Matter.Option> option, String code, PageText text) {
    return option.stream()
        .flatMap(one -> one.questions().stream())
        .filter(one -> one.code().equals(code))
        .findFirst()
        .map(one -> text.pick(one.name()))
        .orElse(code);
  }

  /** A word for a state; one nobody has words for is shown as it stands in the receipt. */
  private static String status(String code, PageText text) {
    return text.has("sheet.status." + code) ? text.say("sheet.status." + code) : code;
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }
}
