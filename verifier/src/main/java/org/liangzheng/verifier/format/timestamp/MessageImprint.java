package org.liangzheng.verifier.format.timestamp;

import java.util.Optional;
import org.liangzheng.verifier.crypto.AlgorithmId;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.DerReader;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.Sm3Digest;

/**
 * MessageImprint (RFC 3161 §2.4.1): the digest of what is stamped with a time.
 *
 * @param algorithm object identifier of the digest algorithm, dotted, as written
 * @param digest the digest, at most 64 bytes
 */
public record MessageImprint(String algorithm, ByteString digest) {
  private static final int MAX_DIGEST = 64;

  /** The imprint of a digest of the suites. */
  public static MessageImprint of(ContentDigest digest) {
    return new MessageImprint(suiteOf(digest).digestOid(), digest.value());
  }

  /** The suite whose digest algorithm this is; empty for every other algorithm, weak or strong. */
  public Optional<SignatureSuite> suite() {
    return Algorithms.ofDigest(algorithm);
  }

  static SignatureSuite suiteOf(ContentDigest digest) {
    return switch (digest) {
      case Sm3Digest _ -> SignatureSuite.SM2_SM3;
      case Sha256Digest _ -> SignatureSuite.P256_SHA256;
    };
  }

  static MessageImprint read(DerReader from) throws MalformedException {
    DerReader imprint = from.open(DerTag.SEQUENCE);
    String algorithm = AlgorithmId.read(imprint);
    ByteString digest = imprint.readOctets();
    imprint.requireEnd();
    if (digest.size() == 0 || digest.size() > MAX_DIGEST) {
      throw new MalformedException("an imprint has 1 to 64 bytes");
    }
    return new MessageImprint(algorithm, digest);
  }

  byte[] encode() {
    return DerWriter.sequence(
        DerWriter.sequence(DerWriter.oid(algorithm)), DerWriter.octets(digest));
  }
}
