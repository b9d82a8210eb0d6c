package org.liangzheng.verifier.format.code;

import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureValue;

/** Writes codes. */
public final class CodeWriter {
  private CodeWriter() {}

  /** An online code: 43 characters. */
  public static String write(OnlineCode code) {
    return brief(CodeForm.ONLINE_KIND, code.instance(), code.handle());
  }

  /** A face code: 43 characters. */
  public static String write(FaceCode code) {
    return brief(CodeForm.FACE_KIND, code.instance(), code.handle());
  }

  private static String brief(byte kind, InstanceId instance, CodeHandle handle) {
    byte[] bytes = new byte[CodeForm.SHORT];
    bytes[0] = CodeForm.VERSION;
    bytes[1] = kind;
    System.arraycopy(instance.value().toByteArray(), 0, bytes, 2, InstanceId.SIZE);
    System.arraycopy(handle.value().toByteArray(), 0, bytes, 2 + InstanceId.SIZE, CodeHandle.SIZE);
    return CodeForm.PREFIX + Base45.encode(ByteString.wrap(bytes));
  }

  /**
   * An offline code that only lacks its signature.
   *
   * @param toSign what the presentation key signs
   */
  public record Unsigned(ByteString header, ByteString payload, ByteString toSign) {
    /**
     * The whole code.
     *
     * @throws CodeRefusedException CODE_FIELDS_TOO_LARGE if it is longer than 300 bytes
     */
    public String finish(SignatureValue signature) throws CodeRefusedException {
      byte[] body =
          OfflineCodec.body(header, payload, ByteString.wrap(signature.toRaw())).toByteArray();
      if (2 + body.length > CodeForm.MAX_OFFLINE) {
        throw new CodeRefusedException(CodeFault.CODE_FIELDS_TOO_LARGE);
      }
      byte[] bytes = new byte[2 + body.length];
      bytes[0] = CodeForm.VERSION;
      bytes[1] = CodeForm.OFFLINE_KIND;
      System.arraycopy(body, 0, bytes, 2, body.length);
      return CodeForm.PREFIX + Base45.encode(ByteString.wrap(bytes));
    }
  }

  /**
   * Prepares an offline code.
   *
   * @param certificate of the presentation key
   * @throws CodeRefusedException CODE_FIELDS_TOO_LARGE if it will be longer than 300 bytes
   */
  public static Unsigned offline(
      OfflineClaims claims,
      EncryptedFields fields,
      Certificate certificate,
      CoseAlgorithms algorithms)
      throws CodeRefusedException {
    ByteString header =
        OfflineCodec.header(
            algorithms.number(certificate.publicKey().suite()),
            PresentationCertificate.name(certificate));
    ByteString payload = OfflineCodec.payload(claims, fields);
    int size = 2 + OfflineCodec.body(header, payload, ByteString.wrap(new byte[64])).size();
    if (size > CodeForm.MAX_OFFLINE) {
      throw new CodeRefusedException(CodeFault.CODE_FIELDS_TOO_LARGE);
    }
    return new Unsigned(header, payload, OfflineCodec.toSign(header, payload));
  }
}
