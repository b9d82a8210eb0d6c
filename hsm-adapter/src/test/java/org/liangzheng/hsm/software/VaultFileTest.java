package org.liangzheng.hsm.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.file.WriterLock;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** The key store file: what is changed in it, cut from it or done beside it. */
class VaultFileTest {
  static final PassphraseCost CHEAP = new PassphraseCost(1_024, 1, 1);

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();
  private Path file;

  @BeforeEach
  void makeVault() {
    file = folder.resolve("vault.json");
    try (Pin pin = pin()) {
      vaults().create(settings(), pin);
    }
    try (Vault vault = open()) {
      vault
          .administration()
          .generateSigningKey("a", KeyPurpose.OFFICE_SEAL, SignatureSuite.SM2_SM3);
    }
  }

  private static Pin pin() {
    return Pin.of("test passphrase".toCharArray());
  }

  private SoftwareVaultSettings settings() {
    return SoftwareVaultSettings.of("soft", file).withCost(CHEAP);
  }

  private SoftwareVaults vaults() {
    Clock clock = Clock.systemUTC();
    return new SoftwareVaults(clock, random, new CountingLedger(clock, Map.of()));
  }

  private Vault open() {
    try (Pin pin = pin()) {
      return vaults().open(settings(), pin);
    }
  }

  @Test
  void everyFlippedByteIsFoundWithoutThePassphrase() throws Exception {
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i++) {
      for (int bit : new int[] {0x01, 0x20, 0x80}) {
        byte[] changed = good.clone();
        changed[i] ^= (byte) bit;
        assertThatThrownBy(() -> VaultFile.parse("soft", changed))
            .as("byte %d ^ %02x", i, bit)
            .isInstanceOf(CustodyException.KeyStoreDamaged.class);
      }
    }
  }

  @Test
  void everyFlippedByteUnderAMendedChecksumIsFoundWithIt() throws Exception {
    byte[] good = Files.readAllBytes(file);
    int end = good.length - 65;
    int opened = 0;
    for (int i = 0; i < end; i++) {
      byte[] changed = mended(flipped(good, i));
      Files.write(file, changed);
      try (Vault vault = open()) {
        assertThat(vault.name()).isEqualTo("soft");
        opened++;
      } catch (CustodyException.KeyStoreDamaged | CustodyException.PinRejected expected) {
        assertThat(expected.getMessage()).doesNotContain("test passphrase");
      }
    }
    assertThat(opened).as("changed files that opened").isZero();
  }

  private static byte[] flipped(byte[] good, int i) {
    byte[] changed = good.clone();
    changed[i] ^= 0x01;
    return changed;
  }

  /** What somebody can do who knows the format and not the passphrase. */
  private static byte[] mended(byte[] file) {
    byte[] body = Arrays.copyOf(file, file.length - 65);
    String sum = HexFormat.of().formatHex(Sha256Digest.of(body).value().toByteArray()) + "\n";
    byte[] out = Arrays.copyOf(body, file.length);
    System.arraycopy(sum.getBytes(StandardCharsets.US_ASCII), 0, out, body.length, 65);
    return out;
  }

  @Test
  void everyCutFileIsDamaged() throws Exception {
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> VaultFile.parse("soft", cut))
          .isInstanceOf(CustodyException.KeyStoreDamaged.class);
    }
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    assertThatThrownBy(() -> VaultFile.parse("soft", longer))
        .isInstanceOf(CustodyException.KeyStoreDamaged.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"memoryKiB\":1024', '\"memoryKiB\":2000000000'",
    "'\"memoryKiB\":1024', '\"memoryKiB\":262145'",
    "'\"memoryKiB\":1024', '\"memoryKiB\":-1'",
    "'\"passes\":1', '\"passes\":1000000'",
    "'\"lanes\":1', '\"lanes\":0'",
    "'\"version\":1', '\"version\":2'",
    "'\"generation\":2', '\"generation\":0'",
    "'\"generation\":2', '\"generation\":\"2\"'",
    "'\"generation\":2', '\"generation\":2,\"more\":1'",
    "'\"generation\":2', '\"generation\":2,\"generation\":2'",
    "'argon2id', 'argon2d'"
  })
  void aHostileHeaderIsRefusedBeforeAnyWorkIsDone(String from, String to) throws Exception {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    byte[] changed = mended(text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    long start = System.nanoTime();
    assertThatThrownBy(() -> VaultFile.parse("soft", changed))
        .isInstanceOf(CustodyException.KeyStoreDamaged.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aWrongPassphraseIsToldFromADamagedFile() {
    try (Pin wrong = Pin.of("test Passphrase".toCharArray())) {
      assertThatThrownBy(() -> vaults().open(settings(), wrong).close())
          .isInstanceOf(CustodyException.PinRejected.class);
    }
  }

  @Test
  void missingAndExistingFilesAreNamed() throws Exception {
    try (Pin pin = pin()) {
      assertThatThrownBy(() -> vaults().create(settings(), pin))
          .isInstanceOf(CustodyException.KeyStoreExists.class);
      Files.delete(file);
      assertThatThrownBy(() -> vaults().open(settings(), pin).close())
          .isInstanceOf(CustodyException.KeyStoreAbsent.class);
    }
  }

  @Test
  void eachWriteHasAFreshNonceAndTheNextGeneration() throws Exception {
    byte[] before = Files.readAllBytes(file);
    try (Vault vault = open()) {
      vault.administration().generateWrappingKey("w");
    }
    FileHeader first = VaultFile.parse("soft", before).header();
    FileHeader second = VaultFile.parse("soft", Files.readAllBytes(file)).header();
    assertThat(second.generation()).isEqualTo(first.generation() + 1);
    assertThat(second.nonce()).isNotEqualTo(first.nonce());
    assertThat(second.salt()).isEqualTo(first.salt());
    assertThat(Files.readString(file)).doesNotContain("\"w\"", "WRAPPING");
  }

  @Test
  void theFileIsForItsOwnerOnlyAndNothingElseIsLeft() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(names()).containsExactlyInAnyOrder("vault.json", "vault.json.lock");
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void aWriterKilledBeforeTheRenameLeavesTheOldContent() throws Exception {
    byte[] before = Files.readAllBytes(file);
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("writer.log").toFile())
            .start();
    assertThat(writer.waitFor()).as(Files.readString(folder.resolve("writer.log"))).isEqualTo(9);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(names()).anyMatch(name -> name.endsWith(".tmp"));
    try (Vault vault = open()) {
      assertThat(vault.administration().list()).hasSize(1);
      vault.administration().generateWrappingKey("w");
      assertThat(vault.administration().list()).hasSize(2);
    }
    assertThat(names()).as("leftovers are removed").noneMatch(name -> name.endsWith(".tmp"));
  }

  /** Ends its process between the finished temporary file and the rename. */
  static final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) {
      Clock clock = Clock.systemUTC();
      SoftwareVaults vaults =
          new SoftwareVaults(clock, new SecureRandom(), new CountingLedger(clock, Map.of()));
      try (Pin pin = pin();
          Vault vault =
              vaults.open(
                  SoftwareVaultSettings.of("soft", Path.of(arguments[0])),
                  pin,
                  SoftwareSigner::of,
                  () -> Runtime.getRuntime().halt(9))) {
        vault.administration().generateWrappingKey("never");
      }
    }
  }

  @Test
  void twoWritersLoseNothing() throws Exception {
    try (Vault one = open();
        Vault two = open();
        ExecutorService writers = Executors.newFixedThreadPool(2)) {
      List<Future<?>> done =
          List.of(
              writers.submit(() -> generate(one, "one")),
              writers.submit(() -> generate(two, "two")));
      for (Future<?> each : done) {
        each.get();
      }
      assertThat(one.administration().list()).hasSize(21);
      assertThat(two.administration().list()).hasSize(21);
      // A key of the other writer is found at once.
      assertThat(one.wrappingKey("two-9")).isNotNull();
    }
  }

  private static void generate(Vault vault, String prefix) {
    for (int i = 0; i < 10; i++) {
      vault.administration().generateWrappingKey(prefix + "-" + i);
    }
  }

  @Test
  void aKeyDestroyedElsewhereIsGoneHereWithinASecond() throws Exception {
    try (Vault service = open();
        Vault commandLine = open()) {
      assertThat(service.signingKey("a")).isNotNull();
      commandLine.administration().destroy("a");
      Thread.sleep(1100);
      assertThatThrownBy(() -> service.signingKey("a"))
          .isInstanceOf(CustodyException.KeyAbsent.class);
    }
  }

  @Test
  void anOlderFileIsNotTakenBack() throws Exception {
    Path older = folder.resolve("older");
    Files.copy(file, older);
    try (Vault vault = open()) {
      vault.administration().generateWrappingKey("w");
      Files.move(older, file, StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> vault.administration().generateWrappingKey("w2"))
          .isInstanceOf(CustodyException.KeyStoreDamaged.class);
      assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DOWN);
    }
  }

  @Test
  void aHeldLockIsNamed() throws Exception {
    Path lock = folder.resolve("vault.json.lock");
    try (WriterLock _ = WriterLock.acquire("soft", lock, Duration.ofMillis(100))) {
      assertThatThrownBy(() -> WriterLock.acquire("soft", lock, Duration.ofMillis(100)))
          .isInstanceOf(CustodyException.KeyStoreLocked.class);
    }
    WriterLock.acquire("soft", lock, Duration.ofMillis(100)).close();
  }
}
