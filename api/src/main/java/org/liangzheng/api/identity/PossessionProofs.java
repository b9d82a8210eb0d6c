package org.liangzheng.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.MalformedException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Proofs that a caller has its private key (DPoP, RFC 9449), read by {@link PossessionProof}. That
 * none is used twice is held here for all nodes. The address in a proof is held against this
 * service's public one, never against a Host header.
 */
public final class PossessionProofs {
  /** Header of a proof. */
  public static final String HEADER = "DPoP";

  private static final String SCHEME = "dpop ";
  private static final int MOST_CHARACTERS = 4096;
  private static final String CHECKED = PossessionProof.class.getName();

  private final PossessionProof.Reader reader;
  private final SpentProofs spent;
  private final Issuer issuer;

  PossessionProofs(PossessionProof.Reader reader, SpentProofs spent, Issuer issuer) {
    this.reader = reader;
    this.spent = spent;
    this.issuer = issuer;
  }

  /** Whether the request carries a token that comes with a proof. */
  static boolean isBound(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** The token and the proof of a request, unchecked; null where it has no such token. */
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

  /**
   * Checks the token of a request, then that the key it names signed the proof beside it. The proof
   * is kept with the request, to be used up by {@link #spend}.
   *
   * @throws InvalidBearerTokenException if the token is not good
   * @throws OAuth2AuthenticationException {@code invalid_dpop_proof}
   */
  Authentication authenticate(
      HttpServletRequest request, Authentication shown, JwtDecoder accessTokens) {
    DPoPAuthenticationToken both = (DPoPAuthenticationToken) shown;
    Jwt token;
    try {
      token = accessTokens.decode(both.getAccessToken());
    } catch (JwtException bad) {
      throw new InvalidBearerTokenException("not a valid access token", bad);
    }
    try {
      PossessionProof proof =
          reader.read(
              both.getDPoPProof(),
              both.getMethod(),
              both.getResourceUri(),
              Optional.of(both.getAccessToken()));
      if (!Optional.of(proof.key().thumbprint()).equals(keyOf(token))) {
        throw new MalformedException("the token names another key");
      }
      request.setAttribute(CHECKED, proof);
      return new JwtAuthenticationToken(token, List.of());
    } catch (MalformedException unproved) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error(OAuth2ErrorCodes.INVALID_DPOP_PROOF), unproved);
    }
  }

  /** Thumbprint of the key that a token is bound to. */
  private static Optional<String> keyOf(Jwt token) {
    return token.getClaim(AccessTokens.CONFIRMATION) instanceof Map<?, ?> named
            && named.get(AccessTokens.KEY_THUMBPRINT) instanceof String thumbprint
        ? Optional.of(thumbprint)
        : Optional.empty();
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
    if (!(request.getAttribute(CHECKED) instanceof PossessionProof proof)) {
      throw refused();
    }
    spend(proof);
  }

  private void spend(PossessionProof proof) {
    if (!spent.spend(proof.key().thumbprint(), proof.jti())) {
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
      PossessionProof proof =
          reader.read(text(request), request.getMethod(), target(request), Optional.empty());
      spend(proof);
      return proof.key();
    } catch (MalformedException unproved) {
      throw refused();
    }
  }

  /** The key that a checked proof of the token endpoint names. */
  static PublicJwk keyOfProof(Jwt proof) throws MalformedException {
    return PossessionProof.key(proof.getHeaders().get("jwk"));
  }

  private String target(HttpServletRequest request) {
    return issuer.value() + request.getRequestURI();
  }

  private static String text(HttpServletRequest request) {
    List<String> proofs = Collections.list(request.getHeaders(HEADER));
    if (proofs.size() != 1
        || proofs.getFirst().isBlank()
        || proofs.getFirst().length() > MOST_CHARACTERS) {
      // Every check refuses a text that is no proof.
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
