package org.liangzheng.api.catalogue;

import java.util.List;
import java.util.Optional;
import org.liangzheng.api.catalogue.publication.Drafts;
import org.liangzheng.api.catalogue.publication.Publishable;
import org.liangzheng.api.catalogue.publication.Versions;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Licence types as the catalogue drafts, publishes and withdraws them. */
@Component
class TypePublication implements Publishable {
  static final String DRAFTS = "/v1/licence-type-drafts";
  static final String VERSIONS = "/v1/licence-types";

  static final Problems PROBLEMS =
      new Problems(
          CatalogueProblem.TYPE_UNKNOWN,
          CatalogueProblem.DRAFT_UNKNOWN,
          CatalogueProblem.DRAFT_OUTDATED,
          CatalogueProblem.TYPE_WITHDRAWN_ALREADY);

  private static final Names NAMES =
      new Names(
          "type",
          DRAFTS,
          VERSIONS,
          new Acts(
              "LICENCE_TYPE_DRAFTED",
              "LICENCE_TYPE_REDRAFTED",
              "LICENCE_TYPE_DRAFT_DISCARDED",
              "LICENCE_TYPE_PUBLICATION",
              "LICENCE_TYPE_PUBLISHED",
              "LICENCE_TYPE_WITHDRAWN"),
          PROBLEMS);

  private final Catalogue catalogue;
  private final TypeCheck types;
  private final Keeping keeping;
  private final Drafts drafts;

  TypePublication(
      Catalogue catalogue, TypeCheck types, Keeping keeping, JdbcClient database, JsonMapper json) {
    this.catalogue = catalogue;
    this.types = types;
    this.keeping = keeping;
    this.drafts = new Drafts(database, json, "catalogue_draft");
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
    return catalogue.versions();
  }

  @Override
  public List<FieldProblem> check(JsonNode definition) {
    return types.check(definition);
  }

  @Override
  public Optional<String> code(JsonNode definition) {
    return TypeReader.read(definition).code().map(LicenceTypeCode::value);
  }

  @Override
  public void requireKept(OrganizationId authority, JsonNode definition) {
    keeping.require(authority, TypeReader.read(definition).code().orElseThrow());
  }
}
