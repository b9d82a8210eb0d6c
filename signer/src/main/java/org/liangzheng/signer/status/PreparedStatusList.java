package org.liangzheng.signer.status;

import java.util.Optional;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.status.StatusListReader;
import org.liangzheng.verifier.format.status.StatusListRefusedException;
import org.liangzheng.verifier.format.status.StatusListToken;
import org.liangzheng.verifier.format.status.StatusListWriter;

/** A status list that only lacks the signature of its key. */
public final class PreparedStatusList {
  private final StatusListToken token;
  private final VerificationKey key;
  private final ByteString toSign;

  private PreparedStatusList(StatusListToken token, VerificationKey key, ByteString toSign) {
    this.token = token;
    this.key = key;
    this.toSign = toSign;
  }

  /** Encodes a list; that the key may sign it is for the trust list to say. */
  public static PreparedStatusList of(StatusListToken token, VerificationKey key) {
    return new PreparedStatusList(token, key, StatusListWriter.toSign(token, key));
  }

  /** What the key signs. */
  public SigningDigest digest() {
    return key.digest(toSign.toByteArray());
  }

  /**
   * Adds the signature and reads the whole list as a verifier would.
   *
   * @throws SelfCheckException if a verifier would refuse it or read another one
   */
  public byte[] finish(SignatureValue signature) {
    byte[] bytes = StatusListWriter.finish(toSign, signature);
    Sha256Digest id = Sha256Digest.of(key.toSpki().toByteArray());
    try {
      StatusListToken read =
          StatusListReader.read(
              bytes,
              token.subject(),
              (named, _) -> named.equals(id) ? Optional.of(key) : Optional.empty(),
              token.issuedAt());
      if (!read.equals(token)) {
        throw new SelfCheckException("the finished status list reads back as another one");
      }
      return bytes;
    } catch (StatusListRefusedException refused) {
      throw new SelfCheckException("the finished status list is refused", refused);
    }
  }
}
