package org.liangzheng.cli.demo.city;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Somebody at work with the service: each call carries a token, each act a key of its own. */
public final class Desk {
  private static final int KEY_BYTES = 16;

  private final Http http;
  private final Supplier<String> token;
  private final SecureRandom random;

  Desk(Http http, Supplier<String> token, SecureRandom random) {
    this.http = http;
    this.token = token;
    this.random = random;
  }

  /** The access token of now. */
  public String token() {
    return token.get();
  }

  public Answer get(String path) {
    return send(Call.get(path));
  }

  /** A new act. */
  public Answer post(String path, Object body) {
    return post(path, newKey(), body);
  }

  /** An act under a key: the same one again happens once. */
  public Answer post(String path, String key, Object body) {
    return send(Call.json("POST", path, body).with("Idempotency-Key", key));
  }

  /** Any call, with the token, and with the cause of use that reading a licence takes. */
  public Answer send(Call call) {
    return http.send(
        call.with("Authorization", "Bearer " + token.get()).with("LZ-Use-Cause", "DEMO"));
  }

  /** A key for an act. */
  public String newKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return "demo-" + HexFormat.of().formatHex(key);
  }
}
