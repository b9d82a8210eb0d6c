package org.liangzheng.api.identity.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * Something that needs two people.
 *
 * @param digest SHA-256 of act, authority and request: what is approved
 * @param approvals the proposer's first
 * @param settledBy account that refused or withdrew it
 * @param failure problem code it failed with
 */
public record Proposal(
    UUID id,
    String act,
    OrganizationId authority,
    UUID subject,
    ByteString digest,
    State state,
    Instant proposedAt,
    Instant expiresAt,
    List<Approval> approvals,
    Optional<Instant> settledAt,
    Optional<UUID> settledBy,
    Optional<String> failure) {

  /** How many distinct persons approve, the proposer counted. */
  public static final int NEEDED = 2;

  public Proposal {
    approvals = List.copyOf(approvals);
  }

  /** How many distinct persons have approved, by whatever accounts. */
  long persons() {
    return approvals.stream().map(Approval::party).distinct().count();
  }

  /** As it stands then: an open one past its time counts as expired, though nobody wrote it. */
  Proposal at(Instant now) {
    if (state != State.OPEN || expiresAt.isAfter(now)) {
      return this;
    }
    return new Proposal(
        id,
        act,
        authority,
        subject,
        digest,
        State.EXPIRED,
        proposedAt,
        expiresAt,
        approvals,
        Optional.of(expiresAt),
        Optional.empty(),
        Optional.empty());
  }

  /** One person's; by account and by who the person is. */
  public record Approval(UUID account, UUID party, Instant at) {}

  /** Names are stored. */
  public enum State {
    OPEN,
    APPROVED,
    EXECUTED,
    FAILED,
    REFUSED,
    WITHDRAWN,
    EXPIRED
  }
}
