package org.liangzheng.verifier.format.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.liangzheng.verifier.crypto.MalformedException;

/**
 * The rules that all text of the log shares: UTF-8, line feeds only, numbers and base64 in one way.
 */
final class NoteText {
  private NoteText() {}

  /**
   * Reads text of lines that each end in a line feed.
   *
   * @throws MalformedException if it is too long, not UTF-8, or has other control characters
   */
  static String read(byte[] bytes, int limit) throws MalformedException {
    if (bytes.length > limit) {
      throw new MalformedException("longer than its limit");
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
    } catch (CharacterCodingException notText) {
      throw new MalformedException("not UTF-8", notText);
    }
    if (text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw new MalformedException("a control character");
    }
    if (!text.endsWith("\n")) {
      throw new MalformedException("the last line does not end");
    }
    return text;
  }

  /** A number of 0 or more, in digits without zeros before it. */
  static long number(String text) throws MalformedException {
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new MalformedException("not a number");
    }
    if (text.length() > 1 && text.charAt(0) == '0') {
      throw new MalformedException("a number with a zero before it");
    }
    return Long.parseLong(text);
  }

  /** Base64 with padding (RFC 4648 §4) in its one spelling. */
  static byte[] base64(String text) throws MalformedException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      // The JDK's decoder takes missing padding and loose bits.
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException foreign) {
      throw new MalformedException("not base64", foreign);
    }
    throw new MalformedException("base64 that is not in its one form");
  }

  /** Whether a text may name a log or a key: no white space of any alphabet, no plus. */
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= 200
        && text.codePoints()
            .noneMatch(c ->
                c == '+'
                    || c == '\u0085'
                    || Character.isSpaceChar(c)
                    || Character.isWhitespace(c)
                    || Character.isISOControl(c));
  }
}
