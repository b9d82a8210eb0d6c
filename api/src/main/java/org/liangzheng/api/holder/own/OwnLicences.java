package org.liangzheng.api.holder.own;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.holder.own.OwnDetail.FieldView;
import org.liangzheng.api.holder.own.OwnView.FieldLabel;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.identity.mandate.Mandate;
import org.liangzheng.api.identity.mandate.ReceivedMandates;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceFaces;
import org.liangzheng.api.licence.LicenceRegister;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.web.Problem;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Finds the licences a person may see: its own, and those of whom it has a mandate to see them. */
@Service
class OwnLicences {
  private static final int SOON_DAYS = 30;
  private static final int TAIL = 4;

  private final LicenceRegister register;
  private final LicenceFaces faces;
  private final Parties parties;
  private final ReceivedMandates mandates;
  private final AccessControl access;
  private final Clock clock;

  OwnLicences(
      LicenceRegister register,
      LicenceFaces faces,
      Parties parties,
      ReceivedMandates mandates,
      AccessControl access,
      Clock clock) {
    this.register = register;
    this.faces = faces;
    this.parties = parties;
    this.mandates = mandates;
    this.access = access;
    this.clock = clock;
  }

  /** Whose licences are meant: the caller's, or those of a mandate's principal. */
  record Whose(UUID party, @Nullable UUID mandate) {}

  /**
   * @param mandate null: the caller's own
   * @throws Problem OWN_MANDATE_UNKNOWN or OWN_MANDATE_ENDED
   */
  Whose whose(Caller.Holder caller, @Nullable UUID mandate) {
    if (mandate == null) {
      return new Whose(caller.party(), null);
    }
    Mandate found =
        mandates
            .find(caller.party(), mandate)
            .orElseThrow(() -> new Problem(OwnProblem.OWN_MANDATE_UNKNOWN));
    Optional<LocalDate> ended = mandates.ended(found);
    if (ended.isPresent()) {
      throw new Problem(OwnProblem.OWN_MANDATE_ENDED, ended.get().toString());
    }
    access.requireFor(caller, found.principal(), MandateScope.VIEW, OwnProblem.OWN_MANDATE_UNKNOWN);
    return new Whose(found.principal(), mandate);
  }

  /**
   * In force first, of these last the ones that end within 30 days, then what is not in force; each
   * by type.
   */
  List<OwnView> list(Whose whose) {
    return licences(whose.party()).stream()
        .map(licence -> view(licence, whose.mandate()))
        .sorted(
            Comparator.comparingInt(OwnLicences::rank)
                .thenComparing(one -> one.type().zh())
                .thenComparing(OwnView::id))
        .toList();
  }

  private static int rank(OwnView one) {
    if (one.status() != LicenceState.IN_FORCE) {
      return 2;
    }
    return one.endsSoon() ? 1 : 0;
  }

  /** The current versions of all licences of a party. */
  List<RegisteredLicence> licences(UUID party) {
    return parties.find(party).map(Party::code).map(register::ofHolder).orElse(List.of());
  }

  /**
   * A licence the caller may see.
   *
   * @throws Problem OWN_LICENCE_UNKNOWN
   */
  RegisteredLicence find(Caller.Holder caller, UUID id) {
    RegisteredLicence licence =
        register.find(id).orElseThrow(() -> new Problem(OwnProblem.OWN_LICENCE_UNKNOWN));
    Party holder =
        parties
            .find(licence.facts().holder())
            .orElseThrow(() -> new Problem(OwnProblem.OWN_LICENCE_UNKNOWN));
    access.requireFor(caller, holder.id(), MandateScope.VIEW, OwnProblem.OWN_LICENCE_UNKNOWN);
    return licence;
  }

  /** The mandate by which the caller sees a licence; empty: it is its own. */
  Optional<Mandate> mandate(Caller.Holder caller, RegisteredLicence licence) {
    return parties
        .find(licence.facts().holder())
        .map(Party::id)
        .filter(party -> !party.equals(caller.party()))
        .flatMap(party ->
            mandates.inForce(caller.party()).stream()
                .filter(one -> one.principal().equals(party))
                .filter(one -> one.scopes().contains(MandateScope.VIEW))
                .findFirst());
  }

  OwnView view(RegisteredLicence licence, @Nullable UUID mandate) {
    LicenceType type = faces.type(licence).type();
    LocalDate today = LegalDay.of(clock.instant());
    LicenceState state = licence.stateOn(today);
    Optional<LocalDate> until = licence.facts().validUntil();
    boolean soon =
        state == LicenceState.IN_FORCE
            && until.map(end -> !end.isAfter(today.plusDays(SOON_DAYS))).orElse(false);
    String number = licence.facts().number();
    return new OwnView(
        licence.id(),
        new OwnView.TypeView(type.code().value(), type.name().zh(), type.name().en()),
        licence.facts().holderName(),
        number.substring(number.offsetByCodePoints(number.length(), -tail(number))),
        state,
        LegalDay.of(licence.statusSince()),
        licence.facts().validFrom(),
        until.isPresent() ? until.get() : null,
        soon,
        new OwnView.IssuerView(licence.authority().value(), licence.facts().issuerName()),
        type.scenes().stream().map(scene -> scene(type, scene)).toList(),
        mandate);
  }

  private static int tail(String number) {
    return Math.min(TAIL, number.codePointCount(0, number.length()));
  }

  private static OwnView.SceneView scene(LicenceType type, LicenceType.Scene scene) {
    List<FieldLabel> fields =
        type.fields().stream()
            .filter(field -> scene.fields().contains(field.name()))
            .map(field -> new FieldLabel(field.name(), field.label()))
            .toList();
    return new OwnView.SceneView(
        scene.code(), scene.name(), scene.offline(), scene.sensitive(), fields);
  }

  OwnDetail detail(RegisteredLicence licence, @Nullable UUID mandate) {
    LicenceType type = faces.type(licence).type();
    List<FieldView> fields =
        type.fields().stream()
            .filter(field -> field.kind() == LicenceType.Kind.TEXT)
            .filter(field -> text(licence.data(), field).isPresent())
            .map(field ->
                new FieldView(
                    field.name(),
                    field.label(),
                    text(licence.data(), field).orElseThrow(),
                    field.pii() != LicenceType.PiiClass.NONE))
            .toList();
    return new OwnDetail(
        view(licence, mandate),
        licence.facts().number(),
        licence.facts().issueDate(),
        faces.type(licence).template().layout().pages().size(),
        fields);
  }

  private static Optional<String> text(JsonNode data, LicenceType.Field field) {
    JsonNode value = data.path(field.name());
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }
}
