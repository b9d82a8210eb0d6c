package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import tools.jackson.databind.json.JsonMapper;

/** A token that was read once is not read again, and is good for no longer because of that. */
@ApiTest
class AccessTokenDecoderTest {
  @Autowired private ApplicationContext context;
  @Autowired private TokenKeys keys;
  @Autowired private Issuer issuer;
  @Autowired private JsonMapper json;
  @Autowired private Clock clock;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private AccessTokenDecoder decoder;
  private String text;

  @BeforeEach
  void token() {
    Clock moving =
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Instant instant() {
            return now.get();
          }
        };
    now.set(clock.instant());
    decoder = new AccessTokenDecoder(json, keys, issuer, moving);
    text = Tokens.of(context).bearer(Tokens.OWN, Scope.LICENCE_READ);
  }

  private void refused(String token) {
    assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
  }

  @Test
  void aKnownTokenIsTheSameOne() {
    assertThat(decoder.decode(text)).isSameAs(decoder.decode(text));
  }

  @Test
  void aKnownTokenEnds() {
    Jwt token = decoder.decode(text);
    now.set(Objects.requireNonNull(token.getExpiresAt()).plus(Duration.ofSeconds(29)));
    assertThat(decoder.decode(text)).isSameAs(token);
    now.set(token.getExpiresAt().plus(Duration.ofSeconds(30)));
    refused(text);
  }

  @Test
  void aKnownTokenIsNotGoodBeforeItsTime() {
    Jwt token = decoder.decode(text);
    now.set(Objects.requireNonNull(token.getIssuedAt()).minus(Duration.ofSeconds(31)));
    refused(text);
  }

  @Test
  void oneThatIsReadTooEarlyIsGoodLater() {
    Instant then = now.get();
    now.set(then.minus(Duration.ofMinutes(5)));
    refused(text);
    now.set(then);
    assertThat(decoder.decode(text).getTokenValue()).isEqualTo(text);
  }

  @Test
  void alteredOnesAreRefusedBesideTheKnownOne() {
    var _ = decoder.decode(text);
    int signature = text.lastIndexOf('.') + 1;
    for (int at : new int[] {signature, signature - 2, 3}) {
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      String altered = text.substring(0, at) + other + text.substring(at + 1);
      refused(altered);
      refused(altered);
    }
    refused(text + ".");
    refused("x".repeat(5_000));
  }
}
