package org.liangzheng.hsm.sdf;

import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyAdministration;
import org.liangzheng.hsm.KeyEntry;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.Sm2PublicKey;

/** Assigning and listing keys of SDF devices, which make, list and destroy none by themselves. */
final class SdfKeys implements KeyAdministration {
  private final SdfVault vault;
  private final SdfVaultSettings settings;
  private final KeyTable table;

  SdfKeys(SdfVault vault, SdfVaultSettings settings, KeyTable table) {
    this.vault = vault;
    this.settings = settings;
    this.table = table;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.ASSIGN_KEY, Capability.LIST_ASSIGNED, Capability.STORE_CERTIFICATE);
  }

  @Override
  public SigningKey generateSigningKey(String label, KeyPurpose purpose, SignatureSuite suite) {
    throw new CustodyException.CapabilityMissing(vault.name(), Capability.GENERATE_SIGNING_KEY);
  }

  @Override
  public WrappingKey generateWrappingKey(String label) {
    throw new CustodyException.CapabilityMissing(vault.name(), Capability.GENERATE_WRAPPING_KEY);
  }

  @Override
  public void destroy(String label) {
    throw new CustodyException.CapabilityMissing(vault.name(), Capability.DESTROY);
  }

  @Override
  public SigningKey assignSigningKey(String label, KeyPurpose purpose, SignatureSuite suite) {
    if (!purpose.signs()) {
      throw new IllegalArgumentException(purpose + " does not sign");
    }
    if (suite != SignatureSuite.SM2_SM3) {
      throw new CustodyException.SuiteRefused(vault.name(), suite);
    }
    return vault.signingKey(assign(vault.reference(label), purpose, settings.indices().signing()));
  }

  @Override
  public WrappingKey assignWrappingKey(String label) {
    return new SdfWrappingKey(
        vault, assign(vault.reference(label), KeyPurpose.WRAPPING, settings.indices().wrapping()));
  }

  private KeyAssignment assign(
      KeyReference reference, KeyPurpose purpose, NavigableSet<Integer> candidates) {
    vault.requireOpen();
    NavigableSet<Integer> free = new TreeSet<>(candidates);
    for (KeyAssignment taken : table.list(vault.name())) {
      if (taken.key().equals(reference)) {
        throw new CustodyException.DuplicateLabel(reference);
      }
      free.remove(taken.index());
    }
    for (int index : free) {
      KeyAssignment key = prove(reference, index, purpose);
      switch (table.claim(key)) {
        case CLAIMED -> {
          return key;
        }
        case LABEL_TAKEN -> throw new CustodyException.DuplicateLabel(reference);
        case INDEX_TAKEN -> {
          // Another node was faster: the next one.
        }
      }
    }
    throw new CustodyException.IndexPoolExhausted(
        vault.name(), purpose + " pool of " + candidates.size() + " indices");
  }

  /** The key must be there and its password right before a label depends on it. */
  private KeyAssignment prove(KeyReference reference, int index, KeyPurpose purpose) {
    return vault.repeating(session -> {
      Sm2PublicKey publicKey = session.freePublicKey(index, purpose);
      KeyAssignment key = new KeyAssignment(reference, index, purpose, publicKey, Optional.empty());
      session.admit(key);
      return key;
    });
  }

  /** Keys by label, as the key table has them; what else lies in the device is not seen. */
  @Override
  public List<KeyEntry> list() {
    vault.requireOpen();
    return table.list(vault.name()).stream()
        .map(key ->
            new KeyEntry(
                key.key(),
                key.purpose(),
                key.purpose().signs() ? Optional.of(key.publicKey()) : Optional.empty(),
                key.certificate()))
        .toList();
  }

  @Override
  public void storeCertificate(String label, Certificate certificate) {
    KeyAssignment key = vault.find(label);
    if (!key.purpose().signs() || !key.publicKey().equals(certificate.publicKey())) {
      throw new CustodyException.CertificateRefused(key.key());
    }
    if (!table.storeCertificate(key.key(), certificate)) {
      throw new CustodyException.KeyAbsent(key.key());
    }
  }
}
