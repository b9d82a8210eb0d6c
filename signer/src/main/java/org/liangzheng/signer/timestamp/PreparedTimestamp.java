package org.liangzheng.signer.timestamp;

import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.timestamp.TimestampInfo;
import org.liangzheng.verifier.format.timestamp.TimestampReader;
import org.liangzheng.verifier.format.timestamp.TimestampToken;
import org.liangzheng.verifier.format.timestamp.TimestampWriter;

/** A timestamp that only lacks its authority's signature. */
public final class PreparedTimestamp {
  private final TimestampInfo info;
  private final byte[] infoDer;
  private final byte[] attributes;
  private final Certificate authority;
  private final SigningDigest digest;

  PreparedTimestamp(TimestampInfo info, Certificate authority) {
    this.info = info;
    this.infoDer = TimestampWriter.info(info);
    this.attributes = TimestampWriter.signedAttributes(infoDer, authority);
    this.authority = authority;
    this.digest = authority.publicKey().digest(attributes);
  }

  /** What the token will say. */
  public TimestampInfo info() {
    return info;
  }

  /** What the authority's key signs: DER of the signed attributes. */
  public SigningDigest digest() {
    return digest;
  }

  /**
   * Adds the signature and checks the whole token.
   *
   * @throws SelfCheckException if the signature is not the authority's
   */
  public TimestampToken finish(SignatureValue signature) {
    if (!authority.publicKey().verifies(digest, signature)) {
      throw new SelfCheckException("the timestamp authority's signature does not verify");
    }
    try {
      TimestampToken token =
          TimestampReader.read(
              ByteString.wrap(TimestampWriter.token(infoDer, attributes, authority, signature)));
      if (!token.info().equals(info)) {
        throw new SelfCheckException("the finished timestamp says something else");
      }
      return token;
    } catch (MalformedException unreadable) {
      throw new SelfCheckException("the finished timestamp does not read back", unreadable);
    }
  }
}
