package org.liangzheng.hsm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A PIN or passphrase as UTF-8 bytes, 1 to 1024 of them. Wiped on close, never printed. Does not
 * become a string on its way.
 */
public final class Pin implements AutoCloseable {
  /** Longest PIN in bytes. */
  public static final int MAX_SIZE = 1024;

  private static final Set<PosixFilePermission> TOO_OPEN =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private final SecretBytes bytes;

  private Pin(byte[] bytes) {
    this.bytes = new SecretBytes(bytes, "the PIN");
  }

  /**
   * Copies the characters; the caller wipes its own.
   *
   * @throws IllegalArgumentException if there are none or too many
   */
  public static Pin of(char[] characters) {
    byte[] encoded = new byte[MAX_SIZE];
    ByteBuffer out = ByteBuffer.wrap(encoded);
    CoderResult result =
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), out, true);
    byte[] bytes = Arrays.copyOf(encoded, out.position());
    Arrays.fill(encoded, (byte) 0);
    if (bytes.length == 0 || !result.isUnderflow()) {
      Arrays.fill(bytes, (byte) 0);
      throw new IllegalArgumentException("a PIN has 1 to " + MAX_SIZE + " bytes of UTF-8");
    }
    return new Pin(bytes);
  }

  /**
   * Reads a file that holds the PIN and at most one line end after it. Where the file system knows
   * owners, a file that others may read or write, or its group may write, is refused; a group may
   * read it, as container platforms hand secrets out that way.
   *
   * @throws CustodyException.PinFileRefused if it is missing, empty, too large or too open
   */
  public static Pin readFile(Path file) {
    byte[] content = new byte[MAX_SIZE + 3];
    try {
      requireClosedToOthers(file);
      int length;
      try (InputStream in = Files.newInputStream(file)) {
        length = in.readNBytes(content, 0, content.length);
      }
      if (length > 0 && content[length - 1] == '\n') {
        length--;
        if (length > 0 && content[length - 1] == '\r') {
          length--;
        }
      }
      if (length == 0 || length > MAX_SIZE) {
        throw new CustodyException.PinFileRefused(
            file.toString(), "it holds 1 to " + MAX_SIZE + " bytes");
      }
      return new Pin(Arrays.copyOf(content, length));
    } catch (NoSuchFileException absent) {
      throw new CustodyException.PinFileRefused(file.toString(), "there is no such file", absent);
    } catch (IOException unreadable) {
      throw new CustodyException.PinFileRefused(
          file.toString(), "it cannot be read: " + unreadable.getClass().getSimpleName());
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static void requireClosedToOthers(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    for (PosixFilePermission permission : view.readAttributes().permissions()) {
      if (TOO_OPEN.contains(permission)) {
        throw new CustodyException.PinFileRefused(
            file.toString(), "its mode lets other users in; run: chmod 600");
      }
    }
  }

  /**
   * Lends a copy of the bytes, which is wiped afterwards.
   *
   * @throws IllegalStateException if closed
   */
  public <R> R use(Function<byte[], R> action) {
    return bytes.use(action);
  }

  /**
   * A second one with the same bytes, wiped on its own: a vault that must log in again after its
   * device was lost keeps one as long as it is open.
   *
   * @throws IllegalStateException if closed
   */
  public Pin copy() {
    return use(lent -> new Pin(lent.clone()));
  }

  @Override
  public void close() {
    bytes.close();
  }

  @Override
  public String toString() {
    return "Pin[redacted]";
  }
}
