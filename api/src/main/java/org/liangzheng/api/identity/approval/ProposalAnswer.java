package org.liangzheng.api.identity.approval;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.liangzheng.api.identity.approval.Proposal.State;
import org.liangzheng.api.web.idempotency.Answer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an endpoint answers that has proposed something: 202, with where it is looked after.
 *
 * @param digest 64 hexadecimal digits
 */
public record ProposalAnswer(
    UUID proposal, String act, State state, String digest, Instant expiresAt) {

  /** 202 Accepted; {@code Location} is the proposal's. */
  public static Answer of(Proposal proposal, JsonMapper json) {
    return Answer.json(
        202,
        Map.of("Location", "/v1/approvals/" + proposal.id()),
        new ProposalAnswer(
            proposal.id(),
            proposal.act(),
            proposal.state(),
            HexFormat.of().formatHex(proposal.digest().toByteArray()),
            proposal.expiresAt()),
        json);
  }
}
