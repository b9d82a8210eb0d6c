package org.liangzheng.api.catalogue.publication;

import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.approval.Approved;
import org.liangzheng.api.identity.approval.ApprovedAct;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishing a draft of one kind. The request carries the whole definition, so that two people
 * approve what is published and not what the draft has become since.
 */
public final class PublicationAct implements ApprovedAct {
  private final Publishable kind;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Clock clock;

  public PublicationAct(Publishable kind, AuditLog audit, JsonMapper json, Clock clock) {
    this.kind = kind;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /** What is proposed. */
  record Request(@Nullable UUID draft, int replaces, @Nullable JsonNode definition) {}

  @Override
  public String act() {
    return kind.names().acts().publication();
  }

  @Override
  public Role role() {
    return Role.CATALOGUE_MANAGER;
  }

  @Override
  public UUID check(OrganizationId authority, JsonNode request) {
    Request asked = json.treeToValue(request, Request.class);
    UUID draft = Optional.ofNullable(asked.draft()).orElseThrow();
    JsonNode definition = Optional.ofNullable(asked.definition()).orElseThrow();
    // Its content may have gone on meanwhile; that it is there says that it was not discarded.
    if (kind.drafts().find(draft).filter(one -> one.authority().equals(authority)).isEmpty()) {
      throw new Problem(kind.names().problems().draftUnknown());
    }
    List<FieldProblem> problems = kind.check(definition);
    if (!problems.isEmpty()) {
      throw new Problem(WebProblem.REQUEST_INVALID).withErrors(problems);
    }
    kind.requireKept(authority, definition);
    Optional<PublishedVersion> last = kind.versions().newest(code(definition));
    if (last.map(PublishedVersion::version).orElse(0) != asked.replaces()) {
      throw new Problem(kind.names().problems().outdated());
    }
    // A new version must not carry what it replaces off to another keeper.
    last.ifPresent(version -> kind.requireKept(authority, version.definition()));
    return draft;
  }

  private String code(JsonNode definition) {
    return kind.code(definition).orElseThrow();
  }

  @Override
  public Runnable execute(Approved approved) {
    Request asked = json.treeToValue(approved.request(), Request.class);
    JsonNode definition = Optional.ofNullable(asked.definition()).orElseThrow();
    String code = code(definition);
    return () -> {
      int version =
          kind.versions()
              .publish(approved.subject(), code, definition, asked.replaces(), clock.instant());
      if (!kind.drafts().remove(approved.subject())) {
        throw new Problem(kind.names().problems().draftUnknown());
      }
      audit.record(
          new AuditFact(
              kind.names().acts().published(),
              approved.subject(),
              approved.authority(),
              approved.approvers().getLast().toString(),
              json.createObjectNode()
                  .put(kind.names().noun(), code)
                  .put("version", version)
                  .put(
                      "digest",
                      HexFormat.of().formatHex(RequestDigest.of(json, definition).bytes()))
                  .put("proposal", approved.proposal().toString())));
    };
  }
}
