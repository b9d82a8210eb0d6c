package org.liangzheng.verifier.format.code;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * What the presentation key signs, beside the encrypted fields.
 *
 * @param id 16 random bytes, by which uses are reconciled later
 * @param issuedAt whole seconds
 * @param expiresAt whole seconds, 1 to 120 seconds after {@code issuedAt}; the code holds up to and
 *     including this second
 * @param scene code of the scene: {@code a}–{@code z}, digits and hyphens, 1 to 16 characters,
 *     beginning with a letter
 */
public record OfflineClaims(
    InstanceId instance, ByteString id, Instant issuedAt, Instant expiresAt, String scene) {
  /** Length of the id in bytes. */
  public static final int ID_SIZE = 16;

  /** No code lives longer. */
  public static final Duration MAX_LIFE = Duration.ofMinutes(2);

  static final int MAX_SCENE = 16;
  private static final Pattern SCENE = Pattern.compile("[a-z][a-z0-9-]{0,15}");

  public OfflineClaims {
    if (id.size() != ID_SIZE
        || !isScene(scene)
        || !whole(issuedAt)
        || !whole(expiresAt)
        || issuedAt.isBefore(Instant.EPOCH)
        || !issuedAt.isBefore(expiresAt)
        || Duration.between(issuedAt, expiresAt).compareTo(MAX_LIFE) > 0) {
      throw new IllegalArgumentException("id, scene or times of the code are wrong");
    }
  }

  /** Whether a text can be the code of a scene. */
  public static boolean isScene(String text) {
    return SCENE.matcher(text).matches();
  }

  /** From making to end. */
  public Duration life() {
    return Duration.between(issuedAt, expiresAt);
  }

  private static boolean whole(Instant instant) {
    return instant.equals(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}
