package org.liangzheng.api.sharing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.CompiledType;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Basis;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Form;
import org.springframework.stereotype.Component;

/**
 * What a holder reads before agreeing: purpose and fields as the catalogue has them, never words of
 * the asker. Its digest is what is agreed to.
 */
@Component
class Shown {
  private final Authorities authorities;
  private final Catalogue catalogue;

  Shown(Authorities authorities, Catalogue catalogue) {
    this.authorities = authorities;
    this.catalogue = catalogue;
  }

  /** A department. */
  record Body(String id, String name) {}

  /** One licence type, and what of it. */
  record Choice(
      String type, Said name, List<Form> forms, List<Said> fields, List<Said> questions) {}

  /** A material. */
  record Item(
      String code,
      Said name,
      Basis basis,
      Matter.Need need,
      List<Body> fetchers,
      List<Choice> choices) {}

  /** All of it. */
  record Request(String matter, int version, Said name, Said purpose, List<Item> materials) {}

  /** What a case wants of a party. */
  Request of(SharingCase asked, UUID party) {
    return of(asked.matter(), asked.consentable(party).toList());
  }

  /** All materials about a party, statutory ones too: to be seen, not to be agreed to. */
  Request all(SharingCase asked, UUID party) {
    return of(asked.matter(), asked.about(party).toList());
  }

  /** What a matter wants by consent, of whomever. */
  Request of(Matter matter) {
    return of(
        matter, matter.materials().stream().filter(one -> one.basis() == Basis.CONSENT).toList());
  }

  private Request of(Matter matter, List<Matter.Material> materials) {
    return new Request(
        matter.code(),
        matter.version(),
        matter.name(),
        matter.purpose(),
        materials.stream()
            .map(one ->
                new Item(
                    one.code(),
                    one.name(),
                    one.basis(),
                    one.need(),
                    one.fetchers().stream().map(this::body).toList(),
                    one.options().stream().map(this::choice).toList()))
            .toList());
  }

  Body body(OrganizationId id) {
    return new Body(id.value(), authorities.find(id).map(Authority::name).orElse(id.value()));
  }

  private Choice choice(Matter.Option option) {
    LicenceType type = type(option.type());
    return new Choice(
        option.type().value(),
        type.name(),
        option.forms(),
        option.fields().stream().map(field -> label(type, field)).toList(),
        option.questions().stream().map(Matter.Question::name).toList());
  }

  /** The name of a licence type. */
  Said typeName(LicenceTypeCode code) {
    return type(code).name();
  }

  /** What a field of a licence type is called. */
  Said label(LicenceTypeCode code, String field) {
    return label(type(code), field);
  }

  private LicenceType type(LicenceTypeCode code) {
    return catalogue
        .newest(code)
        .flatMap(newest -> catalogue.version(code, newest.version()))
        .map(CompiledType::type)
        .orElseThrow(() -> new IllegalStateException("a matter's licence type is gone"));
  }

  private static Said label(LicenceType type, String field) {
    return type.fields().stream()
        .filter(one -> one.name().equals(field))
        .findFirst()
        .map(LicenceType.Field::label)
        .orElse(new Said(field, field));
  }

  /** What is agreed to: the matter's version and the codes, not their present translation. */
  static String digest(SharingCase asked, UUID party) {
    return digest(
        asked.id() + " " + party + " " + asked.matter().code() + " " + asked.matter().version());
  }

  /** The same for what is agreed to beforehand. */
  static String digest(Matter matter, OrganizationId authority) {
    return digest(matter.code() + " " + matter.version() + " " + authority.value());
  }

  private static String digest(String text) {
    return Sha256Digest.of(text.getBytes(StandardCharsets.UTF_8)).value().toHex();
  }
}
