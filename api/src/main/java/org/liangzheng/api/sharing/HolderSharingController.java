package org.liangzheng.api.sharing;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The holder's side: who asks, who got what, agreeing, refusing, withdrawing. */
@RestController
class HolderSharingController {
  static final String DECIDE = "POST /v1/holder/consents/{id}/decision";
  static final String CODE = "POST /v1/holder/consents/{id}/code";
  static final String STAND = "POST /v1/holder/standing-consents";
  static final String PERIOD = "POST /v1/holder/standing-consents/{id}/period";
  static final String UNSTAND = "POST /v1/holder/standing-consents/{id}/withdrawal";

  private final HolderConsents consents;
  private final StandingConsents standing;
  private final ConsentPreview preview;
  private final HolderCases cases;
  private final FetchRows fetches;
  private final Receipts receipts;
  private final AccessControl access;
  private final PlainActs acts;

  HolderSharingController(
      HolderConsents consents,
      StandingConsents standing,
      ConsentPreview preview,
      HolderCases cases,
      FetchRows fetches,
      Receipts receipts,
      AccessControl access,
      PlainActs acts) {
    this.consents = consents;
    this.standing = standing;
    this.preview = preview;
    this.cases = cases;
    this.fetches = fetches;
    this.receipts = receipts;
    this.access = access;
    this.acts = acts;
  }

  /**
   * Requests for consent, newest first, and consents given beforehand.
   *
   * @param principal of somebody whose mandate the caller has
   */
  @GetMapping("/v1/holder/consents")
  @Access(scope = Scope.CONSENT_OWN)
  ResponseEntity<HolderConsents.Consents> list(
      Caller.Holder caller, @RequestParam(required = false) @Nullable UUID principal) {
    return fresh(consents.list(party(caller, principal, MandateScope.CONSENT)));
  }

  /** One request, with purpose and fields as the catalogue has them. */
  @GetMapping("/v1/holder/consents/{id}")
  @Access(scope = Scope.CONSENT_OWN)
  ResponseEntity<HolderConsents.RequestView> show(Caller.Holder caller, @PathVariable UUID id) {
    return fresh(consents.show(consents.own(id, caller)));
  }

  /**
   * What would be handed over now if the holder agreed: values, answers, files. Asking for it
   * changes nothing, and takes the right to see the licences as well.
   */
  @GetMapping("/v1/holder/consents/{id}/preview")
  @Access(scope = Scope.CONSENT_OWN)
  ResponseEntity<ConsentPreview.View> preview(Caller.Holder caller, @PathVariable UUID id) {
    Consent consent = consents.own(id, caller);
    access.requireFor(caller, consent.party(), MandateScope.VIEW, SharingProblem.CONSENT_UNKNOWN);
    return fresh(preview.of(consent));
  }

  /** Agrees, refuses or withdraws. */
  @PostMapping("/v1/holder/consents/{id}/decision")
  @Access(scope = Scope.CONSENT_OWN)
  ResponseEntity<byte[]> decide(
      Caller.Holder caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody HolderConsents.Decide body) {
    return acts.run(
        caller.actor(),
        DECIDE,
        key,
        List.of(id, body),
        (_, at) -> consents.decide(consents.own(id, caller), body, caller, at));
  }

  /** Makes a short code, to be shown at the counter in place of agreeing here. */
  @PostMapping("/v1/holder/consents/{id}/code")
  @Access(scope = Scope.CONSENT_OWN)
  ResponseEntity<byte[]> code(
      Caller.Holder caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody HolderConsents.MakeCode body) {
    return acts.run(
        caller.actor(),
        CODE,
        key,
        List.of(id, body),
        (_, at) -> consents.code(consents.own(id, caller), body, caller, at));
  }

  /** Agrees beforehand: for a matter, an authority and a time. */
  @PostMapping("/v1/holder/standing-consents")
  @Access(scope = Scope.CONSENT_OWN)
  ResponseEntity<byte[]> stand(
      Caller.Holder caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody StandingConsents.Stand body) {
    return acts.run(
        caller.actor(),
        STAND,
        key,
        List.of(body),
        (id, at) -> standing.stand(id, body, caller, at));
  }

  /** Sets another last day for a standing consent. */
  @PostMapping("/v1/holder/standing-consents/{id}/period")
  @Access(scope = Scope.CONSENT_OWN)
  ResponseEntity<byte[]> period(
      Caller.Holder caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody StandingConsents.Period body) {
    return acts.run(
        caller.actor(),
        PERIOD,
        key,
        List.of(id, body),
        (_, _) -> standing.period(id, body, caller));
  }

  /** Withdraws a standing consent, with what rests on it in open cases. */
  @PostMapping("/v1/holder/standing-consents/{id}/withdrawal")
  @Access(scope = Scope.CONSENT_OWN)
  ResponseEntity<byte[]> unstand(
      Caller.Holder caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return acts.run(
        caller.actor(), UNSTAND, key, List.of(id), (_, at) -> standing.unstand(id, caller, at));
  }

  /**
   * Cases about the caller: who asks for what and why, by statute too, and what was used.
   *
   * @param principal of somebody whose mandate the caller has
   */
  @GetMapping("/v1/holder/cases")
  @Access(scope = Scope.CONSENT_OWN)
  ResponseEntity<HolderCases.CasePage> cases(
      Caller.Holder caller, @RequestParam(required = false) @Nullable UUID principal) {
    return fresh(cases.list(party(caller, principal, MandateScope.VIEW)));
  }

  /** The receipt of a use of one's own licence. */
  @GetMapping("/v1/holder/receipts/{id}")
  @Access(scope = Scope.CONSENT_OWN)
  ResponseEntity<byte[]> receipt(Caller.Holder caller, @PathVariable UUID id) {
    FetchRows.Fetch fetch =
        fetches.find(id).orElseThrow(() -> new Problem(SharingProblem.RECEIPT_UNKNOWN));
    access.requireFor(caller, fetch.party(), MandateScope.VIEW, SharingProblem.RECEIPT_UNKNOWN);
    return receipts.file(id);
  }

  private UUID party(Caller.Holder caller, @Nullable UUID principal, MandateScope needed) {
    UUID party = principal == null ? caller.party() : principal;
    access.requireFor(caller, party, needed, SharingProblem.CONSENT_UNKNOWN);
    return party;
  }

  private static <T> ResponseEntity<T> fresh(T body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }
}
