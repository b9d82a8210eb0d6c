package org.liangzheng.api.custody;

import org.liangzheng.hsm.KeyReference;

/**
 * Names a key, {@code vault:label}, as it is stored and shown.
 *
 * @param value for instance {@code soft:licence-seal-1}
 */
public record KeyRef(String value) {

  /**
   * @throws IllegalArgumentException if the text is no key reference
   */
  public KeyRef {
    var _ = KeyReference.parse(value);
  }

  static KeyRef of(KeyReference reference) {
    return new KeyRef(reference.toString());
  }

  KeyReference reference() {
    return KeyReference.parse(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
