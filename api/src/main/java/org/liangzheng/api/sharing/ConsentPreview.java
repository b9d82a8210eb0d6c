package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceRegister;
import org.liangzheng.api.licence.external.ForeignLicences;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Form;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a consent would hand over as things stand, for its holder to look at first: the same look at
 * the register that a fetch takes, and nothing of it is kept.
 */
@Service
class ConsentPreview {
  private final CaseRows cases;
  private final Coverage coverage;
  private final LicenceRegister register;
  private final ForeignLicences foreign;
  private final Shown shown;
  private final Clock clock;

  ConsentPreview(
      CaseRows cases,
      Coverage coverage,
      LicenceRegister register,
      ForeignLicences foreign,
      Shown shown,
      Clock clock) {
    this.cases = cases;
    this.coverage = coverage;
    this.register = register;
    this.foreign = foreign;
    this.shown = shown;
    this.clock = clock;
  }

  /** A field with its value. */
  record Value(String name, Said label, String value) {}

  /** A question with what it would be answered. */
  record Reply(String code, Said question, boolean yes) {}

  /**
   * A licence of which something would be handed over.
   *
   * @param id of one of our own, which the holder can open; absent for another city's
   * @param files in which forms the whole file may be had
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Licence(
      @Nullable UUID id,
      Said type,
      Shown.Body issuer,
      List<Value> fields,
      List<Reply> answers,
      List<Form> files) {}

  /**
   * A material.
   *
   * @param state how it would be covered
   */
  record Item(String code, Said name, Coverage.State state, List<Licence> licences) {}

  /** All materials that the consent is about. */
  record View(List<Item> materials) {}

  View of(Consent consent) {
    SharingCase asked = cases.find(consent.caseId()).orElseThrow();
    Instant now = clock.instant();
    List<Coverage.Covered> covered = coverage.of(asked, Set.of(consent.party()), now);
    return new View(
        asked
            .consentable(consent.party())
            .map(material -> item(material, covered, LegalDay.of(now)))
            .toList());
  }

  private Item item(Matter.Material material, List<Coverage.Covered> all, LocalDate today) {
    Coverage.Covered covered =
        all.stream()
            .filter(one -> one.material().equals(material.code()))
            .findFirst()
            .orElseThrow();
    List<Licence> licences =
        covered.choices().stream()
            .flatMap(choice -> {
              Matter.Option option = option(material, choice);
              return choice.licences().stream()
                  .flatMap(ref -> licence(ref, option, today).stream());
            })
            .toList();
    return new Item(material.code(), material.name(), covered.state(), licences);
  }

  private static Matter.Option option(Matter.Material material, Coverage.Choice choice) {
    return material.options().stream()
        .filter(one -> one.type().value().equals(choice.type()))
        .findFirst()
        .orElseThrow();
  }

  private Optional<Licence> licence(Coverage.Ref ref, Matter.Option option, LocalDate today) {
    if (ref.foreign()) {
      return foreign
          .content(ref.id())
          .map(content -> licence(null, content.held().authority(), content.data(), option, today));
    }
    return register
        .find(ref.id())
        .map(one -> licence(one.id(), one.authority(), one.data(), option, today));
  }

  private Licence licence(
      @Nullable UUID id,
      OrganizationId issuer,
      @Nullable JsonNode known,
      Matter.Option option,
      LocalDate today) {
    JsonNode data = known == null ? MissingNode.getInstance() : known;
    List<Value> fields =
        !option.forms().contains(Form.FIELDS)
            ? List.of()
            : option.fields().stream()
                .filter(field -> data.path(field).isString())
                .map(field ->
                    new Value(
                        field, shown.label(option.type(), field), data.path(field).stringValue()))
                .toList();
    List<Reply> answers =
        !option.forms().contains(Form.ANSWER)
            ? List.of()
            : option.questions().stream()
                .map(one -> new Reply(one.code(), one.name(), Questions.answer(one, data, today)))
                .toList();
    return new Licence(
        id,
        shown.typeName(option.type()),
        shown.body(issuer),
        fields,
        answers,
        option.forms().stream()
            .filter(form -> form == Form.ORIGINAL || form == Form.COPY)
            .filter(form -> id != null || form == Form.ORIGINAL)
            .toList());
  }
}
