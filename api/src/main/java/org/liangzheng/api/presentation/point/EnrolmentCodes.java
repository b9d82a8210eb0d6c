package org.liangzheng.api.presentation.point;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.springframework.stereotype.Component;

/** Codes of enrolment: who has one may make a key for its point, once. */
@Component
class EnrolmentCodes {
  /** Letters and digits that are not taken for each other; 16 of them are 80 bits. */
  private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final int CODE_LENGTH = 16;
  private static final int GROUP = 4;

  private final SecureRandom random;

  EnrolmentCodes(SecureRandom random) {
    this.random = random;
  }

  /** A new code, in groups of four. */
  String make() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_LENGTH; i++) {
      if (i > 0 && i % GROUP == 0) {
        code.append('-');
      }
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** What is kept of a code, read as people type it: SHA-256, 32 bytes. */
  static byte[] hash(String code) {
    String plain = code.replace("-", "").replace(" ", "").toUpperCase(Locale.ROOT);
    return Sha256Digest.of(plain.getBytes(StandardCharsets.UTF_8)).value().toByteArray();
  }
}
