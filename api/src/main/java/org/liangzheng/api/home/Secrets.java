package org.liangzheng.api.home;

import java.security.SecureRandom;

/** Secrets that are typed or put in files: letters and digits that are hard to mistake. */
final class Secrets {

  /** RFC 4648 §6. */
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Secrets() {}

  /** 5 bits of randomness in each character. */
  static String base32(SecureRandom random, int characters) {
    StringBuilder text = new StringBuilder(characters);
    for (int i = 0; i < characters; i++) {
      text.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return text.toString();
  }
}
