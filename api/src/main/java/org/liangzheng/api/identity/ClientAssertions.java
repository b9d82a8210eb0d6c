package org.liangzheng.api.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.liangzheng.api.identity.TokenRefused.Reason;

/**
 * Checks a client's assertion (RFC 7523 §3) against the keys in the register; nothing is ever
 * fetched. In order: who, signature, for whom, when, and then its single use, so that only its
 * client can spend an assertion. How a verifier point stands is told last, to who has its key.
 */
final class ClientAssertions {

  /** Characters of an assertion; usual ones have about 400. */
  static final int MOST_CHARACTERS = 4096;

  private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

  /** How far a client's clock may be ahead in {@code iat} and {@code nbf}. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  private static final int LONGEST_JTI = 128;

  private final Clients clients;
  private final SpentAssertions spent;
  private final Issuer issuer;
  private final Clock clock;

  ClientAssertions(Clients clients, SpentAssertions spent, Issuer issuer, Clock clock) {
    this.clients = clients;
    this.spent = spent;
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * The client that made the assertion, which is used up by this.
   *
   * @param claimed the client it says it is
   * @throws TokenRefused invalid_client; verifier_point_suspended, verifier_point_revoked
   */
  Client check(String claimed, CompactJws assertion) {
    Client client =
        clients.find(claimed).orElseThrow(() -> TokenRefused.client(Reason.CLIENT_UNKNOWN, null));
    require(client.enabled() || client.point(), Reason.CLIENT_DISABLED, client);
    require(
        client.keysFor(assertion.header("kid")).stream()
            .anyMatch(key -> assertion.isSignedBy(key.key())),
        Reason.SIGNATURE_WRONG,
        client);
    require(
        isText(assertion.text("iss"), client.id()) && isText(assertion.text("sub"), client.id()),
        Reason.SUBJECT_WRONG,
        client);
    Optional<String> audience = assertion.audience();
    require(
        isText(audience, issuer.value()) || isText(audience, issuer.tokenEndpoint()),
        Reason.AUDIENCE_WRONG,
        client);
    Instant end = checkTimes(client, assertion);
    String jti = assertion.text("jti").orElse("");
    require(!jti.isBlank() && jti.length() <= LONGEST_JTI, Reason.IDENTIFIER_WRONG, client);
    require(spent.spend(client, jti, end), Reason.REPLAYED, client);
    if (!client.enabled()) {
      throw TokenRefused.point(client);
    }
    return client;
  }

  private Instant checkTimes(Client client, CompactJws assertion) {
    Instant now = clock.instant();
    Instant end =
        assertion
            .time("exp")
            .orElseThrow(() -> TokenRefused.client(Reason.TIME_WRONG, client.id()));
    require(end.isAfter(now), Reason.TIME_WRONG, client);
    require(!end.isAfter(now.plus(LONGEST_LIFE)), Reason.LIFE_TOO_LONG, client);
    for (String claim : new String[] {"iat", "nbf"}) {
      require(
          !assertion.has(claim)
              || assertion.time(claim).filter(time -> !time.isAfter(now.plus(SKEW))).isPresent(),
          Reason.TIME_WRONG,
          client);
    }
    return end;
  }

  private static boolean isText(Optional<String> text, String expected) {
    return text.isPresent() && text.get().equals(expected);
  }

  private static void require(boolean holds, Reason reason, Client client) {
    if (!holds) {
      throw TokenRefused.client(reason, client.id());
    }
  }
}
