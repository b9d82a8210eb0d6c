package org.liangzheng.api.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Access tokens whose signature and form were found good, so that a client that calls often has its
 * token read once. The keys they are signed with stay the same while the process runs. What changes
 * while a token lives (the time, the client's rights) is not kept here and is asked at each call.
 * What was refused is not remembered.
 */
final class KnownTokens {
  private static final int MOST = 4_096;

  /** As long as our own tokens live at most; an older one is read again. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Cache<Sha256Digest, Jwt> cache =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  /**
   * The token of a text.
   *
   * @param read reads and checks it when it is not known; what it throws is passed on
   */
  Jwt get(String text, Function<String, Jwt> read) {
    Sha256Digest digest = Sha256Digest.of(text.getBytes(StandardCharsets.UTF_8));
    Jwt known = cache.getIfPresent(digest);
    if (known == null) {
      known = read.apply(text);
      cache.put(digest, known);
    }
    return known;
  }
}
