package org.liangzheng.verifier.format.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.liangzheng.verifier.crypto.MalformedException;

/**
 * A small file that proves that the log has an entry (C2SP tlog-proof v1): the entry as its extra
 * data, its place, the path, and the checkpoint. Usual file name {@code *.tlog-proof}.
 */
public final class LogProof {
  /** Longer files are refused. */
  public static final int MAX_SIZE = 256 * 1024;

  private static final String FIRST = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  private final LogEntry entry;
  private final long index;
  private final List<TreeHash> path;
  private final SignedCheckpoint checkpoint;

  private LogProof(LogEntry entry, long index, List<TreeHash> path, SignedCheckpoint checkpoint) {
    this.entry = entry;
    this.index = index;
    this.path = List.copyOf(path);
    this.checkpoint = checkpoint;
  }

  /** Puts the parts together; {@link #verified} tells whether they fit. */
  public static LogProof of(LogEntry entry, InclusionProof proof, SignedCheckpoint checkpoint) {
    return new LogProof(entry, proof.index(), proof.path(), checkpoint);
  }

  /**
   * Reads; believes nothing.
   *
   * @throws MalformedException if it is not such a file, or bears no entry
   */
  public static LogProof read(byte[] bytes) throws MalformedException {
    String text = NoteText.read(bytes, MAX_SIZE);
    int blank = text.indexOf("\n\n");
    if (blank < 0) {
      throw new MalformedException("a proof without its checkpoint");
    }
    List<String> lines = Arrays.asList(text.substring(0, blank).split("\n", -1));
    if (lines.size() < 3
        || lines.size() > 3 + InclusionProof.MAX_PATH
        || !lines.get(0).equals(FIRST)
        || !lines.get(1).startsWith(EXTRA)
        || !lines.get(2).startsWith(INDEX)) {
      throw new MalformedException("not a proof with its entry");
    }
    LogEntry entry;
    try {
      entry = LogEntry.ofContent(NoteText.base64(lines.get(1).substring(EXTRA.length())));
    } catch (IllegalArgumentException invalid) {
      throw new MalformedException("not an entry", invalid);
    }
    long index = NoteText.number(lines.get(2).substring(INDEX.length()));
    List<TreeHash> path = new ArrayList<>();
    for (String line : lines.subList(3, lines.size())) {
      path.add(TreeHash.ofBase64(line));
    }
    return new LogProof(
        entry,
        index,
        path,
        SignedCheckpoint.read(text.substring(blank + 2).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The entry, if the log has it.
   *
   * @param keys of the log, from the trust list
   * @throws LogRefusedException ENTRY_NOT_INCLUDED, or as {@link SignedCheckpoint#verified}
   */
  public LogEntry verified(Collection<LogKey> keys) throws LogRefusedException {
    Checkpoint signed = checkpoint.verified(keys);
    if (index >= signed.size()
        || !new InclusionProof(index, signed.size(), path).proves(entry.leaf(), signed.root())) {
      throw new LogRefusedException(LogFault.ENTRY_NOT_INCLUDED);
    }
    return entry;
  }

  /** Place of the entry in the log, from 0; proven only by {@link #verified}. */
  public long index() {
    return index;
  }

  /** The checkpoint as it came. */
  public SignedCheckpoint checkpoint() {
    return checkpoint;
  }

  /** The file. */
  public byte[] toBytes() {
    StringBuilder text = new StringBuilder(FIRST).append('\n');
    text.append(EXTRA).append(Base64.getEncoder().encodeToString(entry.content())).append('\n');
    text.append(INDEX).append(index).append('\n');
    path.forEach(hash -> text.append(hash.toBase64()).append('\n'));
    text.append('\n').append(new String(checkpoint.toBytes(), StandardCharsets.UTF_8));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
