package org.liangzheng.cli.demo.city;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Access tokens of a person, by the log-in page and then by code and PKCE (RFC 7636), as the sample
 * city's desk program gets them. Each is a new sign-in: weighty acts want a fresh one.
 */
final class PersonSignIn implements Supplier<String> {
  /** The program that is registered for the sample city. */
  private static final String APP = "sample-desk";

  /** Nothing listens there: the code is taken from the redirect. */
  private static final String REDIRECT = "http://127.0.0.1:8765/callback";

  private static final Pattern FORM_TOKEN =
      Pattern.compile("<input type=\"hidden\" name=\"(_csrf)\" value=\"([^\"]+)\"");
  private static final int VERIFIER_BYTES = 32;

  private final Http http;
  private final SampleFiles.Person person;
  private final SecureRandom random;

  PersonSignIn(Http http, SampleFiles.Person person, SecureRandom random) {
    this.http = http;
    this.person = person;
    this.random = random;
  }

  @Override
  public String get() {
    return byCode(cookies());
  }

  /** The cookies of a new session. */
  private String cookies() {
    Map<String, String> cookies = new LinkedHashMap<>();
    Answer page = http.send(Call.get("/login")).expect(200);
    take(page, cookies);
    Matcher form = FORM_TOKEN.matcher(page.text());
    if (!form.find()) {
      throw new CityException(Trouble.UNEXPECTED_ANSWER, "GET /login", "200");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(form.group(1), form.group(2));
    fields.put("name", person.signInName());
    fields.put("password", person.password());
    Answer signedIn = http.send(Call.form("/login", fields).with("Cookie", header(cookies)));
    take(signedIn, cookies);
    if (signedIn.status() != 303) {
      throw new CityException(Trouble.SIGN_IN_REFUSED, person.signInName());
    }
    return header(cookies);
  }

  private static void take(Answer answer, Map<String, String> cookies) {
    for (String line : answer.headers().getOrDefault("set-cookie", java.util.List.of())) {
      String pair = line.split(";", 2)[0];
      int equals = pair.indexOf('=');
      if (equals > 0) {
        cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
  }

  private static String header(Map<String, String> cookies) {
    return String.join(
        "; ", cookies.entrySet().stream().map(c -> c.getKey() + "=" + c.getValue()).toList());
  }

  private String byCode(String cookies) {
    byte[] secret = new byte[VERIFIER_BYTES];
    random.nextBytes(secret);
    String verifier = base64(secret);
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", APP);
    request.put("redirect_uri", REDIRECT);
    request.put("state", base64(verifier.substring(0, 8).getBytes(StandardCharsets.US_ASCII)));
    request.put("code_challenge", challenge(verifier));
    request.put("code_challenge_method", "S256");
    person.authority().ifPresent(authority -> request.put("authority", authority));
    Answer led =
        http.send(Call.get("/oauth2/authorize?" + Call.encode(request)).with("Cookie", cookies))
            .expect(302);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", APP);
    form.put("redirect_uri", REDIRECT);
    form.put(
        "code",
        code(led.location())
            .orElseThrow(() -> new CityException(Trouble.SIGN_IN_REFUSED, person.signInName())));
    form.put("code_verifier", verifier);
    return http.send(Call.form(Call.TOKEN, form))
        .expect(200)
        .json()
        .path("access_token")
        .asString();
  }

  private static Optional<String> code(String address) {
    String query = URI.create(address).getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      if (pair.startsWith("code=")) {
        return Optional.of(URLDecoder.decode(pair.substring(5), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  private static String challenge(String verifier) {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
