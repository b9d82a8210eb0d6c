package org.liangzheng.verifier.format.pack;

import java.nio.charset.StandardCharsets;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.json.Base64Url;

/** Writes the bytes of packs; what makes a pack trustworthy is not asked here. */
public final class PackWriter {
  private PackWriter() {}

  /** What the pack key signs. */
  public static ByteString toSign(EvidencePack pack, VerificationKey packKey) {
    return ByteString.of(
        CompactJws.signingInput(
            packKey.suite(), ServiceKey.idOf(packKey), PackCodec.packBytes(pack)));
  }

  /** The whole pack, ASCII on one line without an end. */
  public static byte[] finish(ByteString toSign, SignatureValue signature) {
    String text = new String(toSign.toByteArray(), StandardCharsets.US_ASCII);
    return (text + "." + Base64Url.encode(signature.toRaw())).getBytes(StandardCharsets.US_ASCII);
  }
}
