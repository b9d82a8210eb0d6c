package org.liangzheng.api.licence.external;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The sources of foreign licences. */
@RestController
class ExternalIssuerController {
  static final String PATH = "/v1/external-issuers";
  static final String REGISTER = "POST " + PATH;
  static final String HEARTBEAT = "POST " + PATH + "/{id}/heartbeat";
  static final String DISABLE = "POST " + PATH + "/{id}/disable";
  static final String CHANGE_KEY = "POST " + PATH + "/{id}/key";

  private final PlainActs acts;
  private final ExternalIssuerActs issuerActs;
  private final ExternalIssuers issuers;
  private final ExternalDesk desk;
  private final Clock clock;

  ExternalIssuerController(
      PlainActs acts,
      ExternalIssuerActs issuerActs,
      ExternalIssuers issuers,
      ExternalDesk desk,
      Clock clock) {
    this.acts = acts;
    this.issuerActs = issuerActs;
    this.issuers = issuers;
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * Body of a registration.
   *
   * @param authority USCC of the body whose licences it delivers
   * @param jwk public key (EC, P-256) of the client that delivers; without one any client of the
   *     caller's authority with the right may
   * @param staleAfterSeconds 1 to 31,622,400 (366 days); a day when left out
   */
  record Registration(
      @Nullable String code,
      @Nullable String name,
      @Nullable String authority,
      @Nullable Map<String, Object> jwk,
      @Nullable Long staleAfterSeconds) {}

  /**
   * Body of a change of key.
   *
   * @param jwk public key (EC, P-256) in place of the one before
   */
  record KeyChange(@Nullable Map<String, Object> jwk) {}

  /**
   * A source as shown.
   *
   * @param client id of its client
   * @param disabledAt since when nothing is taken from it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      UUID id,
      String authority,
      @Nullable String client,
      Instant registeredAt,
      @Nullable Instant disabledAt,
      SourceView source) {
    static View of(ExternalIssuer issuer, Instant now) {
      return new View(
          issuer.id(),
          issuer.authority().value(),
          issuer.client().isPresent() ? issuer.client().get() : null,
          issuer.registeredAt(),
          issuer.disabledAt().isPresent() ? issuer.disabledAt().get() : null,
          issuer.source(now));
    }
  }

  /** All that is listed. */
  record Page(List<View> issuers) {}

  /** Those of the caller's authority. */
  @GetMapping(PATH)
  @Access(scope = Scope.LICENCE_READ)
  Page list(Caller.OfAuthority caller) {
    Instant now = clock.instant();
    return new Page(
        issuers.ofKeeper(caller.authority()).stream().map(one -> View.of(one, now)).toList());
  }

  /** Registers a source, and its client if it brings a key. */
  @PostMapping(PATH)
  @Access(scope = Scope.EXTERNAL_ISSUER_MANAGE)
  ResponseEntity<byte[]> register(
      Caller.OfAuthority caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Registration body) {
    return acts.run(
        caller.actor(),
        REGISTER,
        key,
        List.of(body, caller.authority().value()),
        (id, at) -> issuerActs.register(id, at, caller, body));
  }

  /**
   * Takes nothing more from a source, and its client gets no token. What it has told stays; that a
   * licence of it is in force is no longer vouched for.
   */
  @PostMapping(PATH + "/{id}/disable")
  @Access(scope = Scope.EXTERNAL_ISSUER_MANAGE)
  ResponseEntity<byte[]> disable(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return acts.run(
        caller.actor(),
        DISABLE,
        key,
        List.of(id, caller.authority().value()),
        (_, at) -> issuerActs.disable(desk.kept(caller, id), at, caller));
  }

  /**
   * Gives a source another key, in place of the one before; one that had none delivers by its own
   * client from now on. Tokens the old key was given live on until they expire: a source whose key
   * was stolen is disabled.
   */
  @PostMapping(PATH + "/{id}/key")
  @Access(scope = Scope.EXTERNAL_ISSUER_MANAGE)
  ResponseEntity<byte[]> changeKey(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody KeyChange body) {
    return acts.run(
        caller.actor(),
        CHANGE_KEY,
        key,
        List.of(id, body, caller.authority().value()),
        (_, at) -> issuerActs.changeKey(desk.kept(caller, id), at, caller, body));
  }

  /** The source lives and has nothing new to say. */
  @PostMapping(PATH + "/{id}/heartbeat")
  @Access(scope = Scope.EXTERNAL_DELIVER)
  ResponseEntity<byte[]> heartbeat(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    ExternalIssuer issuer =
        desk.source(
            caller,
            issuers
                .find(id)
                .orElseThrow(() -> new Problem(ExternalProblem.EXTERNAL_ISSUER_UNKNOWN))
                .code());
    return acts.run(
        caller.actor(),
        HEARTBEAT,
        key,
        List.of(id, caller.authority().value()),
        (_, at) -> issuerActs.heard(issuer, at, caller));
  }
}
