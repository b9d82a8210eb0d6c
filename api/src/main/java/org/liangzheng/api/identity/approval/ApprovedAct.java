package org.liangzheng.api.identity.approval;

import java.time.Duration;
import java.util.UUID;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;

/** One kind of act that needs two people; a bean of the feature that owns it. */
public interface ApprovedAct {

  /** Its name: UPPER_SNAKE, 3 to 40 characters, stable, unique. */
  String act();

  /** The role, for the proposal's authority, of those who propose, see and approve it. */
  Role role();

  /** How long a proposal waits for its second person. */
  default Duration life() {
    return Duration.ofDays(7);
  }

  /**
   * Whether the request could be carried out now. Called when it is proposed and again when it is
   * approved.
   *
   * @return what it is done to: an opaque id, for the audit log
   * @throws org.liangzheng.api.web.Problem if not; the proposal is not made, or becomes FAILED
   */
  UUID check(OrganizationId authority, JsonNode request);

  /**
   * Carries it out, outside any transaction; may be called again for the same proposal after a
   * crash.
   *
   * @return what is written in the transaction that marks the proposal as executed
   * @throws org.liangzheng.api.web.Problem when it cannot be done; a final one makes the proposal
   *     FAILED
   */
  Runnable execute(Approved approved);
}
