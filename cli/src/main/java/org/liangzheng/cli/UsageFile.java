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
import java.util.ArrayList;
import java.util.List;
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
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        FileLock _ = channel.lock()) {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException unwritable) {
      throw new CustodyException.LedgerUnavailable(key, unwritable);
    }
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
   * Every signature so far, in order.
   *
   * @throws IOException if the file cannot be read
   */
  List<Signed> read() throws IOException {
    List<Signed> signed = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        String[] parts = line.split("\t", -1);
        // A line that a full disk cut counts for nothing: no signature was made after it.
        if (parts.length == 2 && parts[0].length() == 10) {
          signed.add(new Signed(LocalDate.parse(parts[0]), parts[1]));
        }
      }
    }
    return signed;
  }
}
