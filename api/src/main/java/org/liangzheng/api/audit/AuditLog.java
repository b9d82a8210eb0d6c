package org.liangzheng.api.audit;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.log.InclusionProof;
import org.liangzheng.verifier.format.log.LogEntry;
import org.liangzheng.verifier.format.log.LogProof;
import org.liangzheng.verifier.format.log.TreeRange;
import org.liangzheng.verifier.format.log.TreeShape;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.node.ObjectNode;

/** The audit log for other features. */
@Service
public class AuditLog {
  private final AuditEntries entries;
  private final AuditNodes nodes;
  private final Checkpoints checkpoints;
  private final Ids ids;
  private final Clock clock;
  private final SecureRandom random;

  AuditLog(
      AuditEntries entries,
      AuditNodes nodes,
      Checkpoints checkpoints,
      Ids ids,
      Clock clock,
      SecureRandom random) {
    this.entries = entries;
    this.nodes = nodes;
    this.checkpoints = checkpoints;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Writes an act down, in the transaction of the act: both are there or neither.
   *
   * @throws IllegalStateException outside a transaction
   */
  public void record(AuditFact fact) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an act and its entry are written together");
    }
    UUID id = ids.next();
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    byte[] nonce = new byte[LogEntry.NONCE_SIZE];
    random.nextBytes(nonce);
    LogEntry entry =
        new LogEntry(ByteString.of(nonce), ByteString.of(CanonicalJson.write(json(fact, id, at))));
    entries.insert(id, fact, at, entry);
  }

  private static ObjectNode json(AuditFact fact, UUID id, Instant at) {
    ObjectNode json = fact.facts().deepCopy();
    json.put("act", fact.act());
    json.put("actor", fact.actor());
    json.put("at", at.toString());
    if (fact.authority() != null) {
      json.put("authority", fact.authority().value());
    }
    json.put("id", id.toString());
    json.put("subject", fact.subject().toString());
    return json;
  }

  /** The newest act of one of these kinds on a subject, provable by the newest checkpoint. */
  public Proof proof(UUID subject, String... acts) {
    Optional<AuditRow> found = entries.newest(subject, Arrays.asList(acts));
    if (found.isEmpty()) {
      return new Proof.Absent();
    }
    Optional<SignedNote> note = checkpoints.newest();
    Optional<Long> position = found.get().position();
    if (position.isEmpty() || note.isEmpty() || position.get() >= note.get().checkpoint().size()) {
      return new Proof.Pending();
    }
    long size = note.get().checkpoint().size();
    var known =
        nodes.hashes(
            TreeShape.inclusion(position.get(), size).stream()
                .map(TreeRange::positions)
                .flatMap(List::stream)
                .toList());
    return new Proof.Made(
        LogProof.of(
            found.get().entry(),
            InclusionProof.of(position.get(), size, known),
            note.get().signed()));
  }

  /** What can be shown of an act. */
  public sealed interface Proof {
    /** The log has no such act. */
    record Absent() implements Proof {}

    /** It is written down, and no checkpoint covers it yet: a matter of seconds. */
    record Pending() implements Proof {}

    /** The file that proves it. */
    record Made(LogProof proof) implements Proof {}
  }
}
