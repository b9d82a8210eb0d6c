package org.liangzheng.api.identity.page;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.page.FederationRefused.Reason;
import org.liangzheng.api.identity.person.Assurance;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.PersonId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The relying party's side of OpenID Connect Core 1.0 with code and PKCE: where to send the person,
 * and what came back. Metadata is read from the issuer at first use (OpenID Connect Discovery §4);
 * ID tokens are checked as §3.1.3.7 has it, signed by an asymmetric key of the issuer.
 */
class OutsideIssuer {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Bytes; metadata, keys and tokens have a few thousand. */
  private static final long LONGEST_ANSWER = 1 << 20;

  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final FederationSettings settings;
  private final JsonMapper json;
  private final Clock clock;
  private final RestTemplate keys;
  private final RestClient http;
  private volatile @Nullable Metadata metadata;

  OutsideIssuer(FederationSettings settings, JsonMapper json, Clock clock) {
    this.settings = settings;
    this.json = json;
    this.clock = clock;
    SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(TIMEOUT);
    requests.setReadTimeout(TIMEOUT);
    ClientHttpRequestFactory bounded = BoundedAnswer.to(requests, LONGEST_ANSWER);
    this.keys = new RestTemplate(bounded);
    this.http = RestClient.builder().requestFactory(bounded).build();
  }

  private record Metadata(URI authorization, URI token, JwtDecoder tokens) {}

  /** Somebody the issuer vouches for. Never printed. */
  record Vouched(PersonId code, String name, Assurance assurance) {
    @Override
    public String toString() {
      return "Vouched[…]";
    }
  }

  /** Where the browser goes. */
  URI authorization(String redirectUri, String state, String nonce, String verifier)
      throws FederationRefused {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", redirectUri);
    query.put("scope", ("openid " + settings.scope()).strip());
    query.put("state", state);
    query.put("nonce", nonce);
    query.put("code_challenge", challenge(verifier));
    query.put("code_challenge_method", "S256");
    query.put("acr_values", String.join(" ", settings.acr().keySet().stream().sorted().toList()));
    URI endpoint = metadata().authorization();
    return URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + form(query));
  }

  /** Exchanges the code and checks what the issuer says of the person. */
  Vouched redeem(String code, String redirectUri, String nonce, String verifier)
      throws FederationRefused {
    Metadata known = metadata();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirectUri);
    form.put("client_id", settings.clientId());
    form.put("code_verifier", verifier);
    byte[] answer;
    try {
      answer =
          http.post()
              .uri(known.token())
              .headers(this::authenticate)
              .contentType(MediaType.APPLICATION_FORM_URLENCODED)
              .body(form(form))
              .retrieve()
              .body(byte[].class);
    } catch (RestClientException refused) {
      throw new FederationRefused(Reason.CODE_REFUSED, refused);
    }
    Object token = object(answer, Reason.CODE_REFUSED).get("id_token");
    if (!(token instanceof String text)) {
      throw new FederationRefused(Reason.TOKEN_WRONG);
    }
    return vouched(decode(known, text), nonce);
  }

  private void authenticate(HttpHeaders headers) {
    if (settings.clientSecretFile() == null) {
      return;
    }
    try {
      String secret = Files.readString(settings.clientSecretFile()).strip();
      // RFC 6749 §2.3.1: both form-encoded before they are joined.
      String pair = encode(settings.clientId()) + ":" + encode(secret);
      headers.set(
          HttpHeaders.AUTHORIZATION,
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new IllegalStateException("the federation client's secret file cannot be read");
    }
  }

  private static Jwt decode(Metadata known, String text) throws FederationRefused {
    try {
      return known.tokens().decode(text);
    } catch (JwtException wrong) {
      throw new FederationRefused(Reason.TOKEN_WRONG, wrong);
    }
  }

  private Vouched vouched(Jwt token, String nonce) throws FederationRefused {
    Instant now = clock.instant();
    Instant end = token.getExpiresAt();
    Instant issued = token.getIssuedAt();
    boolean good =
        settings.issuer().equals(token.getClaimAsString("iss"))
            && List.of(settings.clientId()).equals(token.getAudience())
            && (!token.hasClaim("azp") || settings.clientId().equals(token.getClaimAsString("azp")))
            && end != null
            && end.plus(SKEW).isAfter(now)
            && issued != null
            && !issued.isAfter(now.plus(SKEW));
    if (!good) {
      throw new FederationRefused(Reason.TOKEN_WRONG);
    }
    if (!nonce.equals(token.getClaimAsString("nonce"))) {
      throw new FederationRefused(Reason.NONCE_WRONG);
    }
    String acr = token.getClaimAsString("acr");
    Assurance assurance = acr == null ? null : settings.acr().get(acr);
    if (assurance == null) {
      throw new FederationRefused(Reason.ACR_TOO_WEAK);
    }
    Object code = token.getClaim(settings.personClaim());
    Object name = token.getClaim(settings.nameClaim());
    if (!(code instanceof String number) || !(name instanceof String called) || called.isBlank()) {
      throw new FederationRefused(Reason.PERSON_UNNAMED);
    }
    try {
      return new Vouched(PersonId.parse(number), called, assurance);
    } catch (MalformedException noNumber) {
      // Without its cause: that may quote the number.
      throw new FederationRefused(Reason.PERSON_UNNAMED);
    }
  }

  private Metadata metadata() throws FederationRefused {
    Metadata known = metadata;
    if (known == null) {
      known = discover();
      metadata = known;
    }
    return known;
  }

  private Metadata discover() throws FederationRefused {
    byte[] document;
    try {
      String base = settings.issuer().replaceAll("/$", "");
      document =
          http.get()
              .uri(URI.create(base + "/.well-known/openid-configuration"))
              .retrieve()
              .body(byte[].class);
    } catch (RestClientException unreachable) {
      throw new FederationRefused(Reason.ISSUER_UNREACHABLE, unreachable);
    }
    Map<String, @Nullable Object> said = object(document, Reason.METADATA_WRONG);
    if (!settings.issuer().equals(said.get("issuer"))) {
      throw new FederationRefused(Reason.METADATA_WRONG);
    }
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(address(said, "jwks_uri").toString())
            // The input does not choose: no algorithm of a shared secret, and not none.
            .jwsAlgorithms(all ->
                all.addAll(
                    List.of(
                        SignatureAlgorithm.RS256,
                        SignatureAlgorithm.PS256,
                        SignatureAlgorithm.ES256)))
            .restOperations(keys)
            .build();
    // All claims are checked here, by the service's own clock.
    decoder.setJwtValidator(
        _ -> org.springframework.security.oauth2.core.OAuth2TokenValidatorResult.success());
    return new Metadata(
        address(said, "authorization_endpoint"), address(said, "token_endpoint"), decoder);
  }

  private URI address(Map<String, @Nullable Object> said, String member) throws FederationRefused {
    try {
      URI uri = URI.create(String.valueOf(said.get(member)));
      boolean loopback =
          "http".equals(uri.getScheme())
              && "127.0.0.1".equals(uri.getHost())
              && settings.issuer().startsWith("http:");
      if (uri.getHost() != null && ("https".equals(uri.getScheme()) || loopback)) {
        return uri;
      }
    } catch (IllegalArgumentException unreadable) {
      // told below
    }
    throw new FederationRefused(Reason.METADATA_WRONG);
  }

  private Map<String, @Nullable Object> object(byte @Nullable [] body, Reason reason)
      throws FederationRefused {
    try {
      return Objects.requireNonNull(
          json.readValue(body == null ? new byte[0] : body, OBJECT), "null");
    } catch (JacksonException | NullPointerException unreadable) {
      throw new FederationRefused(reason);
    }
  }

  /** RFC 7636 §4.2, S256. */
  static String challenge(String verifier) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            Sha256Digest.of(verifier.getBytes(StandardCharsets.US_ASCII)).value().toByteArray());
  }

  private static String form(Map<String, String> parameters) {
    return String.join(
        "&",
        parameters.entrySet().stream()
            .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
            .toList());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
