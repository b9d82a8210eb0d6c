package org.liangzheng.api.identity;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.person.Session;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** Makes access tokens as RFC 9068 has them, with the authority the client acts for. */
final class AccessTokens implements OAuth2TokenGenerator<Jwt> {

  /** What marks an access token among JWTs (RFC 9068 §2.1). */
  static final String TYPE = "at+jwt";

  static final String AUDIENCE = "liangzheng-api";

  /** Claim: USCC of the authority; absent in the token of a holder. */
  static final String AUTHORITY = "authority";

  /**
   * Claim: the grant a person's token comes from, asked at each call; a machine's token has none.
   * The claims {@code acr} and {@code auth_time} beside it are for others to read (RFC 9068
   * §2.2.1).
   */
  static final String GRANT = "grant";

  /** Claim (RFC 7800) and member (RFC 8705 §3.1): the certificate that has to come with it. */
  static final String CONFIRMATION = "cnf";

  static final String THUMBPRINT = "x5t#S256";

  /** Member of {@link #CONFIRMATION} (RFC 9449 §6.1): the key whose proof has to come with it. */
  static final String KEY_THUMBPRINT = "jkt";

  /** Setting of a client: the thumbprint of the key its tokens are bound to. */
  static final String POINT_KEY = "point-key";

  private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final JwtEncoder encoder;
  private final Issuer issuer;
  private final Ids ids;
  private final Clock clock;

  AccessTokens(JwtEncoder encoder, Issuer issuer, Ids ids, Clock clock) {
    this.encoder = encoder;
    this.issuer = issuer;
    this.ids = ids;
    this.clock = clock;
  }

  /** RFC 9068 §2.2.3: one string, separated by blanks. */
  static List<String> scopes(Jwt token) {
    String scope = Objects.requireNonNullElse(token.getClaimAsString("scope"), "");
    return scope.isEmpty() ? List.of() : List.of(scope.split(" "));
  }

  @Override
  public @Nullable Jwt generate(OAuth2TokenContext context) {
    if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
      return null;
    }
    RegisteredClient client = Objects.requireNonNull(context.getRegisteredClient());
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    JwtClaimsSet.Builder builder = subject(context, client);
    certificate(context).ifPresent(one -> builder.claim(CONFIRMATION, Map.of(THUMBPRINT, one)));
    proofKey(context, client)
        .ifPresent(one -> builder.claim(CONFIRMATION, Map.of(KEY_THUMBPRINT, one)));
    JwtClaimsSet claims =
        builder
            .issuer(issuer.value())
            .claim("client_id", client.getClientId())
            .claim("aud", AUDIENCE)
            .claim("scope", String.join(" ", context.getAuthorizedScopes()))
            .issuedAt(now)
            .expiresAt(now.plus(client.getTokenSettings().getAccessTokenTimeToLive()))
            .id(ids.next().toString())
            .build();
    try {
      return encoder.encode(
          JwtEncoderParameters.from(
              JwsHeader.with(SignatureAlgorithm.ES256).type(TYPE).build(), claims));
    } catch (Problem | DataAccessException failed) {
      LOG.error("an access token could not be signed", failed);
      throw TokenRefused.unavailable(failed, PAUSE);
    }
  }

  /**
   * The key of the proof that came with the request: a verifier point's own. Others are not bound
   * to keys, so a proof of theirs is refused and not passed over.
   */
  private static Optional<String> proofKey(OAuth2TokenContext context, RegisteredClient client) {
    Jwt proof = context.get(OAuth2TokenContext.DPOP_PROOF_KEY);
    String own = client.getClientSettings().getSetting(POINT_KEY);
    try {
      String shown = proof == null ? null : PossessionProofs.keyOfProof(proof).thumbprint();
      if (!Objects.equals(shown, own)) {
        throw TokenRefused.proof(client.getClientId());
      }
      return Optional.ofNullable(shown);
    } catch (MalformedException otherKey) {
      throw TokenRefused.proof(client.getClientId());
    }
  }

  /** The thumbprint of the certificate that the client has shown. */
  private static Optional<String> certificate(OAuth2TokenContext context) {
    return context.getAuthorizationGrant() != null
            && context.<Authentication>getAuthorizationGrant().getPrincipal()
                instanceof OAuth2ClientAuthenticationToken who
            && who.getCredentials() instanceof X509Certificate certificate
        ? Optional.of(ClientCertificates.thumbprint(certificate))
        : Optional.empty();
  }

  /** Whose it is: a machine is its own subject, a person is named by its account. */
  private static JwtClaimsSet.Builder subject(OAuth2TokenContext context, RegisteredClient client) {
    JwtClaimsSet.Builder claims = JwtClaimsSet.builder();
    if (!AuthorizationGrantType.AUTHORIZATION_CODE.equals(context.getAuthorizationGrantType())) {
      String authority =
          Objects.requireNonNull(client.getClientSettings().<String>getSetting(AUTHORITY));
      return claims.subject(client.getClientId()).claim(AUTHORITY, authority);
    }
    OAuth2Authorization authorization = Objects.requireNonNull(context.getAuthorization());
    if (!(context.getPrincipal() instanceof SignedIn person)
        || !(authorization.getAttribute(CodeAuthorizations.GRANT) instanceof UUID grant)) {
      throw new IllegalStateException("a person's token comes from a grant");
    }
    Session session = person.session();
    session.acting().ifPresent(authority -> claims.claim(AUTHORITY, authority.value()));
    return claims
        .subject(session.account().toString())
        .claim(GRANT, grant.toString())
        .claim("acr", session.assurance().name())
        .claim("auth_time", session.authenticatedAt().getEpochSecond());
  }
}
