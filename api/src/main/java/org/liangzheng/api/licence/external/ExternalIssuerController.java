package org.liangzheng.api.licence.external;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Clients;
import org.liangzheng.api.identity.PublicJwk;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The sources of foreign licences. */
@RestController
class ExternalIssuerController {
  static final String PATH = "/v1/external-issuers";
  static final String REGISTER = "POST " + PATH;
  static final String HEARTBEAT = "POST " + PATH + "/{id}/heartbeat";
  static final String DISABLE = "POST " + PATH + "/{id}/disable";
  static final String CHANGE_KEY = "POST " + PATH + "/{id}/key";
  private static final String DISABLED = "EXTERNAL_ISSUER_DISABLED";
  private static final String KEY_CHANGED = "EXTERNAL_ISSUER_KEY_CHANGED";
  private static final String REGISTERED = "EXTERNAL_ISSUER_REGISTERED";
  private static final String HEARD = "EXTERNAL_ISSUER_HEARD";
  private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{1,39}");
  private static final Pattern NAME = Pattern.compile("\\P{Cc}{1,200}");
  private static final Duration DEFAULT_STALE = Duration.ofHours(24);

  private final PlainActs acts;
  private final ExternalIssuers issuers;
  private final ExternalDesk desk;
  private final Clients clients;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Clock clock;

  ExternalIssuerController(
      PlainActs acts,
      ExternalIssuers issuers,
      ExternalDesk desk,
      Clients clients,
      AuditLog audit,
      JsonMapper json,
      Clock clock) {
    this.acts = acts;
    this.issuers = issuers;
    this.desk = desk;
    this.clients = clients;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Body of a registration.
   *
   * @param authority USCC of the body whose licences it delivers
   * @param jwk public key (EC, P-256) of the client that delivers; without one any client of the
   *     caller's authority with the right may
   * @param staleAfterSeconds a day when left out
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
        (id, at) -> registered(id, at, caller, body));
  }

  private Outcome registered(UUID id, Instant at, Caller.OfAuthority caller, Registration body) {
    FieldProblems problems = new FieldProblems();
    form(body.code(), CODE, "/code", problems);
    form(body.name(), NAME, "/name", problems);
    String authority = body.authority();
    problems.require(
        authority != null && OrganizationId.isValid(authority),
        "/authority",
        authority == null ? WebProblem.FIELD_MISSING : WebProblem.FIELD_MALFORMED);
    Long stale = body.staleAfterSeconds();
    problems.require(stale == null || stale > 0, "/staleAfterSeconds", WebProblem.FIELD_MALFORMED);
    Optional<PublicJwk> jwk = jwk(body.jwk(), problems);
    problems.throwIfAny();
    ExternalIssuer issuer =
        new ExternalIssuer(
            id,
            present(body.code()),
            present(body.name()),
            new OrganizationId(present(authority)),
            caller.authority(),
            jwk.map(_ -> client(id)),
            stale == null ? DEFAULT_STALE : Duration.ofSeconds(stale),
            at,
            Optional.empty(),
            Optional.empty());
    return new Outcome(
        Answer.json(201, Map.of(), View.of(issuer, at), json),
        () -> {
          if (!issuers.insert(issuer)) {
            throw new Problem(ExternalProblem.EXTERNAL_ISSUER_CODE_TAKEN);
          }
          jwk.ifPresent(found -> deliverer(issuer, found));
          record(REGISTERED, issuer, caller);
        });
  }

  private static String client(UUID issuer) {
    return "external." + issuer;
  }

  private void deliverer(ExternalIssuer issuer, PublicJwk key) {
    clients.register(
        client(issuer.id()), issuer.name(), issuer.keeper(), key, Set.of(Scope.EXTERNAL_DELIVER));
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
        (_, at) -> {
          ExternalIssuer issuer = ExternalDesk.inUse(desk.kept(caller, id));
          return new Outcome(
              Answer.json(200, Map.of(), Map.of("id", id, "disabledAt", at), json),
              () -> {
                requireInUse(issuers.disable(id, at));
                issuer.client().ifPresent(clients::disable);
                record(DISABLED, issuer, caller);
              });
        });
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
        (_, at) -> keyChanged(desk.kept(caller, id), at, caller, body));
  }

  private Outcome keyChanged(
      ExternalIssuer kept, Instant at, Caller.OfAuthority caller, KeyChange body) {
    ExternalIssuer issuer = ExternalDesk.inUse(kept);
    FieldProblems problems = new FieldProblems();
    problems.require(body.jwk() != null, "/jwk", WebProblem.FIELD_MISSING);
    Optional<PublicJwk> jwk = jwk(body.jwk(), problems);
    problems.throwIfAny();
    PublicJwk next = jwk.orElseThrow();
    String client = client(issuer.id());
    return new Outcome(
        Answer.json(
            200, Map.of(), Map.of("id", issuer.id(), "client", client, "changedAt", at), json),
        () -> {
          requireInUse(issuers.deliveredBy(issuer.id(), client));
          deliverer(issuer, next);
          record(KEY_CHANGED, issuer, caller);
        });
  }

  private static void requireInUse(boolean changed) {
    if (!changed) {
      throw new Problem(ExternalProblem.EXTERNAL_ISSUER_DISABLED);
    }
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
        (_, at) ->
            new Outcome(
                Answer.json(200, Map.of(), Map.of("id", id, "heardAt", at), json),
                () -> {
                  issuers.heard(id, at);
                  record(HEARD, issuer, caller);
                }));
  }

  private void record(String act, ExternalIssuer issuer, Caller.OfAuthority caller) {
    audit.record(
        new AuditFact(
            act,
            issuer.id(),
            issuer.keeper(),
            caller.actor(),
            json.createObjectNode()
                .put("issuer", issuer.code())
                .put("of", issuer.authority().value())));
  }

  private static Optional<PublicJwk> jwk(
      @Nullable Map<String, Object> members, FieldProblems problems) {
    if (members == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(PublicJwk.of(members));
    } catch (MalformedException wrong) {
      problems.add("/jwk", ExternalProblem.EXTERNAL_ISSUER_KEY_WRONG);
      return Optional.empty();
    }
  }

  private static void form(
      @Nullable String text, Pattern form, String pointer, FieldProblems problems) {
    problems.require(text != null, pointer, WebProblem.FIELD_MISSING);
    problems.require(
        text == null || form.matcher(text).matches(), pointer, WebProblem.FIELD_MALFORMED);
  }

  private static <T> T present(@Nullable T value) {
    return Optional.ofNullable(value).orElseThrow();
  }
}
