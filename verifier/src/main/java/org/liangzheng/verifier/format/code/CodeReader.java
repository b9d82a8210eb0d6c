package org.liangzheng.verifier.format.code;

import java.util.List;
import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.cbor.CborException;

/** Reads the text of a code, by form alone: steps 1 to 8 of docs/formats/presentation-code.md. */
public final class CodeReader {
  private static final List<String> WEB = List.of("http://", "https://");
  private static final Pattern OTHER_VERSION = Pattern.compile("LZ[0-9]{1,3}:.*", Pattern.DOTALL);

  private CodeReader() {}

  /** Whether a text says to be one of our codes, of whatever version. */
  public static boolean looksLikeCode(String text) {
    return text.length() >= 4
        && (text.startsWith(CodeForm.PREFIX) || OTHER_VERSION.matcher(text).matches());
  }

  /** Reads with the default numbers of algorithms. */
  public static PresentationCode read(String text) throws CodeRefusedException {
    return read(text, CoseAlgorithms.DEFAULT);
  }

  /**
   * Reads a code.
   *
   * @param text as scanned, without the line end that a hand scanner adds; a blank at the end
   *     belongs to the code
   * @throws CodeRefusedException if it is not exactly one code in its one form
   */
  public static PresentationCode read(String text, CoseAlgorithms algorithms)
      throws CodeRefusedException {
    if (text.isEmpty()) {
      throw new CodeRefusedException(CodeFault.CODE_EMPTY);
    }
    if (text.length() > CodeForm.MAX_LOOK) {
      throw new CodeRefusedException(CodeFault.CODE_TOO_LARGE);
    }
    if (!text.startsWith(CodeForm.PREFIX)
        && WEB.stream().anyMatch(web -> text.regionMatches(true, 0, web, 0, web.length()))) {
      throw new CodeRefusedException(CodeFault.CODE_WEB_ADDRESS);
    }
    if (!text.startsWith(CodeForm.PREFIX)) {
      throw new CodeRefusedException(
          OTHER_VERSION.matcher(text).matches()
              ? CodeFault.CODE_VERSION_UNKNOWN
              : CodeFault.CODE_FOREIGN);
    }
    try {
      return one(text, algorithms);
    } catch (CodeRefusedException refused) {
      // The prefix is of Base45's own characters: only what cannot be read is looked at for it.
      throw text.indexOf(CodeForm.PREFIX, 1) > 0
          ? new CodeRefusedException(CodeFault.CODE_DOUBLED, refused)
          : refused;
    }
  }

  private static PresentationCode one(String text, CoseAlgorithms algorithms)
      throws CodeRefusedException {
    if (text.length() > CodeForm.MAX_TEXT) {
      throw new CodeRefusedException(CodeFault.CODE_TOO_LARGE);
    }
    ByteString bytes = Base45.decode(text.substring(CodeForm.PREFIX.length()));
    if (bytes.size() < 2) {
      throw new CodeRefusedException(CodeFault.CODE_TRUNCATED);
    }
    if (bytes.at(0) != CodeForm.VERSION) {
      throw new CodeRefusedException(CodeFault.CODE_VERSION_UNKNOWN);
    }
    return switch (bytes.at(1)) {
      case CodeForm.ONLINE_KIND -> new OnlineCode(instance(bytes), handle(bytes));
      case CodeForm.FACE_KIND -> new FaceCode(instance(bytes), handle(bytes));
      case CodeForm.OFFLINE_KIND -> offline(bytes, algorithms);
      default -> throw new CodeRefusedException(CodeFault.CODE_KIND_UNKNOWN);
    };
  }

  private static OfflineCode offline(ByteString bytes, CoseAlgorithms algorithms)
      throws CodeRefusedException {
    try {
      return OfflineCodec.read(bytes.slice(2, bytes.size()), algorithms);
    } catch (CborException bad) {
      throw new CodeRefusedException(
          bad.isTruncated() ? CodeFault.CODE_TRUNCATED : CodeFault.CODE_MALFORMED, bad);
    }
  }

  private static InstanceId instance(ByteString bytes) throws CodeRefusedException {
    if (bytes.size() != CodeForm.SHORT) {
      throw new CodeRefusedException(
          bytes.size() < CodeForm.SHORT ? CodeFault.CODE_TRUNCATED : CodeFault.CODE_MALFORMED);
    }
    return new InstanceId(bytes.slice(2, 2 + InstanceId.SIZE));
  }

  private static CodeHandle handle(ByteString bytes) {
    return new CodeHandle(bytes.slice(2 + InstanceId.SIZE, bytes.size()));
  }
}
