package org.liangzheng.testkit.world;

import java.time.Clock;
import java.time.Duration;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningAct;
import org.liangzheng.hsm.SigningAuthorisation;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.sample.SampleKeys;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;

/** Keys of a sample world in a vault, used directly. */
final class VaultKeys implements SampleKeys {
  private final Vault vault;
  private final SignatureSuite suite;
  private final Clock clock;

  VaultKeys(Vault vault, SignatureSuite suite, Clock clock) {
    this.vault = vault;
    this.suite = suite;
    this.clock = clock;
  }

  @Override
  public VerificationKey publicKey(SampleRole role) {
    return ensure(role).publicKey();
  }

  @Override
  public DigestSigner key(SampleRole role, Act act) {
    return signer(
        role,
        switch (act) {
          case ISSUE_CERTIFICATE -> SigningAct.ISSUE_CERTIFICATE;
          case ISSUE_REVOCATION_LIST -> SigningAct.ISSUE_REVOCATION_LIST;
          case MAKE_SEAL -> SigningAct.MAKE_SEAL;
          case SIGN_TRUST_LIST -> SigningAct.SIGN_TRUST_LIST;
          case SIGN_PACK -> SigningAct.SIGN_PACK;
        });
  }

  DigestSigner signer(SampleRole role, SigningAct act) {
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
                "keys-sample",
                key.reference(),
                act,
                role.label(),
                digest.value(),
                clock.instant().plus(Duration.ofMinutes(1))),
            new RecordedAttempts());
      }
    };
  }

  private SigningKey ensure(SampleRole role) {
    try {
      return vault.signingKey(role.label());
    } catch (CustodyException.KeyAbsent absent) {
      return vault.administration().generateSigningKey(role.label(), purpose(role), suite);
    }
  }

  private static KeyPurpose purpose(SampleRole role) {
    return switch (role) {
      case ROOT, ISSUING_CA -> KeyPurpose.ISSUING_CA;
      case SEAL_MAKER -> KeyPurpose.SEAL_MAKER;
      case MARKET_LICENCE_SEAL, HOUSING_LICENCE_SEAL -> KeyPurpose.LICENCE_SEAL;
      case TRUST_ROOT_1, TRUST_ROOT_2, TRUST_ROOT_3 -> KeyPurpose.TRUST_ROOT;
      case TIMESTAMP -> KeyPurpose.TIMESTAMP;
      case PACK -> KeyPurpose.PACK;
    };
  }
}
