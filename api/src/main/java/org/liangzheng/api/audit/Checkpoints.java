package org.liangzheng.api.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.liangzheng.verifier.format.log.TreeHash;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Signed checkpoints, one for each size at which one was signed. */
@Repository
class Checkpoints {
  private final JdbcClient database;

  Checkpoints(JdbcClient database) {
    this.database = database;
  }

  Optional<SignedNote> newest() {
    return database
        .sql("select size, root, note from audit_checkpoint order by size desc limit 1")
        .query((row, _) -> read(row.getLong(1), row.getBytes(2), row.getBytes(3)))
        .optional();
  }

  /** Keeps a checkpoint; another node's for the same size stands. */
  void insert(SignedNote note, Instant at) {
    database
        .sql(
            "insert into audit_checkpoint (size, root, note, signed_at) values (?, ?, ?, ?)"
                + " on conflict do nothing")
        .params(
            note.checkpoint().size(),
            note.checkpoint().root().value().toByteArray(),
            note.signed().toBytes(),
            at.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static SignedNote read(long size, byte[] root, byte[] note) {
    try {
      SignedCheckpoint signed = SignedCheckpoint.read(note);
      return new SignedNote(
          new Checkpoint(signed.claimedOrigin(), size, new TreeHash(ByteString.of(root))), signed);
    } catch (MalformedException damaged) {
      throw new IllegalStateException("a stored checkpoint does not read back", damaged);
    }
  }
}
