package org.liangzheng.signer;

import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;

/** A key somewhere else that signs a finished digest: usually one in a vault. */
public interface DigestSigner {
  VerificationKey publicKey();

  /** Signs the digest; may fail with whatever custody throws. */
  SignatureValue sign(SigningDigest digest);
}
