package org.liangzheng.hsm.pkcs11;

import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * A key that was not made by this program, and so does not carry its purpose: the settings give it
 * a label and a purpose. Keys on the token that neither carry a purpose nor stand here are not
 * seen.
 *
 * @param match how it is found on the token
 * @param label what this program calls it
 * @param purpose its one purpose
 */
public record ForeignKey(Match match, String label, KeyPurpose purpose) {
  public ForeignKey {
    KeyReference.parse("v:" + label);
  }

  /** How a key is found on a token. */
  public sealed interface Match {
    /** CKA_LABEL, UTF-8. */
    record Label(String label) implements Match {}

    /** CKA_ID. */
    record Id(ByteString id) implements Match {}

    /**
     * Reads {@code id:HEX} or {@code label:…}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Match parse(String text) {
      if (text.startsWith("id:")) {
        return new Id(ByteString.ofHex(text.substring(3).replace(":", "")));
      }
      if (text.startsWith("label:") && text.length() > 6) {
        return new Label(text.substring(6));
      }
      throw new IllegalArgumentException("a key is matched by id:HEX or label:TEXT");
    }
  }
}
