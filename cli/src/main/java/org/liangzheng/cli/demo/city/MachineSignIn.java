package org.liangzheng.cli.demo.city;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.liangzheng.cli.token.OwnTokens;

/** Access tokens of a machine, by private_key_jwt (RFC 7523); a new one every few minutes. */
final class MachineSignIn implements Supplier<String> {
  private static final Duration USED = Duration.ofMinutes(4);

  private final Http http;
  private final SampleFiles.Client client;
  private final OwnTokens tokens;
  private final Clock clock;
  private Instant until = Instant.MIN;
  private String token = "";

  MachineSignIn(Http http, SampleFiles.Client client, OwnTokens tokens, Clock clock) {
    this.http = http;
    this.client = client;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public String get() {
    if (!clock.instant().isBefore(until)) {
      token =
          http.send(
                  Call.form(
                      "/oauth2/token",
                      Map.of(
                          "grant_type",
                          "client_credentials",
                          "client_assertion_type",
                          "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                          "client_assertion",
                          tokens.assertion(client.id(), client.tokenEndpoint()))))
              .expect(200)
              .json()
              .path("access_token")
              .asString();
      until = clock.instant().plus(USED);
    }
    return token;
  }
}
