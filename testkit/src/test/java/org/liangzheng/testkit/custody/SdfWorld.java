package org.liangzheng.testkit.custody;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.sdf.KeyTable;
import org.liangzheng.hsm.sdf.SdfIndices;
import org.liangzheng.hsm.sdf.SdfVaultSettings;
import org.liangzheng.hsm.sdf.SdfVaults;
import org.liangzheng.testkit.custody.natives.SdfStandIn;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/** What the SDF tests have in common. */
final class SdfWorld {
  static final String PASSWORD = "access-password";
  static final byte[] MESSAGE = {1, 2, 3};

  final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T08:00:00Z"));
  final CountingLedger ledger = new CountingLedger(clock, Map.of());

  static SdfStandIn device(Path folder, String name) {
    return SdfStandIn.create(folder, name, 2012, 64).provision(1, 8, PASSWORD);
  }

  /** Signing 1 to 4, wrapping 5 to 8. */
  static SdfVaultSettings settings(SdfStandIn... devices) {
    return SdfVaultSettings.of(
        "sdf",
        Arrays.stream(devices).map(SdfStandIn::library).toList(),
        SdfIndices.pools(1, 4, 5, 8));
  }

  Vault open(SdfVaultSettings settings, KeyTable table) {
    return open(settings, table, PASSWORD);
  }

  Vault open(SdfVaultSettings settings, KeyTable table, String password) {
    try (Pin pin = Pin.of(password.toCharArray())) {
      return new SdfVaults(clock, new SecureRandom(), ledger).open(settings, pin, table);
    }
  }

  static SigningKey office(Vault vault) {
    return vault
        .administration()
        .assignSigningKey("office", KeyPurpose.OFFICE_SEAL, SignatureSuite.SM2_SM3);
  }

  SignatureValue sign(SigningKey key, RecordedAttempts attempts) {
    SigningDigest digest = key.publicKey().digest(MESSAGE);
    return key.sign(digest, TestAuthorisations.valid(clock, key, digest), attempts);
  }

  SignatureValue sign(SigningKey key) {
    return sign(key, new RecordedAttempts());
  }

  /** Waits for something that another thread brings about; false if it does not within 10 s. */
  static boolean await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }
}
