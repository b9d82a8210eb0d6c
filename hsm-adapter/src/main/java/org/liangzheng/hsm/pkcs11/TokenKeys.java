package org.liangzheng.hsm.pkcs11;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyAdministration;
import org.liangzheng.hsm.KeyEntry;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** Making, listing and destroying keys on tokens. */
final class TokenKeys implements KeyAdministration {
  private final TokenVault vault;
  private final Pkcs11VaultSettings settings;
  private final KeyFinder finder;
  private final KeyTemplates templates;
  private final SecureRandom random;

  TokenKeys(TokenVault vault, Pkcs11VaultSettings settings, KeyFinder finder, SecureRandom random) {
    this.vault = vault;
    this.settings = settings;
    this.finder = finder;
    this.templates = new KeyTemplates(settings.sm2());
    this.random = random;
  }

  @Override
  public Set<Capability> capabilities() {
    return vault.abilities().capabilities();
  }

  @Override
  public SigningKey generateSigningKey(String label, KeyPurpose purpose, SignatureSuite suite) {
    if (!purpose.signs()) {
      throw new IllegalArgumentException(purpose + " does not sign");
    }
    require(Capability.GENERATE_SIGNING_KEY);
    if (!vault.suites().contains(suite)) {
      throw new CustodyException.SuiteRefused(settings.name(), suite);
    }
    ByteString id = KeyId.make(purpose, random);
    long mechanism =
        switch (suite) {
          case P256_SHA256 -> Ck.M_EC_KEY_PAIR_GEN;
          case SM2_SM3 -> settings.sm2().orElseThrow().generation();
        };
    TokenKey made =
        make(
            label,
            id,
            session ->
                new KeyGeneration(session)
                    .pair(
                        mechanism,
                        templates.publicKey(label, id, suite),
                        templates.privateKey(label, id, suite)),
            Ck.A_SIGN);
    return vault.signingKey((TokenKey.Signing) made);
  }

  @Override
  public WrappingKey generateWrappingKey(String label) {
    require(Capability.GENERATE_WRAPPING_KEY);
    boolean keyWrap = vault.abilities().wrapping().orElseThrow() == WrappingScheme.AES_KEY_WRAP;
    ByteString id = KeyId.make(KeyPurpose.WRAPPING, random);
    TokenKey made =
        make(
            label,
            id,
            session ->
                new KeyGeneration(session)
                    .secret(Ck.M_AES_KEY_GEN, KeyTemplates.wrappingKey(label, id, keyWrap)),
            keyWrap ? Ck.A_WRAP : Ck.A_ENCRYPT);
    return vault.wrappingKey((TokenKey.Wrapping) made);
  }

  @Override
  public SigningKey assignSigningKey(String label, KeyPurpose purpose, SignatureSuite suite) {
    throw new CustodyException.CapabilityMissing(settings.name(), Capability.ASSIGN_KEY);
  }

  @Override
  public WrappingKey assignWrappingKey(String label) {
    throw new CustodyException.CapabilityMissing(settings.name(), Capability.ASSIGN_KEY);
  }

  /** Makes a key and its public part; returns the handle of the secret one. */
  @FunctionalInterface
  private interface Maker {
    long make(NativeSession session);
  }

  /**
   * Makes a key under a label that is free, reads its attributes back, and removes it again if the
   * token made something else than was asked for, or if another node took the label meanwhile.
   */
  private TokenKey make(String label, ByteString id, Maker maker, long use) {
    KeyReference reference = vault.reference(label);
    // Asked first, and again if a session was lost: so the making itself finds a living one.
    vault.repeat(session -> {
      requireFree(session.own(), reference);
      return true;
    });
    TokenKey made =
        vault.once(worker ->
            worker.writing(
                worker.own(),
                session -> {
                  requireFree(session, reference);
                  try {
                    long handle = maker.make(session);
                    KeyTemplates.requireAsAsked(session, handle, reference, use);
                    return finder
                        .find(session, reference)
                        .map(KeyFinder.Found::key)
                        .orElseThrow(() -> new CustodyException.KeyAbsent(reference));
                  } catch (CustodyException.KeyAmbiguous taken) {
                    remove(session, id, taken);
                    throw new CustodyException.DuplicateLabel(reference);
                  } catch (CustodyException failure) {
                    remove(session, id, failure);
                    throw failure;
                  }
                }));
    vault.changed(label);
    return made;
  }

  private void requireFree(NativeSession session, KeyReference reference) {
    boolean taken;
    try {
      taken =
          settings.foreignKeys().stream()
                  .anyMatch(foreign -> foreign.label().equals(reference.label()))
              || finder.find(session, reference).isPresent();
    } catch (CustodyException.KeyAmbiguous
        | CustodyException.KeyExposed
        | CustodyException.VaultFault somethingIsThere) {
      taken = true;
    }
    if (taken) {
      throw new CustodyException.DuplicateLabel(reference);
    }
  }

  /** The id is new and random: what bears it was made by this very call. */
  private static void remove(NativeSession session, ByteString id, CustodyException because) {
    try {
      for (long handle : session.find(new Attributes().with(Ck.A_TOKEN, true).with(Ck.A_ID, id))) {
        session.destroy(handle);
      }
    } catch (CustodyException second) {
      because.addSuppressed(second);
    }
  }

  @Override
  public List<KeyEntry> list() {
    Map<String, TokenKey> keys =
        vault.repeat(session -> {
          Map<String, TokenKey> found = new TreeMap<>();
          for (NativeSession one : session.serving()) {
            finder.all(one).forEach(key -> found.putIfAbsent(key.reference().label(), key));
          }
          return found;
        });
    return keys.values().stream().map(this::entry).toList();
  }

  private KeyEntry entry(TokenKey key) {
    return switch (key) {
      case TokenKey.Signing signing ->
          new KeyEntry(
              signing.reference(),
              signing.purpose(),
              Optional.of(signing.publicKey()),
              vault.certificate(signing));
      case TokenKey.Wrapping wrapping ->
          new KeyEntry(
              wrapping.reference(), wrapping.purpose(), Optional.empty(), Optional.empty());
    };
  }

  @Override
  public void destroy(String label) {
    KeyReference reference = vault.reference(label);
    Map<NativeSession, List<Long>> none = Map.of();
    vault.repeat(session -> {
      if (belongings(session, reference).equals(none)) {
        throw new CustodyException.KeyAbsent(reference);
      }
      return true;
    });
    try {
      vault.once(worker -> {
        belongings(worker, reference)
            .forEach((beside, handles) ->
                worker.writing(
                    beside,
                    session -> {
                      handles.forEach(session::destroy);
                      return true;
                    }));
        return true;
      });
    } finally {
      vault.changed(label);
    }
  }

  /** What belongs to the key on every token that has it; all tokens must answer. */
  private Map<NativeSession, List<Long>> belongings(WorkerSession worker, KeyReference reference) {
    Map<NativeSession, List<Long>> found = new HashMap<>();
    for (NativeSession session : worker.everywhere()) {
      finder
          .find(session, reference)
          .ifPresent(key -> found.put(session, finder.belongings(session, key)));
    }
    return found;
  }

  @Override
  public void storeCertificate(String label, Certificate certificate) {
    TokenKey key = vault.find(label);
    if (!(key instanceof TokenKey.Signing signing)
        || !signing.publicKey().equals(certificate.publicKey())
        || signing.id().size() == 0) {
      throw new CustodyException.CertificateRefused(key.reference());
    }
    vault.repeat(worker -> worker.everywhere().size());
    vault.once(worker -> {
      boolean stored = false;
      for (NativeSession one : worker.everywhere()) {
        boolean here =
            finder
                .find(one, signing.reference())
                .filter(found -> found.key().sameAs(signing))
                .isPresent();
        if (here) {
          stored = worker.writing(one, session -> replace(session, signing, certificate));
        }
      }
      if (!stored) {
        throw new CustodyException.KeyAbsent(signing.reference());
      }
      return true;
    });
  }

  /** The new one first: a token that is full keeps what it had. */
  private boolean replace(NativeSession session, TokenKey.Signing key, Certificate certificate) {
    List<Long> before = new ArrayList<>(finder.certificateHandles(session, key));
    session.create(KeyTemplates.certificate(key, certificate));
    before.forEach(session::destroy);
    return true;
  }

  private void require(Capability capability) {
    vault.requireOpen();
    if (!capabilities().contains(capability)) {
      throw new CustodyException.CapabilityMissing(settings.name(), capability);
    }
  }
}
