package org.liangzheng.api.custody;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.software.LooseKey;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keys of presentation codes: the one kind that leaves its vault, wrapped by it, because each node
 * signs with it whenever a code is shown. They live 48 hours and certify nothing.
 */
public final class WrappedKeys {
  private final VaultPlan plan;
  private final Supplier<WrappingKey> wrapping;
  private final SecureRandom random;
  private final Clock clock;

  WrappedKeys(VaultPlan plan, Supplier<WrappingKey> wrapping, SecureRandom random, Clock clock) {
    this.plan = plan;
    this.wrapping = wrapping;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A new key as it is stored.
   *
   * @param wrapped the private half, which only the vault opens
   * @param wrappingKey reference of the vault's key
   */
  public record Made(VerificationKey publicKey, ByteString wrapped, String wrappingKey) {}

  /**
   * Makes a key.
   *
   * @throws org.liangzheng.api.web.Problem of {@link CustodyProblem}
   */
  public Made make(SignatureSuite suite) {
    return told(() -> {
      WrappingKey by = wrapping.get();
      try (KeyMaterial material = LooseKey.newMaterial(suite, random)) {
        return new Made(
            LooseKey.of(suite, material, random).publicKey(),
            by.wrap(material),
            by.reference().toString());
      }
    });
  }

  /**
   * Opens a stored key for this process; it signs without asking the vault again.
   *
   * @throws IllegalStateException if it is not the key of that public half
   * @throws org.liangzheng.api.web.Problem of {@link CustodyProblem}
   */
  public DigestSigner open(VerificationKey publicKey, ByteString wrapped, String wrappingKey) {
    return told(() -> {
      WrappingKey by = plan.registry().wrappingKey(KeyReference.parse(wrappingKey));
      try (KeyMaterial material = by.unwrap(wrapped)) {
        LooseKey key = LooseKey.of(publicKey.suite(), material, random);
        if (!key.publicKey().equals(publicKey)) {
          throw new IllegalStateException("a stored key is not the one of its certificate");
        }
        return new DigestSigner() {
          @Override
          public VerificationKey publicKey() {
            return publicKey;
          }

          @Override
          public SignatureValue sign(SigningDigest digest) {
            return key.sign(digest);
          }
        };
      }
    });
  }

  private <R> R told(Supplier<R> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("no transaction stays open across a call into a vault");
    }
    try {
      return work.get();
    } catch (CustodyException failure) {
      throw CustodyProblems.of(failure, clock.instant());
    }
  }
}
