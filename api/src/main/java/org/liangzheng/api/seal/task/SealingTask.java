package org.liangzheng.api.seal.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.seal.use.PlaceBody;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * Several authorities seal one document.
 *
 * @param authority that asked for it
 * @param sequence whether they seal one after the other as listed
 * @param lock whether the last one's seal allows no further one
 * @param original digest of the document as it came: what each of them approves
 * @param document the document as it stands
 * @param revision how many steps it has seen
 * @param deadline from when on nobody seals any more
 */
record SealingTask(
    UUID id,
    OrganizationId authority,
    String createdBy,
    boolean sequence,
    boolean lock,
    Optional<String> matter,
    String title,
    State state,
    Sha256Digest original,
    UUID document,
    int revision,
    Instant createdAt,
    Optional<Instant> settledAt,
    Optional<Instant> deadline,
    List<Party> parties) {

  SealingTask {
    parties = List.copyOf(parties);
  }

  /** Names are stored and stand in the API. */
  enum State {
    OPEN,
    COMPLETED,
    REFUSED,
    WITHDRAWN,
    /** Not all had sealed by its deadline. */
    EXPIRED
  }

  /**
   * One that has to seal.
   *
   * @param number order in a sequence, from 1
   * @param decidedBy account
   */
  record Party(
      int number,
      OrganizationId authority,
      List<PlaceBody> places,
      Decision decision,
      Optional<String> decidedBy,
      Optional<UUID> use,
      Optional<String> reason,
      Optional<Instant> decidedAt) {}

  /** Names are stored and stand in the API. */
  enum Decision {
    WAITING,
    SEALED,
    REFUSED
  }

  /** What happened. Names are stored and stand in the API. */
  enum Act {
    CREATE,
    SEAL,
    REFUSE,
    WITHDRAW,
    EXPIRE
  }

  /** One entry of a task's journal. */
  record Step(UUID id, Act act, OrganizationId authority, String actor, int revision, Instant at) {}

  /** Whether its deadline has passed; it may not be written down yet. */
  boolean isOver(Instant now) {
    return deadline.isPresent() && !now.isBefore(deadline.get());
  }

  Optional<Party> party(OrganizationId of) {
    return parties.stream().filter(party -> party.authority().equals(of)).findFirst();
  }

  /** Whether an authority may see it. */
  boolean involves(OrganizationId of) {
    return authority.equals(of) || party(of).isPresent();
  }

  /** Whether it is a party's turn. */
  boolean turnOf(Party party) {
    return !sequence
        || parties.stream()
            .filter(other -> other.number() < party.number())
            .allMatch(other -> other.decision() == Decision.SEALED);
  }

  /** Whether all others have sealed. */
  boolean isLast(Party party) {
    return parties.stream()
        .filter(other -> other.number() != party.number())
        .allMatch(other -> other.decision() == Decision.SEALED);
  }

  @Override
  public String toString() {
    return "SealingTask[" + id + ", " + state + "]";
  }
}
