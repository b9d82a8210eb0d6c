package org.liangzheng.api.seal.grant;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.CatalogueProblem;
import org.liangzheng.api.identity.approval.Approved;
import org.liangzheng.api.identity.approval.ApprovedAct;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Giving leave: two seal keepers, since others seal in mass by it. */
@Component
class GrantAct implements ApprovedAct {
  static final String ACT = "SEAL_GRANT";

  private final SealGrants grants;
  private final JsonMapper json;

  GrantAct(SealGrants grants, JsonMapper json) {
    this.grants = grants;
    this.json = json;
  }

  /**
   * What is proposed, with what who approves has to read.
   *
   * @param name of the type
   */
  record Proposed(
      UUID seal, String type, int version, Said name, String role, @Nullable LocalDate until) {}

  static LicenceTypeCode code(@Nullable String text) {
    try {
      return LicenceTypeCode.parse(Optional.ofNullable(text).orElse(""));
    } catch (MalformedException noCode) {
      throw new Problem(CatalogueProblem.TYPE_UNKNOWN);
    }
  }

  @Override
  public String act() {
    return ACT;
  }

  @Override
  public Role role() {
    return Role.SEAL_KEEPER;
  }

  @Override
  public UUID check(OrganizationId authority, JsonNode request) {
    Proposed proposed = json.treeToValue(request, Proposed.class);
    SealGrants.Asked asked = grants.asked(authority, code(proposed.type()), proposed.version());
    if (!asked.seal().equals(proposed.seal())) {
      throw new Problem(GrantProblem.SEAL_GRANT_NOT_ASKED);
    }
    return proposed.seal();
  }

  @Override
  public Runnable execute(Approved approved) {
    Proposed proposed = json.treeToValue(approved.request(), Proposed.class);
    return () ->
        grants.give(
            new SealGrant(
                approved.proposal(),
                proposed.seal(),
                approved.authority(),
                code(proposed.type()),
                proposed.version(),
                proposed.role(),
                Optional.ofNullable(proposed.until()),
                approved.approvers().getLast().toString(),
                grants.now(),
                Optional.empty()));
  }
}
