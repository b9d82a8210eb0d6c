package org.liangzheng.api.catalogue.matter;

import java.util.List;
import java.util.Optional;
import org.liangzheng.api.catalogue.Keeping;
import org.liangzheng.api.catalogue.publication.Drafts;
import org.liangzheng.api.catalogue.publication.Publishable;
import org.liangzheng.api.catalogue.publication.Versions;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Matters as the catalogue drafts, publishes and withdraws them. */
@Component
class MatterPublication implements Publishable {
  static final String DRAFTS = "/v1/matter-drafts";
  static final String VERSIONS = "/v1/matters";

  static final Problems PROBLEMS =
      new Problems(
          MatterProblem.MATTER_UNKNOWN,
          MatterProblem.MATTER_DRAFT_UNKNOWN,
          MatterProblem.MATTER_DRAFT_OUTDATED,
          MatterProblem.MATTER_WITHDRAWN_ALREADY);

  private static final Names NAMES =
      new Names(
          "matter",
          DRAFTS,
          VERSIONS,
          new Acts(
              "MATTER_DRAFTED",
              "MATTER_REDRAFTED",
              "MATTER_DRAFT_DISCARDED",
              "MATTER_PUBLICATION",
              "MATTER_PUBLISHED",
              "MATTER_WITHDRAWN"),
          PROBLEMS);

  private final Matters matters;
  private final MatterCheck check;
  private final Keeping keeping;
  private final Drafts drafts;

  MatterPublication(
      Matters matters, MatterCheck check, Keeping keeping, JdbcClient database, JsonMapper json) {
    this.matters = matters;
    this.check = check;
    this.keeping = keeping;
    this.drafts = new Drafts(database, json, "catalogue_matter_draft");
  }

  @Override
  public Names names() {
    return NAMES;
  }

  @Override
  public Drafts drafts() {
    return drafts;
  }

  @Override
  public Versions versions() {
    return matters.versions();
  }

  @Override
  public List<FieldProblem> check(JsonNode definition) {
    return check.check(definition);
  }

  @Override
  public Optional<String> code(JsonNode definition) {
    return MatterReader.code(definition);
  }

  /** Who owns a matter keeps it, and who keeps the catalogue for all. */
  @Override
  public void requireKept(OrganizationId authority, JsonNode definition) {
    OrganizationId owner = MatterReader.published(definition, 1).owner();
    if (!owner.equals(authority) && !keeping.keeps(authority)) {
      throw new Problem(MatterProblem.MATTER_NOT_KEPT);
    }
  }
}
