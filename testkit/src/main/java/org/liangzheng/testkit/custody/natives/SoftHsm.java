package org.liangzheng.testkit.custody.natives;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.Sha256Digest;

/**
 * Real SoftHSM2 tokens in a folder of their own. Make and clone tokens before a module is
 * initialised: SoftHSM looks for tokens only then.
 */
public final class SoftHsm {
  /** PIN of every token's user. */
  public static final String USER_PIN = "135790";

  private static final String SO_PIN = "24680246";

  // Attributes of token.object in SoftHSM 2.6: type, kind 3 (bytes), length, value; 8 bytes each,
  // big endian.
  private static final long TOKEN_LABEL = 0x80005349L;
  private static final long TOKEN_SERIAL = 0x8000534AL;

  private final Path folder;
  private final Path module;

  private SoftHsm(Path folder, Path module) {
    this.folder = folder;
    this.module = module;
  }

  /** A token: its label (at most 32 bytes of UTF-8) and its serial number (16 characters). */
  public record Token(String label, String serial) {}

  /**
   * A place without tokens below {@code parent}.
   *
   * @throws NativeToolException if SoftHSM is not on this machine, with the package that has it
   */
  public static SoftHsm in(Path parent) {
    Path module = findModule();
    try {
      Path folder =
          Files.createTempDirectory(Files.createDirectories(parent).toRealPath(), "softhsm-");
      Files.createDirectory(folder.resolve("tokens"));
      Files.writeString(
          folder.resolve("softhsm2.conf"),
          String.format(
              Locale.ROOT,
              """
              directories.tokendir = %s
              objectstore.backend = file
              log.level = ERROR
              slots.removable = false
              """,
              folder.resolve("tokens")),
          UTF_8);
      return new SoftHsm(folder, module);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The real module of this machine. */
  public Path module() {
    return module;
  }

  /** What {@code SOFTHSM2_CONF} must name. */
  public Path configuration() {
    return folder.resolve("softhsm2.conf");
  }

  /** Makes a token with {@link #USER_PIN}. */
  public Token token(String label) {
    util("--init-token", "--free", "--label", label, "--so-pin", SO_PIN, "--pin", USER_PIN);
    return tokens().stream()
        .filter(token -> token.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("SoftHSM made no token " + label));
  }

  /**
   * A second token with the same keys and PIN: a copy of the token's folder under another serial
   * number, from which SoftHSM derives the slot (two tokens of one serial end the process).
   */
  public Token clone(Token original, String label) {
    String serial =
        Sha256Digest.of((original.serial() + label).getBytes(UTF_8))
            .value()
            .toString()
            .substring(0, 16);
    try {
      Path source = folderOf(original);
      Path copy = Files.createDirectory(folder.resolve("tokens").resolve("clone-" + serial));
      try (Stream<Path> files = Files.list(source)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName().toString()));
        }
      }
      byte[] object = Files.readAllBytes(copy.resolve("token.object"));
      put(object, TOKEN_LABEL, label, 32);
      put(object, TOKEN_SERIAL, serial, 16);
      Files.write(copy.resolve("token.object"), object);
      return new Token(label, serial);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Imports a private key in PKCS#8 PEM (with its public key) under a label and an id in hex. */
  public void importKey(Token token, Path pkcs8, String label, String id) {
    util(
        "--import",
        pkcs8.toString(),
        "--token",
        token.label(),
        "--pin",
        USER_PIN,
        "--label",
        label,
        "--id",
        id);
  }

  /** The tokens as they lie on disk. */
  public List<Token> tokens() {
    try (Stream<Path> folders = Files.list(folder.resolve("tokens"))) {
      List<Token> tokens = new ArrayList<>();
      for (Path each : folders.sorted().toList()) {
        byte[] object = Files.readAllBytes(each.resolve("token.object"));
        tokens.add(new Token(get(object, TOKEN_LABEL).stripTrailing(), get(object, TOKEN_SERIAL)));
      }
      return tokens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folderOf(Token token) throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("tokens"))) {
      for (Path each : folders.toList()) {
        byte[] object = Files.readAllBytes(each.resolve("token.object"));
        if (get(object, TOKEN_SERIAL).equals(token.serial())) {
          return each;
        }
      }
    }
    throw new IllegalArgumentException("no such token: " + token);
  }

  private void util(String... arguments) {
    List<String> command = new ArrayList<>(List.of("softhsm2-util"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", configuration().toString());
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException("softhsm2-util " + arguments[0] + ": " + said);
      }
    } catch (IOException e) {
      throw missing("softhsm2-util", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while softhsm2-util ran", e);
    }
  }

  private static Path findModule() {
    List<Path> places = new ArrayList<>();
    for (String prefix : List.of("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")) {
      places.add(Path.of(prefix, "softhsm", "libsofthsm2.so"));
      places.add(Path.of(prefix, "pkcs11", "libsofthsm2.so"));
      places.add(Path.of(prefix, "libsofthsm2.so"));
    }
    try (DirectoryStream<Path> multiarch =
        Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu*")) {
      multiarch.forEach(each -> places.add(each.resolve("softhsm/libsofthsm2.so")));
    } catch (IOException e) {
      throw missing("libsofthsm2.so", e);
    }
    return places.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> missing("libsofthsm2.so", null));
  }

  private static NativeToolException missing(String what, @Nullable Throwable cause) {
    return new NativeToolException(
        "softhsm2-missing",
        "缺少 " + what + "，密码机测试需要 SoftHSM2",
        what + " is missing; the tests of PKCS#11 need SoftHSM2",
        "apt-get install softhsm2",
        cause);
  }

  private static String get(byte[] object, long attribute) {
    int at = find(object, attribute);
    return new String(object, at, length(object, at), UTF_8);
  }

  private static void put(byte[] object, long attribute, String value, int size) {
    int at = find(object, attribute);
    byte[] bytes = value.getBytes(UTF_8);
    if (length(object, at) != size || bytes.length > size) {
      throw new IllegalArgumentException("does not fit: " + value);
    }
    Arrays.fill(object, at, at + size, (byte) ' ');
    System.arraycopy(bytes, 0, object, at, bytes.length);
  }

  private static int length(byte[] object, int at) {
    return Math.toIntExact(ByteBuffer.wrap(object).getLong(at - 8));
  }

  /** Where the value of a byte string attribute starts. */
  private static int find(byte[] object, long attribute) {
    String head = latin1(ByteBuffer.allocate(16).putLong(attribute).putLong(3).array());
    int at = latin1(object).indexOf(head);
    if (at < 0) {
      throw new IllegalStateException("token.object is not as SoftHSM 2.6 writes it");
    }
    return at + 24;
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
