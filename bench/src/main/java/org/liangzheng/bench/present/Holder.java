package org.liangzheng.bench.present;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.liangzheng.bench.service.Wire;
import tools.jackson.databind.JsonNode;

/**
 * The sample city's citizen, signed in by the log-in page, then by code and PKCE (RFC 7636), who
 * shows a driving licence.
 */
final class Holder {
  /** Not sensitive: nobody is asked, so that one scan is one request. */
  static final String SCENE = "TRAFFIC_STOP";

  private static final String CITIZEN = "ding@sample";
  private static final String TYPE = "11990100LC0000058C001";
  private static final String APP = "sample-desk";

  /** Nothing listens there: the code is taken from the redirect. */
  private static final String REDIRECT = "http://127.0.0.1:8765/callback";

  private static final Pattern FORM_TOKEN =
      Pattern.compile("<input type=\"hidden\" name=\"_csrf\" value=\"([^\"]+)\"");
  private static final long TOKEN_NANOS = Duration.ofMinutes(4).toNanos();

  private final Wire wire;
  private final Path home;
  private final SecureRandom random = new SecureRandom();
  private final String keys = "bench-" + Long.toHexString(random.nextLong()) + "-";
  private final AtomicLong key = new AtomicLong();
  private final String licence;
  private String token;
  private long tokenSince;

  /**
   * Signs in.
   *
   * @param home state folder of the service, where the passwords of its sample city lie
   */
  Holder(Wire wire, Path home) throws IOException {
    this.wire = wire;
    this.home = home;
    this.token = signIn();
    this.tokenSince = System.nanoTime();
    this.licence = findLicence();
  }

  /** A licence that is being shown. */
  record Shown(String id, String code) {}

  private String findLicence() throws IOException {
    for (JsonNode one : wire.get("/v1/holder/licences", bearer(), 200).json().path("items")) {
      if (one.at("/type/code").asString().equals(TYPE)) {
        return one.path("id").asString();
      }
    }
    throw new IllegalStateException("the sample citizen has no driving licence");
  }

  /** Begins to show the licence: the first code. */
  Shown show() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(bearer());
    headers.put("Idempotency-Key", keys + key.incrementAndGet());
    JsonNode answer =
        wire.post(
                "/v1/presentations",
                headers,
                Map.of("licence", licence, "scene", SCENE, "kind", "ONLINE"),
                201)
            .json();
    String code = answer.required("code").asString();
    if (!code.startsWith("LZ1:")) {
      throw new IllegalStateException("no code was shown");
    }
    return new Shown(answer.required("id").asString(), code);
  }

  /** The header of its calls. */
  Map<String, String> bearer() throws IOException {
    return Map.of("Authorization", "Bearer " + token());
  }

  private synchronized String token() throws IOException {
    if (System.nanoTime() - tokenSince > TOKEN_NANOS) {
      token = signIn();
      tokenSince = System.nanoTime();
    }
    return token;
  }

  private String signIn() throws IOException {
    Map<String, String> cookies = new LinkedHashMap<>();
    Wire.Answer page = wire.get("/login", Map.of(), 200);
    take(page.cookies(), cookies);
    Matcher form = FORM_TOKEN.matcher(page.text());
    if (!form.find()) {
      throw new IllegalStateException("the log-in page has no form");
    }
    Map<String, String> fields =
        Map.of("_csrf", form.group(1), "name", CITIZEN, "password", password());
    take(wire.form("/login", Map.of("Cookie", header(cookies)), fields, 303).cookies(), cookies);
    return byCode(header(cookies));
  }

  private String byCode(String cookies) throws IOException {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    String verifier = DeviceKey.base64(secret);
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", APP);
    request.put("redirect_uri", REDIRECT);
    request.put("state", verifier.substring(0, 8));
    request.put("code_challenge", DeviceKey.base64(sha256(verifier)));
    request.put("code_challenge_method", "S256");
    String led =
        wire.get("/oauth2/authorize?" + Wire.encode(request), Map.of("Cookie", cookies), 302)
            .location();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", APP);
    form.put("redirect_uri", REDIRECT);
    form.put("code", code(led));
    form.put("code_verifier", verifier);
    return wire.form("/oauth2/token", Map.of(), form, 200)
        .json()
        .required("access_token")
        .asString();
  }

  private String password() throws IOException {
    JsonNode file = Wire.JSON.readTree(Files.readString(home.resolve("sample-people.json")));
    for (JsonNode person : file.path("people")) {
      if (person.path("sign_in_name").asString().equals(CITIZEN)) {
        return person.required("password").asString();
      }
    }
    throw new IllegalStateException("the sample city has no citizen");
  }

  private static String code(String address) {
    String query = URI.create(address).getRawQuery();
    return Arrays.stream(query.split("&"))
        .filter(pair -> pair.startsWith("code="))
        .map(pair -> URLDecoder.decode(pair.substring(5), StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the sample citizen was not let in"));
  }

  private static void take(List<String> lines, Map<String, String> cookies) {
    for (String line : lines) {
      String pair = line.split(";", 2)[0];
      int equals = pair.indexOf('=');
      if (equals > 0) {
        cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
  }

  private static String header(Map<String, String> cookies) {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
