package org.liangzheng.verifier.format.pack;

import java.util.List;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;

/**
 * A trust list with the signatures of root keys over its canonical bytes.
 *
 * @param signatures at most one for each root key; that they are right is for {@link PackReader}
 */
public record SignedTrustList(TrustList list, List<RootSignature> signatures) {
  public SignedTrustList {
    signatures = List.copyOf(signatures);
  }

  /**
   * One owner's signature.
   *
   * @param key name of the root key, see {@link ServiceKey#idOf}
   */
  public record RootSignature(Sha256Digest key, SignatureValue value) {}

  /** What root keys sign: the list's canonical JSON. */
  public static ByteString toSign(TrustList list) {
    return ByteString.of(TrustListCodec.trustListBytes(list));
  }
}
