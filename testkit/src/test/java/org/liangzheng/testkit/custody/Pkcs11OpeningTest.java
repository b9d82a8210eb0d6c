package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.CustodyMessages;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.pkcs11.Pkcs11Vault;
import org.liangzheng.hsm.pkcs11.Pkcs11VaultSettings;
import org.liangzheng.hsm.pkcs11.Pkcs11Vaults;
import org.liangzheng.hsm.pkcs11.TokenName;
import org.liangzheng.testkit.custody.natives.FaultyPkcs11;
import org.liangzheng.testkit.custody.natives.ModuleFault;
import org.liangzheng.testkit.custody.natives.P11Function;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;
import org.liangzheng.testkit.custody.natives.SoftHsm;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** What keeps a PKCS#11 vault from opening: one clear error each; and a PIN is offered once. */
@Timeout(60)
class Pkcs11OpeningTest {
  @TempDir Path folder;
  private Pkcs11World world;
  private FaultyPkcs11 module;

  @BeforeEach
  void start() {
    world = new Pkcs11World(folder, Sm2Numbers.NONE);
    module = world.module;
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private <E extends CustodyException> E refused(Pkcs11VaultSettings settings, Class<E> type) {
    E failure = catchThrowableOfType(type, () -> world.open(settings));
    assertThat(failure).isInstanceOf(type);
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      assertThat(CustodyMessages.in(locale).sentence(failure)).isNotBlank();
      assertThat(CustodyMessages.in(locale).nextStep(failure)).isNotBlank();
    }
    return failure;
  }

  private Pkcs11VaultSettings with(Path library) {
    return Pkcs11VaultSettings.of("hsm", library, new TokenName.Label("one"));
  }

  @Test
  void aModuleThatIsNotThere() {
    assertThat(refused(with(folder.resolve("none.so")), CustodyException.LibraryAbsent.class))
        .hasMessageContaining("none.so");
    refused(with(folder), CustodyException.LibraryAbsent.class);
  }

  @Test
  void aModuleOfAnotherArchitecture() throws Exception {
    byte[] library = Files.readAllBytes(world.hsm.module());
    // e_machine: MIPS, on which nobody runs this.
    library[18] = 8;
    library[19] = 0;
    Path foreign = Files.write(folder.resolve("mips.so"), library);
    assertThat(refused(with(foreign), CustodyException.LibraryForeign.class))
        .hasMessageContaining("machine 8");
    Path text = Files.writeString(folder.resolve("text.so"), "no library");
    refused(with(text), CustodyException.LibraryForeign.class);
  }

  @Test
  void aModuleThatTheSystemDoesNotLoad() throws Exception {
    byte[] library = Files.readAllBytes(world.hsm.module());
    // Half a library once ended the process in the loader.
    assertThat(
            refused(
                with(
                    Files.write(
                        folder.resolve("cut.so"), Arrays.copyOf(library, library.length / 2))),
                CustodyException.LibraryUnloadable.class))
        .hasMessageContaining("cut short");
    String latin = new String(library, StandardCharsets.ISO_8859_1);
    assertThat(latin).contains("libcrypto.so.");
    Path needy =
        Files.write(
            folder.resolve("needy.so"),
            latin.replace("libcrypto.so.", "libabsent.so.").getBytes(StandardCharsets.ISO_8859_1));
    refused(with(needy), CustodyException.LibraryUnloadable.class);
  }

  @Test
  void aLibraryThatIsNoModule() throws Exception {
    Path libc;
    try (var files = Files.walk(Path.of("/usr/lib"), 2)) {
      libc = files.filter(file -> file.endsWith("libz.so.1")).findFirst().orElseThrow();
    }
    assertThat(refused(with(libc), CustodyException.LibraryOtherKind.class))
        .hasMessageContaining("C_GetFunctionList");
  }

  @Test
  void aModuleThatDoesNotStart() {
    module.inject(ModuleFault.returns(0x6, P11Function.C_Initialize));
    assertThat(refused(world.settings("one"), CustodyException.VaultUnavailable.class))
        .hasMessageContaining("C_Initialize CKR_FUNCTION_FAILED (0x6)");
  }

  @Test
  void aTokenThatIsNotThereOrThereTwice() {
    refused(world.settings("three"), CustodyException.TokenAbsent.class);
    refused(world.settings("serial:0000"), CustodyException.TokenAbsent.class);
    world.hsm.token("one");
    refused(world.settings("one"), CustodyException.TokenAmbiguous.class);
    world.open(world.settings("serial:" + world.one.serial()));
  }

  @Test
  void aTokenThatIsFullKeepsNothingHalf() {
    Pkcs11Vault vault = world.open(world.settings("one"));
    module.inject(ModuleFault.tokenFull());
    assertThatThrownBy(() ->
            vault
                .administration()
                .generateSigningKey("new", KeyPurpose.RECEIPT, SignatureSuite.P256_SHA256))
        .isInstanceOf(CustodyException.TokenFull.class);
    assertThatThrownBy(() -> vault.administration().generateWrappingKey("wrapping"))
        .isInstanceOf(CustodyException.TokenFull.class);
    module.clear();
    assertThat(vault.administration().list()).isEmpty();
    SigningKey key =
        vault
            .administration()
            .generateSigningKey("new", KeyPurpose.RECEIPT, SignatureSuite.P256_SHA256);
    var first = TestCertificates.selfSigned(world.clock, key, "first");
    vault.administration().storeCertificate("new", first);
    module.inject(ModuleFault.tokenFull());
    assertThatThrownBy(() ->
            vault
                .administration()
                .storeCertificate("new", TestCertificates.selfSigned(world.clock, key, "second")))
        .isInstanceOf(CustodyException.TokenFull.class);
    assertThat(vault.certificate("new")).contains(first);
  }

  @Test
  void aWrongPinIsOfferedOnceByWhomeverItComes() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<Pkcs11Vault>> opening = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        opening.add(threads.submit(() -> world.open(world.settings("one"), "000000")));
      }
      for (Future<Pkcs11Vault> each : opening) {
        assertThatThrownBy(each::get).hasCauseInstanceOf(CustodyException.PinRejected.class);
      }
    }
    assertThat(module.count(P11Function.C_Login)).isEqualTo(1);
    world.open(world.settings("one"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0xa0, 0xa2, 0xa4})
  void aPinThatIsRejectedLaterIsNotOfferedAgain(long answer) throws Exception {
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    Pkcs11Vault vault = world.open(world.settings("one"));
    SigningKey key = vault.signingKey("office");
    long before = module.count(P11Function.C_Login);
    module.inject(ModuleFault.returns(answer, P11Function.C_Login));
    FaultyPkcs11.Injected away = module.inject(ModuleFault.tokenRemoved());
    assertThatThrownBy(() -> world.sign(key, 0, new RecordedAttempts()))
        .isInstanceOf(CustodyException.class);
    away.lift();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        int number = i;
        calls.add(
            threads.submit(() ->
                assertThatThrownBy(() -> world.sign(key, number, new RecordedAttempts()))
                    .isInstanceOfAny(
                        CustodyException.PinRejected.class, CustodyException.PinLocked.class)));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    assertThat(module.count(P11Function.C_Login)).isEqualTo(before + 1);
  }

  @Test
  void sixteenThreadsLogInOnce() throws Exception {
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    long before = module.count(P11Function.C_Login);
    Pkcs11Vault vault = world.open(world.settings("one"));
    SigningKey key = vault.signingKey("office");
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        int number = i;
        calls.add(threads.submit(() -> world.sign(key, number, new RecordedAttempts())));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    assertThat(module.count(P11Function.C_Login)).isEqualTo(before + 1);
  }

  @Test
  void aPinFromItsFileIsNeverPrinted() throws Exception {
    Path file = folder.resolve("pin");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String secret = "918273645";
    Files.writeString(file, secret + "\n");
    StringWriter said = new StringWriter();
    try (Pin pin = Pin.readFile(file)) {
      Pkcs11Vaults vaults =
          new Pkcs11Vaults(
              world.clock, new SecureRandom(), new CountingLedger(world.clock, Map.of()));
      assertThatThrownBy(() -> vaults.open(world.settings("one"), pin))
          .isInstanceOf(CustodyException.PinRejected.class)
          .satisfies(failure -> failure.printStackTrace(new PrintWriter(said, true)));
      said.append(pin.toString()).append(world.settings("one").toString());
    }
    assertThat(said.toString()).contains("vault-pin-rejected").doesNotContain(secret);
    assertThat(SoftHsm.USER_PIN).isNotEqualTo(secret);
  }
}
