package org.liangzheng.api.catalogue;

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
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Publishing a licence type. The request carries the whole definition, so that two people approve
 * what is published and not what the draft has become since.
 */
@Component
class PublishAct implements ApprovedAct {
  static final String ACT = "LICENCE_TYPE_PUBLICATION";

  private final Catalogue catalogue;
  private final TypeDrafts drafts;
  private final TypeCheck types;
  private final Keeping keeping;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Clock clock;

  PublishAct(
      Catalogue catalogue,
      TypeDrafts drafts,
      TypeCheck types,
      Keeping keeping,
      AuditLog audit,
      JsonMapper json,
      Clock clock) {
    this.catalogue = catalogue;
    this.drafts = drafts;
    this.types = types;
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
    // Its content may have gone on meanwhile; that it is there says that it was not discarded.
    if (drafts.find(draft).filter(one -> one.authority().equals(authority)).isEmpty()) {
      throw new Problem(CatalogueProblem.DRAFT_UNKNOWN);
    }
    List<FieldProblem> problems = types.check(definition);
    if (!problems.isEmpty()) {
      throw new Problem(WebProblem.REQUEST_INVALID).withErrors(problems);
    }
    LicenceTypeCode code = TypeReader.read(definition).at(asked.replaces() + 1).code();
    keeping.require(authority, code);
    if (catalogue.newest(code).map(PublishedType::version).orElse(0) != asked.replaces()) {
      throw new Problem(CatalogueProblem.DRAFT_OUTDATED);
    }
    return draft;
  }

  @Override
  public Runnable execute(Approved approved) {
    Request asked = json.treeToValue(approved.request(), Request.class);
    JsonNode definition = Optional.ofNullable(asked.definition()).orElseThrow();
    return () -> {
      int version =
          catalogue.publish(approved.subject(), definition, asked.replaces(), clock.instant());
      if (!drafts.remove(approved.subject())) {
        throw new Problem(CatalogueProblem.DRAFT_UNKNOWN);
      }
      audit.record(
          new AuditFact(
              "LICENCE_TYPE_PUBLISHED",
              approved.subject(),
              approved.authority(),
              approved.approvers().getLast().toString(),
              facts(json, definition, version).put("proposal", approved.proposal().toString())));
    };
  }

  /** What the log says of a published version; the digest is as {@code RequestDigest} spells. */
  static ObjectNode facts(JsonMapper json, JsonNode definition, int version) {
    return json.createObjectNode()
        .put("type", definition.path("code").asString())
        .put("version", version)
        .put("digest", HexFormat.of().formatHex(RequestDigest.of(json, definition).bytes()));
  }
}
