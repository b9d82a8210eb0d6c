package org.liangzheng.api.identity.approval;

import java.util.List;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;

/**
 * What two people approved; made by {@link Approvals} alone.
 *
 * @param proposal its id, the same in every attempt to carry it out
 * @param request exactly as approved
 * @param approvers accounts, the proposer first
 */
public record Approved(
    UUID proposal, OrganizationId authority, UUID subject, JsonNode request, List<UUID> approvers) {

  public Approved {
    approvers = List.copyOf(approvers);
  }

  @Override
  public String toString() {
    return "Approved[" + proposal + "]";
  }
}
