package org.liangzheng.api.audit;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.LogKey;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.liangzheng.verifier.format.log.TreeHash;
import org.liangzheng.verifier.format.log.TreeShape;
import org.springframework.stereotype.Component;

/** Signs the state of the log, and never one that takes back what it signed before. */
@Component
class CheckpointSigner {
  private static final String ACTOR = "audit-log";

  private final AuditEntries entries;
  private final AuditNodes nodes;
  private final Checkpoints checkpoints;
  private final LogKeys keys;
  private final Custody custody;
  private final AuditSettings settings;
  private final Clock clock;

  CheckpointSigner(
      AuditEntries entries,
      AuditNodes nodes,
      Checkpoints checkpoints,
      LogKeys keys,
      Custody custody,
      AuditSettings settings,
      Clock clock) {
    this.entries = entries;
    this.nodes = nodes;
    this.checkpoints = checkpoints;
    this.keys = keys;
    this.custody = custody;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Signs a checkpoint if the log has grown.
   *
   * @throws IllegalStateException if the stored log is no continuation of what was signed: then
   *     nothing is signed until somebody has looked
   */
  void run() {
    Optional<SignedNote> last = checkpoints.newest();
    long size = entries.size();
    long signed = last.map(note -> note.checkpoint().size()).orElse(0L);
    if (size < signed) {
      throw new IllegalStateException("the log lost entries that a checkpoint covers");
    }
    if (last.isPresent() && !root(signed).equals(last.get().checkpoint().root())) {
      throw new IllegalStateException("the log was changed behind a checkpoint");
    }
    if (size == signed) {
      return;
    }
    Checkpoint checkpoint = new Checkpoint(settings.origin(), size, root(size));
    Map<LogKey, SignatureValue> values = new LinkedHashMap<>();
    for (Map.Entry<KeyRef, VerificationKey> key : keys.keys().entrySet()) {
      LogKey logKey = new LogKey(settings.origin(), key.getValue());
      values.put(
          logKey,
          custody.sign(
              new SignatureOrder(
                  key.getKey(),
                  SignatureAct.SIGN_CHECKPOINT,
                  ACTOR,
                  "log-" + size,
                  logKey.digest(checkpoint),
                  null)));
    }
    checkpoints.insert(
        new SignedNote(checkpoint, SignedCheckpoint.of(checkpoint, values)), clock.instant());
  }

  private TreeHash root(long size) {
    return TreeShape.whole(size).hash(nodes.hashes(TreeShape.whole(size).positions()));
  }
}
