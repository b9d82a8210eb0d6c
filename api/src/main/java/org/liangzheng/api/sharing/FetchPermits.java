package org.liangzheng.api.sharing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Basis;
import org.liangzheng.verifier.format.receipt.ReceiptFacts.Form;
import org.springframework.stereotype.Component;

/** Whether, by catalogue, case and consent, a fetch is allowed, and of which licence. */
@Component
class FetchPermits {
  private final ConsentRows consents;
  private final Coverage coverage;

  FetchPermits(ConsentRows consents, Coverage coverage) {
    this.consents = consents;
    this.coverage = coverage;
  }

  /**
   * What the catalogue and the case say, before anything is looked up.
   *
   * @throws Problem CASE_CLOSED, MATERIAL_OUTSIDE_MATTER, FETCH_NOT_FOR_YOU, FETCH_FORM_NOT_ALLOWED
   */
  static Matter.Material material(SharingCase asked, String code, Form form, OrganizationId asker) {
    if (asked.state() != SharingCase.State.OPEN) {
      throw new Problem(SharingProblem.CASE_CLOSED);
    }
    Matter.Material material =
        asked
            .matter()
            .material(code)
            .orElseThrow(() -> new Problem(SharingProblem.MATERIAL_OUTSIDE_MATTER));
    if (!material.fetchers().contains(asker)) {
      throw new Problem(SharingProblem.FETCH_NOT_FOR_YOU);
    }
    if (material.options().stream().noneMatch(option -> option.forms().contains(form))) {
      throw new Problem(SharingProblem.FETCH_FORM_NOT_ALLOWED);
    }
    return material;
  }

  /**
   * The consent that a material takes, given; empty where statute is enough.
   *
   * @throws Problem CONSENT_MISSING, CONSENT_REFUSED, CONSENT_WITHDRAWN, CASE_CLOSED
   */
  Optional<Consent> consent(SharingCase asked, Matter.Material material) {
    if (material.basis() != Basis.CONSENT) {
      return Optional.empty();
    }
    UUID party = asked.party(material);
    Consent consent =
        consents.ofCase(asked.id()).stream()
            .filter(one -> one.party().equals(party))
            .findFirst()
            .orElseThrow();
    return switch (consent.state()) {
      case GRANTED -> Optional.of(consent);
      case PENDING -> throw new Problem(SharingProblem.CONSENT_MISSING);
      case REFUSED -> throw new Problem(SharingProblem.CONSENT_REFUSED);
      case WITHDRAWN -> throw new Problem(SharingProblem.CONSENT_WITHDRAWN);
      case ENDED -> throw new Problem(SharingProblem.CASE_CLOSED);
    };
  }

  /**
   * The licence that is meant; the consent, where one is needed, has been looked at.
   *
   * @param wish where several satisfy the material
   * @throws Problem LICENCE_NOT_OFFERED, LICENCE_CHOICE_NEEDED, MATERIAL_ENDED, MATERIAL_NOT_FOUND,
   *     ISSUER_UNREACHABLE
   */
  Coverage.Ref licence(
      SharingCase asked, Matter.Material material, Form form, @Nullable UUID wish, Instant now) {
    List<Coverage.Choice> allowed =
        coverage.granted(asked, material, now).choices().stream()
            .filter(choice -> allows(material, choice.type(), form))
            .toList();
    List<Coverage.Ref> usable =
        allowed.stream().flatMap(choice -> choice.licences().stream()).toList();
    if (wish != null) {
      return usable.stream()
          .filter(ref -> ref.id().equals(wish))
          .findFirst()
          .orElseThrow(() -> new Problem(SharingProblem.LICENCE_NOT_OFFERED));
    }
    if (usable.size() > 1) {
      throw new Problem(SharingProblem.LICENCE_CHOICE_NEEDED);
    }
    if (usable.size() == 1) {
      return usable.getFirst();
    }
    Coverage.Choice best =
        allowed.stream().min(Comparator.comparing(Coverage.Choice::state)).orElseThrow();
    throw switch (best.state()) {
      case ISSUER_UNREACHABLE -> unreachable();
      case ENDED ->
          new Problem(
              SharingProblem.MATERIAL_ENDED,
              Optional.ofNullable(best.why()).orElse(best.state().name()));
      case NOT_FOUND, ASK_HOLDER, COVERED, SEVERAL ->
          new Problem(SharingProblem.MATERIAL_NOT_FOUND);
    };
  }

  /** ISSUER_UNREACHABLE, to be asked again in a while. */
  static Problem unreachable() {
    return new Problem(SharingProblem.ISSUER_UNREACHABLE).withHeader("Retry-After", "300");
  }

  private static boolean allows(Matter.Material material, String type, Form form) {
    return material.options().stream()
        .anyMatch(one -> one.type().value().equals(type) && one.forms().contains(form));
  }
}
