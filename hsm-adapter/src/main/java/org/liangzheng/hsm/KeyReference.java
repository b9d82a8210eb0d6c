package org.liangzheng.hsm;

import java.util.regex.Pattern;

/**
 * Names a key, printed {@code vault:label}.
 *
 * @param vault 1 to 32 characters: lower-case letters, digits, hyphen; a letter first
 * @param label 1 to 64 characters: ASCII letters, digits, dot, hyphen, underscore; a letter or
 *     digit first
 */
public record KeyReference(String vault, String label) {
  private static final Pattern VAULT = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public KeyReference {
    requireVaultName(vault);
    if (!LABEL.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "a key label is 1 to 64 ASCII letters, digits, dots, hyphens and underscores");
    }
  }

  /**
   * Reads {@code vault:label}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static KeyReference parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a key reference is written vault:label");
    }
    return new KeyReference(text.substring(0, colon), text.substring(colon + 1));
  }

  /**
   * Checks the name of a vault.
   *
   * @throws IllegalArgumentException if it breaks the syntax
   */
  public static String requireVaultName(String vault) {
    if (!VAULT.matcher(vault).matches()) {
      throw new IllegalArgumentException(
          "a vault name is 1 to 32 lower-case letters, digits and hyphens, a letter first");
    }
    return vault;
  }

  @Override
  public String toString() {
    return vault + ":" + label;
  }
}
