package org.liangzheng.api.sample;

import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.KeyUse;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.sample.SampleKeys;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;

/** Keys of the sample world in the service's vaults; each signature has its record there. */
final class CustodyKeys implements SampleKeys {

  private final Custody custody;
  private final SignatureSuite suite;

  CustodyKeys(Custody custody, SignatureSuite suite) {
    this.custody = custody;
    this.suite = suite;
  }

  /** The key of a role, made if it is not there yet. */
  KeyRef reference(SampleRole role) {
    return custody.ensureKey(use(role), suite, role.label());
  }

  @Override
  public VerificationKey publicKey(SampleRole role) {
    return custody.publicKey(reference(role));
  }

  @Override
  public DigestSigner key(SampleRole role, Act act) {
    KeyRef key = reference(role);
    VerificationKey publicKey = custody.publicKey(key);
    return new DigestSigner() {
      @Override
      public VerificationKey publicKey() {
        return publicKey;
      }

      @Override
      public SignatureValue sign(SigningDigest digest) {
        return custody.sign(
            new SignatureOrder(key, act(act), SampleCity.ACTOR, role.label(), digest, null));
      }
    };
  }

  /** Both sides use the same names. */
  static KeyUse use(SampleRole role) {
    return KeyUse.valueOf(role.use().name());
  }

  private static SignatureAct act(Act act) {
    return switch (act) {
      case ISSUE_CERTIFICATE -> SignatureAct.ISSUE_CERTIFICATE;
      case ISSUE_REVOCATION_LIST -> SignatureAct.ISSUE_REVOCATION_LIST;
      case MAKE_SEAL -> SignatureAct.MAKE_SEAL;
      case SIGN_TRUST_LIST -> SignatureAct.SIGN_TRUST_LIST;
      case SIGN_PACK -> SignatureAct.SIGN_PACK;
    };
  }
}
