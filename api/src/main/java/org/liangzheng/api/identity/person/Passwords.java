package org.liangzheng.api.identity.person;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Passwords by Argon2id (RFC 9106), PHC form. Each computation takes {@link #MEMORY}, so only a few
 * run at a time: a flood of sign-ins waits, it does not use up the memory.
 */
public final class Passwords {
  /** KiB; with two passes and one lane a setting of the OWASP Password Storage Cheat Sheet. */
  static final int MEMORY = 19 * 1024;

  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT = 16;
  private static final int HASH = 32;

  static final int SHORTEST = 12;
  static final int LONGEST = 128;

  private static final int AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Without letters and digits that look alike: 31 characters. */
  private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

  private static final int GROUPS = 5;
  private static final int GROUP = 4;

  private final Argon2PasswordEncoder encoder =
      new Argon2PasswordEncoder(SALT, HASH, LANES, MEMORY, PASSES);
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final SecureRandom random;
  private final String nobodys;

  Passwords(SecureRandom random) {
    this.random = random;
    this.nobodys = encoder.encode(generate());
  }

  /** A new password of 20 characters in five groups: 99 bits. */
  public String generate() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      if (i > 0 && i % GROUP == 0) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /**
   * @throws Problem PASSWORD_TOO_WEAK: length counts (12 to 128 characters), not kinds of
   *     characters (NIST SP 800-63B §3.1.1.2)
   */
  static void requireStrong(String password, String signInName) {
    long characters = password.codePoints().count();
    boolean sameOnly = password.codePoints().distinct().count() < 5;
    boolean name =
        !signInName.isEmpty()
            && password.toLowerCase(Locale.ROOT).contains(signInName.toLowerCase(Locale.ROOT));
    if (characters < SHORTEST || characters > LONGEST || sameOnly || name) {
      throw new Problem(
          PersonProblem.PASSWORD_TOO_WEAK, String.valueOf(SHORTEST), String.valueOf(LONGEST));
    }
  }

  String hash(String password) {
    return inTurn(() -> encoder.encode(password));
  }

  boolean matches(String password, String hash) {
    return inTurn(() -> encoder.matches(password, hash));
  }

  /** Takes as long as {@link #matches}: for names that nobody has. */
  void matchNobody(String password) {
    var _ = matches(password, nobodys);
  }

  private <T> T inTurn(java.util.function.Supplier<T> work) {
    try {
      if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Problem(WebProblem.UNAVAILABLE).withHeader("Retry-After", "5");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Problem(WebProblem.UNAVAILABLE).withHeader("Retry-After", "5");
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
