package org.liangzheng.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.UsageLedger;

/**
 * What the command line itself signs: one line {@code day TAB vault:label} for each signature,
 * appended and on the disk before the signature is made. The service counts its own in its
 * database, and fuses hold there; requests for certificates and sample worlds have none.
 */
final class UsageFile implements UsageLedger {
  private static final String NAME = "keys-usage.tsv";

  /** Bytes: a day, a tab, the longest key reference, a line feed, and some. */
  private static final int LONGEST_LINE = 128;

  private final Path file;
  private final Clock clock;

  UsageFile(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** The file in a state folder. */
  static Path in(Path home) {
    return home.resolve(NAME);
  }

  /** One signature. */
  record Signed(LocalDate day, String key) {}

  @Override
  public void spend(KeyReference key, KeyPurpose purpose) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), CountingLedger.DAY_ZONE);
    byte[] line = (today + "\t" + key + "\n").getBytes(StandardCharsets.US_ASCII);
    makeFolder(key);
    try (FileChannel channel =
            FileChannel.open(
                file,
                Set.of(
                    StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        FileLock _ = channel.lock()) {
      channel.position(whole(channel));
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      // What is left of a line that was cut.
      channel.truncate(channel.position());
      channel.force(true);
    } catch (IOException unwritable) {
      throw new CustodyException.LedgerUnavailable(key, unwritable);
    }
  }

  /**
   * Size of the file without a last line that was cut by a full disk or a power failure: no
   * signature was made after it, and the next one must not be written into it.
   */
  private static long whole(FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer end = ByteBuffer.allocate((int) Math.min(size, LONGEST_LINE));
    while (end.hasRemaining() && channel.read(end, size - end.capacity() + end.position()) >= 0) {
      // A read may give less than was asked for.
    }
    int last = end.position() - 1;
    while (last >= 0 && end.get(last) != '\n') {
      last--;
    }
    return size - end.capacity() + last + 1;
  }

  /** With a vault described elsewhere there may be no state folder yet. */
  private void makeFolder(KeyReference key) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException unwritable) {
      throw new CustodyException.LedgerUnavailable(key, unwritable);
    }
  }

  /**
   * Every signature so far, in order; lines that are not of the form, and a last one that was cut,
   * count for nothing.
   *
   * @throws IOException if the file cannot be read
   */
  List<Signed> read() throws IOException {
    List<Signed> signed = new ArrayList<>();
    if (Files.exists(file)) {
      String all = Files.readString(file, StandardCharsets.US_ASCII);
      for (String line : all.substring(0, all.lastIndexOf('\n') + 1).lines().toList()) {
        String[] parts = line.split("\t", -1);
        if (parts.length == 2) {
          day(parts[0]).ifPresent(day -> signed.add(new Signed(day, parts[1])));
        }
      }
    }
    return signed;
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException damaged) {
      return Optional.empty();
    }
  }
}
