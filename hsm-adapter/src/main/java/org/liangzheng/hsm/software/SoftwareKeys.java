package org.liangzheng.hsm.software;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.util.BigIntegers;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyAdministration;
import org.liangzheng.hsm.KeyEntry;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** Making, listing and destroying keys of the file. */
final class SoftwareKeys implements KeyAdministration {
  private final SoftwareVault vault;
  private final KeyStore store;
  private final SecureRandom random;

  SoftwareKeys(SoftwareVault vault, KeyStore store, SecureRandom random) {
    this.vault = vault;
    this.store = store;
    this.random = random;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.ASSIGN_KEY, Capability.LIST_ASSIGNED));
  }

  @Override
  public SigningKey generateSigningKey(String label, KeyPurpose purpose, SignatureSuite suite) {
    if (!purpose.signs()) {
      throw new IllegalArgumentException(purpose + " does not sign");
    }
    StoredKey.Signing key = newSigningKey(vault.reference(label), purpose, suite);
    add(key);
    return vault.signingKey(key);
  }

  private StoredKey.Signing newSigningKey(
      KeyReference reference, KeyPurpose purpose, SignatureSuite suite) {
    ECDomainParameters curve = suite == SignatureSuite.SM2_SM3 ? Curves.SM2 : Curves.P256;
    // 1 … n−2 fits both suites.
    BigInteger d =
        BigIntegers.createRandomInRange(
            BigInteger.ONE, curve.getN().subtract(BigInteger.TWO), random);
    try {
      return StoredKey.Signing.of(newId(), reference, purpose, suite, d, Optional.empty());
    } catch (MalformedException impossible) {
      throw new IllegalStateException("the number was drawn in range", impossible);
    }
  }

  @Override
  public WrappingKey generateWrappingKey(String label) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    StoredKey.Wrapping key =
        new StoredKey.Wrapping(
            newId(), vault.reference(label), KeyPurpose.WRAPPING, ByteString.of(secret));
    Arrays.fill(secret, (byte) 0);
    add(key);
    return vault.wrappingKey(key);
  }

  @Override
  public SigningKey assignSigningKey(String label, KeyPurpose purpose, SignatureSuite suite) {
    throw new CustodyException.CapabilityMissing(vault.name(), Capability.ASSIGN_KEY);
  }

  @Override
  public WrappingKey assignWrappingKey(String label) {
    throw new CustodyException.CapabilityMissing(vault.name(), Capability.ASSIGN_KEY);
  }

  private void add(StoredKey key) {
    vault.requireOpen();
    store.update(keys -> {
      if (keys.putIfAbsent(key.reference().label(), key) != null) {
        throw new CustodyException.DuplicateLabel(key.reference());
      }
    });
  }

  @Override
  public List<KeyEntry> list() {
    vault.requireOpen();
    return store.refresh().keys().values().stream().map(SoftwareKeys::entry).toList();
  }

  private static KeyEntry entry(StoredKey key) {
    return new KeyEntry(
        key.reference(),
        key.purpose(),
        switch (key) {
          case StoredKey.Signing signing -> Optional.of(signing.publicKey());
          case StoredKey.Wrapping _ -> Optional.empty();
        },
        key.certificate());
  }

  @Override
  public void destroy(String label) {
    vault.requireOpen();
    KeyReference reference = vault.reference(label);
    store.update(keys -> {
      if (keys.remove(reference.label()) == null) {
        throw new CustodyException.KeyAbsent(reference);
      }
    });
  }

  @Override
  public void storeCertificate(String label, Certificate certificate) {
    vault.requireOpen();
    KeyReference reference = vault.reference(label);
    store.update(keys -> {
      StoredKey key = keys.get(label);
      if (key == null) {
        throw new CustodyException.KeyAbsent(reference);
      }
      if (!(key instanceof StoredKey.Signing signing)
          || !signing.publicKey().equals(certificate.publicKey())) {
        throw new CustodyException.CertificateRefused(reference);
      }
      keys.put(label, signing.with(certificate));
    });
  }

  private String newId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
