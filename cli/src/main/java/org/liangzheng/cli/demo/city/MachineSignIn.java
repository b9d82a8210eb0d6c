package org.liangzheng.cli.demo.city;

import java.util.function.Supplier;
import org.liangzheng.cli.token.OwnTokens;

/** Access tokens of a machine, by private_key_jwt (RFC 7523). */
final class MachineSignIn implements Supplier<String> {
  private final Http http;
  private final SampleFiles.Client client;
  private final OwnTokens tokens;

  MachineSignIn(Http http, SampleFiles.Client client, OwnTokens tokens) {
    this.http = http;
    this.client = client;
    this.tokens = tokens;
  }

  @Override
  public String get() {
    return http.send(Call.token(tokens.assertion(client.id(), client.tokenEndpoint())))
        .expect(200)
        .json()
        .path("access_token")
        .asString();
  }
}
