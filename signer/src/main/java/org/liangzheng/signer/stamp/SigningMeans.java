package org.liangzheng.signer.stamp;

import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.seal.Seal;

/** With what a document is signed. */
public sealed interface SigningMeans {
  /** The certificate of the key that signs. */
  Certificate signer();

  /** With a seal (type Seal, GB/T 38540). */
  record WithSeal(Seal seal, Certificate signer) implements SigningMeans {}

  /** Without one (type Sign, GB/T 35275). */
  record Plain(Certificate signer) implements SigningMeans {}
}
