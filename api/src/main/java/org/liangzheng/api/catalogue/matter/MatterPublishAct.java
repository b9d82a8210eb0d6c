package org.liangzheng.api.catalogue.matter;

import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.Keeping;
import org.liangzheng.api.identity.approval.Approved;
import org.liangzheng.api.identity.approval.ApprovedAct;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Publishing a matter: the whole definition is what two people approve. */
@Component
class MatterPublishAct implements ApprovedAct {
  static final String ACT = "MATTER_PUBLICATION";

  private final Matters matters;
  private final MatterDrafts drafts;
  private final MatterCheck check;
  private final Keeping keeping;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Clock clock;

  MatterPublishAct(
      Matters matters,
      MatterDrafts drafts,
      MatterCheck check,
      Keeping keeping,
      AuditLog audit,
      JsonMapper json,
      Clock clock) {
    this.matters = matters;
    this.drafts = drafts;
    this.check = check;
    this.keeping = keeping;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /** What is proposed. */
  record Request(@Nullable UUID draft, int replaces, @Nullable JsonNode definition) {}

  @Override
  public String act() {
    return ACT;
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
    if (drafts.find(draft).filter(one -> one.authority().equals(authority)).isEmpty()) {
      throw new Problem(MatterProblem.MATTER_DRAFT_UNKNOWN);
    }
    List<FieldProblem> problems = check.check(definition);
    if (!problems.isEmpty()) {
      throw new Problem(WebProblem.REQUEST_INVALID).withErrors(problems);
    }
    Matter matter = MatterReader.published(definition, asked.replaces() + 1);
    requireKept(keeping, authority, matter.owner());
    Optional<PublishedMatter> newest = matters.newest(matter.code());
    if (newest.map(PublishedMatter::version).orElse(0) != asked.replaces()) {
      throw new Problem(MatterProblem.MATTER_DRAFT_OUTDATED);
    }
    // A new version must not carry a matter off to another owner.
    newest.ifPresent(last -> requireKept(keeping, authority, last.matter().owner()));
    return draft;
  }

  /** Who owns a matter keeps it, and who keeps the catalogue for all. */
  static void requireKept(Keeping keeping, OrganizationId authority, OrganizationId owner) {
    if (!owner.equals(authority) && !keeping.keeps(authority)) {
      throw new Problem(MatterProblem.MATTER_NOT_KEPT);
    }
  }

  @Override
  public Runnable execute(Approved approved) {
    Request asked = json.treeToValue(approved.request(), Request.class);
    JsonNode definition = Optional.ofNullable(asked.definition()).orElseThrow();
    return () -> {
      int version =
          matters.publish(approved.subject(), definition, asked.replaces(), clock.instant());
      if (!drafts.remove(approved.subject())) {
        throw new Problem(MatterProblem.MATTER_DRAFT_UNKNOWN);
      }
      audit.record(
          new AuditFact(
              "MATTER_PUBLISHED",
              approved.subject(),
              approved.authority(),
              approved.approvers().getLast().toString(),
              json.createObjectNode()
                  .put("matter", definition.path("code").asString())
                  .put("version", version)
                  .put(
                      "digest",
                      HexFormat.of().formatHex(RequestDigest.of(json, definition).bytes()))
                  .put("proposal", approved.proposal().toString())));
    };
  }
}
