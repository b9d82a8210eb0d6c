package org.liangzheng.api.identity.mandate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Mandates: people's own, and those that registers have. */
@RestController
class MandateController {
  static final String GRANT = "POST /v1/mandates";
  static final String REVOKE = "POST /v1/mandates/{id}/revocation";
  static final String RECORD = "POST /v1/mandate-records";
  static final String STRIKE = "POST /v1/mandate-records/{id}/revocation";

  private static final int TAIL = 4;

  private final Mandates mandates;
  private final PlainActs acts;
  private final JsonMapper json;

  MandateController(Mandates mandates, PlainActs acts, JsonMapper json) {
    this.mandates = mandates;
    this.acts = acts;
    this.json = json;
  }

  /** Body that gives a mandate; without {@code principal} the caller is. Dates are legal days. */
  record Grant(
      @Nullable UUID principal,
      @Nullable PartyRequest agent,
      @Nullable List<MandateScope> scopes,
      @Nullable LocalDate validFrom,
      @Nullable LocalDate validUntil) {}

  /** Body that records a mandate; {@code evidence} is the reference of the paper it rests on. */
  record Recorded(
      @Nullable PartyRequest principal,
      @Nullable PartyRequest agent,
      Mandate.@Nullable Source source,
      @Nullable List<MandateScope> scopes,
      @Nullable LocalDate validFrom,
      @Nullable LocalDate validUntil,
      @Nullable String evidence) {}

  /**
   * A party by its code.
   *
   * @param type 001 USCC, 111 citizen number
   */
  record PartyRequest(@Nullable String type, @Nullable String code) {}

  /** Body of a revocation. */
  record Revoke(@Nullable String reason) {}

  /**
   * A party as shown: its code but for the last four characters is masked, and no name, for who
   * tells a code must not learn from us whose it is.
   */
  record PartyView(UUID id, String type, String code) {}

  /** A mandate as shown. */
  record View(
      UUID id,
      PartyView principal,
      PartyView agent,
      Mandate.Source source,
      Set<MandateScope> scopes,
      LocalDate validFrom,
      LocalDate validUntil,
      Instant grantedAt,
      @Nullable Instant revokedAt) {}

  /** All that is listed. */
  record Page(List<View> mandates) {}

  /** Those the caller has given and received, also those that ended, newest first. */
  @GetMapping("/v1/mandates")
  @Access(scope = Scope.MANDATE_OWN)
  Page own(Caller.Holder caller) {
    return new Page(mandates.own(caller).stream().map(this::view).toList());
  }

  /** Gives a helper's mandate, for the caller or for somebody it may delegate for. */
  @PostMapping("/v1/mandates")
  @Access(scope = Scope.MANDATE_OWN)
  ResponseEntity<byte[]> grant(
      Caller.Holder caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Grant body) {
    return acts.run(
        caller.actor(),
        GRANT,
        key,
        List.of(body),
        (id, at) -> {
          Mandate mandate =
              mandates.ofHelper(
                  id,
                  at,
                  caller,
                  body.principal() == null ? caller.party() : body.principal(),
                  party(body.agent(), "/agent"),
                  mandates.terms(body.scopes(), body.validFrom(), body.validUntil()));
          return new Outcome(
              Answer.json(201, Map.of(), view(mandate), json),
              () -> mandates.grant(mandate, caller, null));
        });
  }

  /** Ends a mandate one has given or received, or may delegate for. */
  @PostMapping("/v1/mandates/{id}/revocation")
  @Access(scope = Scope.MANDATE_OWN)
  ResponseEntity<byte[]> revoke(
      Caller.Holder caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Revoke body) {
    return acts.run(
        caller.actor(),
        REVOKE,
        key,
        List.of(id, body),
        (_, _) -> ended(mandates.revocable(id, caller), caller, body));
  }

  /** Records a mandate that a register or a court has, for the caller's authority. */
  @PostMapping("/v1/mandate-records")
  @Access(scope = Scope.MANDATE_RECORD)
  ResponseEntity<byte[]> record(
      Caller.OfAuthority caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Recorded body) {
    return acts.run(
        caller.actor(),
        RECORD,
        key,
        List.of(body, caller.authority().value()),
        (id, at) -> {
          Mandate.Source source = body.source();
          if (source == null) {
            throw FieldProblems.only("/source", WebProblem.FIELD_MISSING);
          }
          String evidence = Mandates.line(body.evidence(), "/evidence");
          Mandate mandate =
              mandates.recorded(
                  id,
                  at,
                  caller,
                  party(body.principal(), "/principal"),
                  party(body.agent(), "/agent"),
                  source,
                  mandates.terms(body.scopes(), body.validFrom(), body.validUntil()));
          return new Outcome(
              Answer.json(201, Map.of(), view(mandate), json),
              () -> mandates.grant(mandate, caller, evidence));
        });
  }

  /** Ends a mandate the caller's authority recorded. */
  @PostMapping("/v1/mandate-records/{id}/revocation")
  @Access(scope = Scope.MANDATE_RECORD)
  ResponseEntity<byte[]> strike(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Revoke body) {
    return acts.run(
        caller.actor(),
        STRIKE,
        key,
        List.of(id, body, caller.authority().value()),
        (_, _) -> ended(mandates.revocable(id, caller), caller, body));
  }

  private Outcome ended(Mandate mandate, Caller caller, Revoke body) {
    String reason = Mandates.line(body.reason(), "/reason");
    return new Outcome(
        Answer.json(200, Map.of(), Map.of("mandate", mandate.id(), "revoked", true), json),
        () -> mandates.revoke(mandate, caller, reason));
  }

  private Party party(@Nullable PartyRequest request, String pointer) {
    return request == null
        ? mandates.party(null, null, pointer)
        : mandates.party(request.type(), request.code(), pointer);
  }

  private View view(Mandate mandate) {
    return new View(
        mandate.id(),
        view(mandate.principal()),
        view(mandate.agent()),
        mandate.source(),
        mandate.scopes(),
        mandate.validFrom(),
        mandate.validUntil(),
        mandate.grantedAt(),
        mandate.revokedAt().orElse(null));
  }

  private PartyView view(UUID id) {
    Party party = mandates.party(id).orElseThrow();
    String code = party.code().value();
    return new PartyView(
        id,
        party.code().type(),
        "*".repeat(code.length() - TAIL) + code.substring(code.length() - TAIL));
  }
}
