package org.liangzheng.verifier.format.pack;

import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.jws.CompactJws;

/** Writes the bytes of packs; what makes a pack trustworthy is not asked here. */
public final class PackWriter {
  private PackWriter() {}

  /** What the pack key signs. */
  public static ByteString toSign(EvidencePack pack, VerificationKey packKey) {
    return ByteString.of(
        CompactJws.signingInput(
            PackCodec.TYPE, packKey.suite(), ServiceKey.idOf(packKey), PackCodec.packBytes(pack)));
  }

  /** The whole pack, ASCII on one line without an end. */
  public static byte[] finish(ByteString toSign, SignatureValue signature) {
    return CompactJws.finish(toSign, signature);
  }
}
