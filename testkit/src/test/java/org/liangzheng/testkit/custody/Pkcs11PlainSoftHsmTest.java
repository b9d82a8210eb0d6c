package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.pkcs11.Pkcs11Vault;
import org.liangzheng.hsm.pkcs11.Pkcs11VaultSettings;
import org.liangzheng.hsm.pkcs11.Pkcs11Vaults;
import org.liangzheng.hsm.pkcs11.TokenName;
import org.liangzheng.testkit.custody.natives.SoftHsm;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SigningDigest;

/** SoftHSM's own module from where the system has it, with nothing of ours in between. */
class Pkcs11PlainSoftHsmTest {
  @TempDir Path folder;

  /** SoftHSM finds its tokens by an environment variable, which Java cannot set for itself. */
  @SuppressWarnings("restricted")
  private static void environment(String name, String value) throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle setenv =
        linker.downcallHandle(
            linker.defaultLookup().find("setenv").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int answer = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
      assertThat(answer).isZero();
    }
  }

  @Test
  void makesSignsAndIsOpenedAgain() throws Throwable {
    SoftHsm hsm = SoftHsm.in(folder);
    hsm.token("plain");
    environment("SOFTHSM2_CONF", hsm.configuration().toString());
    MovableClock clock = new MovableClock(Instant.parse("2026-11-20T08:00:00Z"));
    Pkcs11Vaults vaults =
        new Pkcs11Vaults(clock, new SecureRandom(), new CountingLedger(clock, Map.of()));
    Pkcs11VaultSettings settings =
        Pkcs11VaultSettings.of("hsm", hsm.module(), new TokenName.Label("plain"));
    SigningKey made;
    try (Pin pin = Pin.of(SoftHsm.USER_PIN.toCharArray());
        Pkcs11Vault vault = vaults.open(settings, pin)) {
      made =
          vault
              .administration()
              .generateSigningKey("office", KeyPurpose.OFFICE_SEAL, SignatureSuite.P256_SHA256);
    }
    try (Pin pin = Pin.of(SoftHsm.USER_PIN.toCharArray());
        Pkcs11Vault vault = vaults.open(settings, pin)) {
      SigningKey key = vault.signingKey("office");
      assertThat(key.publicKey()).isEqualTo(made.publicKey());
      SigningDigest digest = key.publicKey().digest(Pkcs11World.message(1));
      var signature =
          key.sign(digest, TestAuthorisations.valid(clock, key, digest), new RecordedAttempts());
      assertThat(key.publicKey().verifies(digest, signature)).isTrue();
      assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.UP);
    }
  }
}
