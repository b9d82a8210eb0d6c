package org.liangzheng.signer.sample;

import java.time.Instant;
import java.util.function.Function;
import org.liangzheng.hsm.AttemptJournal;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.NewKeys;
import org.liangzheng.hsm.SigningAct;
import org.liangzheng.hsm.SigningAuthorisation;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;

/** Keys of a sample world in one vault, used directly: for the command line and tests. */
public final class VaultSampleKeys implements SampleKeys {
  private static final String ACTOR = "sample-world";

  private final Vault vault;
  private final SignatureSuite suite;
  private final Function<SampleRole, String> labels;
  private final Instant now;
  private final AttemptJournal journal;

  /**
   * Keys of one suite.
   *
   * @param labels of the keys in the vault
   * @param now leave to sign lasts from here for {@link SigningAuthorisation#MAX_LIFE}
   * @param journal told of each attempt
   */
  public VaultSampleKeys(
      Vault vault,
      SignatureSuite suite,
      Function<SampleRole, String> labels,
      Instant now,
      AttemptJournal journal) {
    this.vault = vault;
    this.suite = suite;
    this.labels = labels;
    this.now = now;
    this.journal = journal;
  }

  /** Label of a role's key in the vault. */
  public String label(SampleRole role) {
    return labels.apply(role);
  }

  @Override
  public VerificationKey publicKey(SampleRole role) {
    return ensure(role).publicKey();
  }

  @Override
  public DigestSigner key(SampleRole role, Act act) {
    return signer(role, SigningAct.valueOf(act.name()));
  }

  /** The key of a role for any act that its purpose allows. */
  public DigestSigner signer(SampleRole role, SigningAct act) {
    SigningKey key = ensure(role);
    return new DigestSigner() {
      @Override
      public VerificationKey publicKey() {
        return key.publicKey();
      }

      @Override
      public SignatureValue sign(SigningDigest digest) {
        return key.sign(
            digest,
            new SigningAuthorisation(
                ACTOR,
                key.reference(),
                act,
                role.label(),
                digest.value(),
                now.plus(SigningAuthorisation.MAX_LIFE)),
            journal);
      }
    };
  }

  private SigningKey ensure(SampleRole role) {
    try {
      return vault.signingKey(label(role));
    } catch (CustodyException.KeyAbsent absent) {
      return NewKeys.signing(vault, label(role), KeyPurpose.valueOf(role.use().name()), suite);
    }
  }
}
