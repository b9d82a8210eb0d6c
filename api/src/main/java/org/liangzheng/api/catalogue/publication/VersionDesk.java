package org.liangzheng.api.catalogue.publication;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.approval.Reasons;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published versions as they are shown, and how one is withdrawn. */
@Component
public class VersionDesk {
  private final AuditLog audit;
  private final PlainActs acts;
  private final JsonMapper json;
  private final Clock clock;

  VersionDesk(AuditLog audit, PlainActs acts, JsonMapper json, Clock clock) {
    this.audit = audit;
    this.acts = acts;
    this.json = json;
    this.clock = clock;
  }

  /** What can be done by a version. */
  public enum State {
    /** It is used. */
    IN_USE,
    /** A later version took its place. */
    REPLACED,
    /** Nothing is done by it, and no later version took its place. */
    WITHDRAWN;

    private static State of(PublishedVersion version) {
      if (!version.newest()) {
        return REPLACED;
      }
      return version.withdrawnAt().isPresent() ? WITHDRAWN : IN_USE;
    }
  }

  /** A version in a list. */
  public record Summary(
      UUID id, String code, int version, Said name, State state, Instant publishedAt) {}

  /**
   * A version in full.
   *
   * @param withdrawnAt absent unless it is withdrawn
   * @param definition as it was published
   */
  public record View(
      UUID id,
      String code,
      int version,
      State state,
      Instant publishedAt,
      @Nullable Instant withdrawnAt,
      JsonNode definition) {}

  /** Body of a withdrawal. */
  public record Withdraw(@Nullable String reason) {}

  /** Routes of this desk for one kind. */
  public static PlainRoutes routes(String versions) {
    return PlainRoutes.of(withdraw(versions));
  }

  private static String withdraw(String versions) {
    return "POST " + versions + "/{id}/withdrawal";
  }

  /** The newest version of each code. */
  public List<Summary> list(Publishable kind) {
    return summaries(kind.versions().list());
  }

  /** All versions of the code that a version belongs to, newest first. */
  public List<Summary> versions(Publishable kind, UUID id) {
    return summaries(kind.versions().of(get(kind, id).code()));
  }

  /** For a list. */
  public static List<Summary> summaries(List<PublishedVersion> versions) {
    return versions.stream().map(VersionDesk::summary).toList();
  }

  private static Summary summary(PublishedVersion version) {
    return new Summary(
        version.id(),
        version.code(),
        version.version(),
        name(version),
        State.of(version),
        version.publishedAt());
  }

  /** Its name in the two languages, as its definition says it. */
  public static Said name(PublishedVersion version) {
    JsonNode name = version.definition().path("name");
    return new Said(name.path("zh").asString(""), name.path("en").asString(""));
  }

  /** One version. */
  public View show(Publishable kind, UUID id) {
    PublishedVersion version = get(kind, id);
    return new View(
        version.id(),
        version.code(),
        version.version(),
        State.of(version),
        version.publishedAt(),
        version.withdrawnAt().orElse(null),
        version.definition());
  }

  /**
   * Withdraws a version: nothing is done by it from now on. One person is enough to stop; two bring
   * the code back with a new version.
   */
  public ResponseEntity<byte[]> withdraw(
      Publishable kind, Caller.Officer caller, UUID id, @Nullable String key, Withdraw body) {
    return acts.run(
        caller.actor(),
        withdraw(kind.names().versions()),
        key,
        List.of(id, body, caller.authority().value()),
        (_, _) -> withdrawn(kind, get(kind, id), caller, body.reason()));
  }

  private Outcome withdrawn(
      Publishable kind, PublishedVersion version, Caller.Officer caller, @Nullable String asked) {
    kind.requireKept(caller.authority(), version.definition());
    String reason = Reasons.require(asked);
    String noun = kind.names().noun();
    return new Outcome(
        Answer.json(200, Map.of(), Map.of(noun, version.id(), "state", State.WITHDRAWN), json),
        () -> {
          kind.versions().withdraw(version, reason, clock.instant());
          audit.record(
              new AuditFact(
                  kind.names().acts().withdrawn(),
                  version.id(),
                  caller.authority(),
                  caller.actor(),
                  json.createObjectNode()
                      .put(noun, version.code())
                      .put("version", version.version())));
        });
  }

  private static PublishedVersion get(Publishable kind, UUID id) {
    return kind.versions()
        .find(id)
        .orElseThrow(() -> new Problem(kind.names().problems().unknown()));
  }
}
