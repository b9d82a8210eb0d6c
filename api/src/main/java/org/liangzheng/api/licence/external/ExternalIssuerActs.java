package org.liangzheng.api.licence.external;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Clients;
import org.liangzheng.api.identity.PublicJwk;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.external.ExternalIssuerController.KeyChange;
import org.liangzheng.api.licence.external.ExternalIssuerController.Registration;
import org.liangzheng.api.licence.external.ExternalIssuerController.View;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is done to sources of foreign licences, each within an idempotent act. */
@Component
class ExternalIssuerActs {
  private static final String DISABLED = "EXTERNAL_ISSUER_DISABLED";
  private static final String KEY_CHANGED = "EXTERNAL_ISSUER_KEY_CHANGED";
  private static final String REGISTERED = "EXTERNAL_ISSUER_REGISTERED";
  private static final String HEARD = "EXTERNAL_ISSUER_HEARD";
  private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{1,39}");
  private static final Pattern NAME = Pattern.compile("\\P{Cc}{1,200}");
  private static final Duration DEFAULT_STALE = Duration.ofHours(24);
  private static final Duration LONGEST_STALE = Duration.ofDays(366);

  private final ExternalIssuers issuers;
  private final Clients clients;
  private final AuditLog audit;
  private final JsonMapper json;

  ExternalIssuerActs(ExternalIssuers issuers, Clients clients, AuditLog audit, JsonMapper json) {
    this.issuers = issuers;
    this.clients = clients;
    this.audit = audit;
    this.json = json;
  }

  /** Registers a source, with its client if it brings a key. */
  Outcome register(UUID id, Instant at, Caller.OfAuthority caller, Registration body) {
    FieldProblems problems = new FieldProblems();
    problems.text(body.code(), CODE, "/code");
    problems.text(body.name(), NAME, "/name");
    String authority = body.authority();
    problems.require(
        authority != null && OrganizationId.isValid(authority),
        "/authority",
        authority == null ? WebProblem.FIELD_MISSING : WebProblem.FIELD_MALFORMED);
    Long stale = body.staleAfterSeconds();
    problems.require(
        stale == null || (stale > 0 && stale <= LONGEST_STALE.toSeconds()),
        "/staleAfterSeconds",
        WebProblem.FIELD_MALFORMED);
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

  /** Takes nothing more from a source. */
  Outcome disable(ExternalIssuer kept, Instant at, Caller.OfAuthority caller) {
    ExternalIssuer issuer = ExternalDesk.inUse(kept);
    return new Outcome(
        Answer.json(200, Map.of(), Map.of("id", issuer.id(), "disabledAt", at), json),
        () -> {
          requireInUse(issuers.disable(issuer.id(), at));
          issuer.client().ifPresent(clients::disable);
          record(DISABLED, issuer, caller);
        });
  }

  /** Gives a source another key in place of the one before. */
  Outcome changeKey(ExternalIssuer kept, Instant at, Caller.OfAuthority caller, KeyChange body) {
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

  /** A source was heard. */
  Outcome heard(ExternalIssuer issuer, Instant at, Caller.OfAuthority caller) {
    return new Outcome(
        Answer.json(200, Map.of(), Map.of("id", issuer.id(), "heardAt", at), json),
        () -> {
          issuers.heard(issuer.id(), at);
          record(HEARD, issuer, caller);
        });
  }

  private static void requireInUse(boolean changed) {
    if (!changed) {
      throw new Problem(ExternalProblem.EXTERNAL_ISSUER_DISABLED);
    }
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

  private static <T> T present(@Nullable T value) {
    return Optional.ofNullable(value).orElseThrow();
  }
}
