package org.liangzheng.hsm.pkcs11;

import java.nio.charset.StandardCharsets;

/**
 * How settings name a token: by its label or its serial number, as {@code pkcs11-tool
 * --list-token-slots} shows them. Never by slot number, which changes with the order of plugging.
 */
public sealed interface TokenName {
  /** The token's label, 1 to 32 bytes of UTF-8: what CK_TOKEN_INFO has room for. */
  record Label(String label) implements TokenName {
    public Label {
      require(label, 32);
    }

    @Override
    public String toString() {
      return "label:" + label;
    }
  }

  /** The token's serial number, 1 to 16 bytes of UTF-8. */
  record Serial(String serial) implements TokenName {
    public Serial {
      require(serial, 16);
    }

    @Override
    public String toString() {
      return "serial:" + serial;
    }
  }

  /**
   * Reads {@code label:…}, {@code serial:…}, or a bare label.
   *
   * @throws IllegalArgumentException if it is empty or too long
   */
  static TokenName parse(String text) {
    if (text.startsWith("serial:")) {
      return new Serial(text.substring("serial:".length()));
    }
    return new Label(text.startsWith("label:") ? text.substring("label:".length()) : text);
  }

  private static void require(String text, int longest) {
    if (text.isBlank() || text.getBytes(StandardCharsets.UTF_8).length > longest) {
      throw new IllegalArgumentException("a token's name has 1 to " + longest + " bytes");
    }
  }
}
