package org.liangzheng.signer.pack;

import java.util.Optional;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.pack.PackRefusedException;
import org.liangzheng.verifier.format.pack.PackWriter;

/** An evidence pack that only lacks the signature of its pack key. */
public final class PreparedPack {
  private final EvidencePack pack;
  private final ByteString toSign;
  private final SigningDigest digest;

  private PreparedPack(EvidencePack pack, ByteString toSign, SigningDigest digest) {
    this.pack = pack;
    this.toSign = toSign;
    this.digest = digest;
  }

  /**
   * Encodes a pack.
   *
   * @param packKey has to be in the pack's own trust list; {@link #finish} finds out
   */
  public static PreparedPack of(EvidencePack pack, VerificationKey packKey) {
    ByteString toSign = PackWriter.toSign(pack, packKey);
    return new PreparedPack(pack, toSign, packKey.digest(toSign.toByteArray()));
  }

  /** What the pack key signs. */
  public SigningDigest digest() {
    return digest;
  }

  /**
   * Adds the signature and reads the whole pack as a verifier would.
   *
   * @return the pack's bytes
   * @throws SelfCheckException if a verifier would refuse the pack or read another one
   */
  public byte[] finish(SignatureValue signature) {
    byte[] bytes = PackWriter.finish(toSign, signature);
    try {
      EvidencePack read =
          PackReader.read(bytes, pack.root().anchor(), Optional.empty(), pack.issuedAt());
      if (!read.equals(pack)) {
        throw new SelfCheckException("the finished pack reads back as another one");
      }
      return bytes;
    } catch (PackRefusedException refused) {
      throw new SelfCheckException("the finished pack is refused", refused);
    }
  }
}
