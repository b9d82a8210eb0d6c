package org.liangzheng.verifier.format.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;

/** A checkpoint with its signature lines (C2SP signed-note), as received or made. */
public final class SignedCheckpoint {
  /** Longer ones are refused. */
  public static final int MAX_SIZE = 64 * 1024;

  private static final int MAX_SIGNATURES = 32;

  private final Checkpoint checkpoint;
  private final List<NoteSignature> signatures;

  private SignedCheckpoint(Checkpoint checkpoint, List<NoteSignature> signatures) {
    this.checkpoint = checkpoint;
    this.signatures = List.copyOf(signatures);
  }

  /**
   * Puts signatures under a checkpoint, in the map's order. Each is checked first.
   *
   * @throws IllegalArgumentException if there is none, one is wrong, or a key bears another name
   *     than the log
   */
  public static SignedCheckpoint of(Checkpoint checkpoint, Map<LogKey, SignatureValue> values) {
    List<NoteSignature> lines = new ArrayList<>();
    values.forEach((key, value) -> {
      if (!key.name().equals(checkpoint.origin())
          || !key.key().verifies(key.digest(checkpoint), value)) {
        throw new IllegalArgumentException("not a signature of this log");
      }
      lines.add(key.sign(value));
    });
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a checkpoint is signed");
    }
    return new SignedCheckpoint(checkpoint, lines);
  }

  /**
   * Reads; checks no signature.
   *
   * @throws MalformedException if it is not a note over a checkpoint without extension lines, with
   *     1 to 32 signature lines
   */
  public static SignedCheckpoint read(byte[] bytes) throws MalformedException {
    String text = NoteText.read(bytes, MAX_SIZE);
    int blank = text.lastIndexOf("\n\n");
    if (blank < 0) {
      throw new MalformedException("a note without signatures");
    }
    List<NoteSignature> lines = new ArrayList<>();
    for (String line : lines(text.substring(blank + 2))) {
      lines.add(NoteSignature.read(line));
    }
    if (lines.isEmpty() || lines.size() > MAX_SIGNATURES) {
      throw new MalformedException("a note has 1 to 32 signatures");
    }
    return new SignedCheckpoint(checkpoint(lines(text.substring(0, blank + 1))), lines);
  }

  private static Checkpoint checkpoint(List<String> lines) throws MalformedException {
    // Lines past the third would be signed content that nothing here looks at.
    if (lines.size() != 3) {
      throw new MalformedException("a checkpoint has three lines");
    }
    try {
      return new Checkpoint(
          lines.get(0), NoteText.number(lines.get(1)), TreeHash.ofBase64(lines.get(2)));
    } catch (IllegalArgumentException invalid) {
      throw new MalformedException("not a checkpoint", invalid);
    }
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    lines.removeLast();
    return lines;
  }

  /**
   * The checkpoint, if the log signed it. For every suite that {@code keys} have, one of them must
   * have signed, so that a break of one algorithm forges nothing; no known key may have signed
   * wrongly. Lines by other keys say nothing.
   *
   * @param keys of the log, from the trust list; at least one
   * @throws LogRefusedException CHECKPOINT_OF_ANOTHER_LOG, CHECKPOINT_NOT_SIGNED or
   *     CHECKPOINT_SIGNATURE_WRONG
   */
  public Checkpoint verified(Collection<LogKey> keys) throws LogRefusedException {
    Set<SignatureSuite> wanted = EnumSet.noneOf(SignatureSuite.class);
    Set<SignatureSuite> signed = EnumSet.noneOf(SignatureSuite.class);
    for (LogKey key : keys) {
      if (!key.name().equals(checkpoint.origin())) {
        throw new LogRefusedException(LogFault.CHECKPOINT_OF_ANOTHER_LOG);
      }
      wanted.add(key.key().suite());
      for (NoteSignature line : signatures) {
        if (line.by(key)) {
          requireRight(key, line);
          signed.add(key.key().suite());
        }
      }
    }
    if (wanted.isEmpty() || !signed.equals(wanted)) {
      throw new LogRefusedException(LogFault.CHECKPOINT_NOT_SIGNED);
    }
    return checkpoint;
  }

  private void requireRight(LogKey key, NoteSignature line) throws LogRefusedException {
    SignatureValue value;
    try {
      value = SignatureValue.fromDer(key.key().suite(), line.value().toByteArray());
    } catch (MalformedException notOne) {
      throw new LogRefusedException(LogFault.CHECKPOINT_SIGNATURE_WRONG, notOne);
    }
    if (!key.key().verifies(key.digest(checkpoint), value)) {
      throw new LogRefusedException(LogFault.CHECKPOINT_SIGNATURE_WRONG);
    }
  }

  /** The origin it claims: to find the log's keys by, not to be believed. */
  public String claimedOrigin() {
    return checkpoint.origin();
  }

  /** The checkpoint as it claims to be: not to be believed before {@link #verified}. */
  public Checkpoint claimed() {
    return checkpoint;
  }

  /** The note as text in UTF-8. */
  public byte[] toBytes() {
    StringBuilder note =
        new StringBuilder(new String(checkpoint.text(), StandardCharsets.UTF_8)).append('\n');
    signatures.forEach(line -> note.append(line.line()));
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }
}
