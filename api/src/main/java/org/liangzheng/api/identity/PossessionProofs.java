package org.liangzheng.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.MalformedException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.oauth2.jwt.DPoPProofContext;
import org.springframework.security.oauth2.jwt.DPoPProofJwtDecoderFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationToken;

/**
 * Proofs that a caller has its private key (DPoP, RFC 9449). Form, signature, htm, htu, iat and ath
 * are checked by Spring Security; that none is used twice is held here for all nodes. The address
 * in a proof is held against this service's public one, never against a Host header.
 */
public final class PossessionProofs {
  /** Header of a proof. */
  public static final String HEADER = "DPoP";

  private static final String SCHEME = "dpop ";
  private static final int MOST_CHARACTERS = 4096;

  private final DPoPProofJwtDecoderFactory decoders = new DPoPProofJwtDecoderFactory();
  private final SpentProofs spent;
  private final Issuer issuer;

  PossessionProofs(SpentProofs spent, Issuer issuer) {
    this.spent = spent;
    this.issuer = issuer;
  }

  /** Whether the request carries a token that comes with a proof. */
  static boolean isBound(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** What Spring's check takes; null where the request has no such token. */
  @Nullable DPoPAuthenticationToken read(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization == null || !isBound(request)) {
      return null;
    }
    return new DPoPAuthenticationToken(
        authorization.substring(SCHEME.length()).strip(),
        text(request),
        request.getMethod(),
        target(request));
  }

  /** Parameters by which the token endpoint's own check finds the proof; none without one. */
  Map<String, Object> parameters(HttpServletRequest request) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (request.getHeader(HEADER) != null) {
      parameters.put("dpop_proof", text(request));
      parameters.put("dpop_method", request.getMethod());
      parameters.put("dpop_target_uri", target(request));
    }
    return parameters;
  }

  /**
   * Uses up the proof of a request that was checked before.
   *
   * @throws Problem {@code proof-refused}
   */
  void spend(HttpServletRequest request) {
    try {
      spend(com.nimbusds.jwt.SignedJWT.parse(text(request)));
    } catch (java.text.ParseException malformed) {
      throw refused();
    }
  }

  /**
   * Checks a proof that stands alone and uses it up.
   *
   * @return the key that signed it
   * @throws Problem {@code proof-refused}
   */
  public PublicJwk require(HttpServletRequest request) {
    try {
      Jwt proof =
          decoders
              .createDecoder(
                  DPoPProofContext.withDPoPProof(text(request))
                      .method(request.getMethod())
                      .targetUri(target(request))
                      .build())
              .decode(text(request));
      PublicJwk key = keyOf(proof);
      spend(com.nimbusds.jwt.SignedJWT.parse(text(request)));
      return key;
    } catch (JwtException | MalformedException | java.text.ParseException unproved) {
      throw refused();
    }
  }

  /** The key that a checked proof names. */
  static PublicJwk keyOf(Jwt proof) throws MalformedException {
    if (proof.getHeaders().get("jwk") instanceof Map<?, ?> members) {
      Map<String, Object> jwk = new LinkedHashMap<>();
      members.forEach((name, value) -> jwk.put(String.valueOf(name), value));
      return PublicJwk.of(jwk);
    }
    throw new MalformedException("a proof names its key");
  }

  private void spend(com.nimbusds.jwt.SignedJWT proof) throws java.text.ParseException {
    String jti = proof.getJWTClaimsSet().getJWTID();
    try {
      String key = proof.getHeader().getJWK().computeThumbprint().toString();
      if (jti == null || !spent.spend(key, jti)) {
        throw refused();
      }
    } catch (com.nimbusds.jose.JOSEException unreadable) {
      throw refused();
    }
  }

  private String target(HttpServletRequest request) {
    return issuer.value() + request.getRequestURI();
  }

  private static String text(HttpServletRequest request) {
    List<String> proofs = java.util.Collections.list(request.getHeaders(HEADER));
    if (proofs.size() != 1
        || proofs.getFirst().isBlank()
        || proofs.getFirst().length() > MOST_CHARACTERS) {
      // Spring's check refuses a text that is no proof.
      return "-";
    }
    return proofs.getFirst();
  }

  /** What is said of a proof that counts for nothing. */
  static Problem refused() {
    return new Problem(IdentityProblem.PROOF_REFUSED)
        .withHeader("WWW-Authenticate", "DPoP error=\"invalid_dpop_proof\", algs=\"ES256\"");
  }

  @Scheduled(initialDelayString = "90s", fixedDelayString = "1m")
  void forget() {
    spent.forget();
  }
}
