package org.liangzheng.testkit.custody;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.liangzheng.hsm.AttemptJournal;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.pkcs11.Pkcs11Vault;
import org.liangzheng.hsm.pkcs11.Pkcs11VaultSettings;
import org.liangzheng.hsm.pkcs11.Pkcs11Vaults;
import org.liangzheng.hsm.pkcs11.TokenName;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.testkit.custody.natives.FaultyPkcs11;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;
import org.liangzheng.testkit.custody.natives.SoftHsm;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/** SoftHSM tokens behind a module that fails on order, and vaults over them. */
final class Pkcs11World implements AutoCloseable {
  static final DeviceRota.Rest SHORT_REST =
      new DeviceRota.Rest(Duration.ofMillis(20), Duration.ofMillis(200));

  final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T08:00:00Z"));
  final SoftHsm hsm;
  final SoftHsm.Token one;
  final FaultyPkcs11 module;
  private final Pkcs11Vaults vaults =
      new Pkcs11Vaults(clock, new SecureRandom(), new CountingLedger(clock, Map.of()));
  private final List<Pkcs11Vault> opened = new ArrayList<>();

  Pkcs11World(Path folder, Sm2Numbers numbers) {
    hsm = SoftHsm.in(folder);
    one = hsm.token("one");
    module = FaultyPkcs11.over(hsm, folder, numbers);
  }

  Pkcs11VaultSettings settings(String... tokens) {
    TokenName[] names = new TokenName[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      names[i] = TokenName.parse(tokens[i]);
    }
    return Pkcs11VaultSettings.of("hsm", module.path(), names)
        .withPool(PoolSettings.ofThreads(4))
        .withRest(SHORT_REST);
  }

  Pkcs11Vault open(Pkcs11VaultSettings settings) {
    return open(settings, SoftHsm.USER_PIN);
  }

  Pkcs11Vault open(Pkcs11VaultSettings settings, String text) {
    try (Pin pin = Pin.of(text.toCharArray())) {
      Pkcs11Vault vault = vaults.open(settings, pin);
      synchronized (opened) {
        opened.add(vault);
      }
      return vault;
    }
  }

  /** A key on token one, made in a vault that is closed again. */
  void makeKey(String label, SignatureSuite suite, UnaryOperator<Pkcs11VaultSettings> adapt) {
    try (Pkcs11Vault vault = open(adapt.apply(settings("one")))) {
      vault.administration().generateSigningKey(label, KeyPurpose.OFFICE_SEAL, suite);
    }
  }

  static byte[] message(int number) {
    return ("消息 " + number).getBytes(StandardCharsets.UTF_8);
  }

  SignatureValue sign(SigningKey key, int message, AttemptJournal journal) {
    SigningDigest digest = key.publicKey().digest(message(message));
    return key.sign(digest, TestAuthorisations.valid(clock, key, digest), journal);
  }

  @Override
  public void close() {
    module.clear();
    opened.forEach(Pkcs11Vault::close);
  }
}
