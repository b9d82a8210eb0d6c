package org.liangzheng.api.catalogue.publication;

import java.util.List;
import java.util.Optional;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.ProblemCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;

/** A kind of thing that the catalogue publishes: licence types, matters. */
public interface Publishable {

  /** What it is called where it is asked for, recorded and refused. */
  Names names();

  /** What is being written. */
  Drafts drafts();

  /** What was published. */
  Versions versions();

  /** All that has to be put right before a definition can be published. */
  List<FieldProblem> check(JsonNode definition);

  /** The code that a definition gives itself, however wrong the rest of it is. */
  Optional<String> code(JsonNode definition);

  /**
   * @throws org.liangzheng.api.web.Problem unless an authority may publish and withdraw by this
   *     definition, which has no faults
   */
  void requireKept(OrganizationId authority, JsonNode definition);

  /**
   * Names of one kind.
   *
   * @param noun in JSON: {@code type}
   * @param drafts path of the drafts: {@code /v1/licence-type-drafts}
   * @param versions path of the published versions: {@code /v1/licence-types}
   */
  record Names(String noun, String drafts, String versions, Acts acts, Problems problems) {}

  /**
   * Names of what is done, as the audit log has them.
   *
   * @param publication name of the act that two people approve
   */
  record Acts(
      String drafted,
      String redrafted,
      String discarded,
      String publication,
      String published,
      String withdrawn) {}

  /**
   * What is refused.
   *
   * @param outdated there is another version since the draft was written
   */
  record Problems(
      ProblemCode unknown,
      ProblemCode draftUnknown,
      ProblemCode outdated,
      ProblemCode withdrawnAlready) {}
}
