package org.liangzheng.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import org.liangzheng.api.identity.person.Sessions;
import org.liangzheng.api.web.ProblemAccessDenied;
import org.liangzheng.api.web.ProblemDocuments;
import org.liangzheng.api.web.ProblemEntryPoint;
import org.liangzheng.api.web.SecurityChains;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.PublicClientAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * The paths identity opens. The authorization server's chain is matched on the token and the
 * authorization endpoint alone: whatever else Spring's server could do is out of reach and falls to
 * the closed chain.
 */
@Configuration(proxyBeanMethods = false)
class IdentityChains {

  /**
   * Token and authorization endpoint. A person who is not signed in goes by way of the log-in page;
   * a request with a wrong program or address is answered here and goes nowhere.
   */
  @Bean
  @Order(100)
  SecurityFilterChain tokenChain(
      HttpSecurity http,
      StoredClients clients,
      CodeAuthorizations authorizations,
      AccessTokens tokens,
      TokenDoor door,
      AuthorizeCheck check,
      SessionCookie cookie,
      Sessions sessions,
      ProblemAuthorize refused,
      PossessionProofs proofs,
      Clock clock)
      throws Exception {
    return SecurityChains.bare(http)
        .securityMatcher(
            new OrRequestMatcher(
                matcher(HttpMethod.POST, Issuer.TOKEN_PATH),
                matcher(HttpMethod.GET, Issuer.AUTHORIZE_PATH)))
        .addFilterBefore(
            // Not a bean: the container would put it before every request.
            SessionFilter.forAuthorize(cookie, sessions, clock),
            AbstractPreAuthenticatedProcessingFilter.class)
        .exceptionHandling(handling ->
            handling.defaultAuthenticationEntryPointFor(
                new SignInEntryPoint(), matcher(HttpMethod.GET, Issuer.AUTHORIZE_PATH)))
        .with(
            new OAuth2AuthorizationServerConfigurer(),
            server ->
                server
                    .registeredClientRepository(clients)
                    .authorizationService(authorizations)
                    .tokenGenerator(tokens)
                    .authorizationServerSettings(
                        AuthorizationServerSettings.builder()
                            .tokenEndpoint(Issuer.TOKEN_PATH)
                            .authorizationEndpoint(Issuer.AUTHORIZE_PATH)
                            .build())
                    .clientAuthentication(authentication ->
                        authentication
                            .authenticationConverters(all -> {
                              all.clear();
                              all.add(door.converter());
                            })
                            .authenticationProviders(all -> {
                              all.clear();
                              all.add(door.provider());
                              all.add(
                                  new PublicClientAuthenticationProvider(clients, authorizations));
                            })
                            .errorResponseHandler(door.errors()))
                    .authorizationEndpoint(endpoint ->
                        endpoint
                            .authenticationProviders(all -> all.forEach(one -> check(one, check)))
                            .errorResponseHandler(refused))
                    .tokenEndpoint(endpoint ->
                        endpoint
                            .accessTokenRequestConverters(all -> {
                              all.clear();
                              all.add(new ClientCredentialsConverter(proofs));
                              all.add(new OAuth2AuthorizationCodeAuthenticationConverter());
                            })
                            .authenticationProviders(all ->
                                all.removeIf(grant ->
                                    !(grant instanceof OAuth2ClientCredentialsAuthenticationProvider
                                        || grant
                                            instanceof
                                            OAuth2AuthorizationCodeAuthenticationProvider)))
                            .errorResponseHandler(door.errors())))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .build();
  }

  /**
   * Spring Security would time each of its filters at each request; nobody reads that. Requests
   * themselves are counted and timed all the same.
   */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  @Order(110)
  SecurityFilterChain publishedChain(HttpSecurity http) throws Exception {
    return SecurityChains.bare(http)
        .securityMatcher(
            new OrRequestMatcher(
                matcher(HttpMethod.GET, PublishedController.METADATA_PATH),
                matcher(HttpMethod.GET, Issuer.KEYS_PATH)))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  /**
   * The API. A token that is presented must be good, also where none is needed; what it allows is
   * decided at the handler, by {@link AccessGate}.
   */
  @Bean
  @Order(120)
  SecurityFilterChain apiChain(
      HttpSecurity http,
      JwtDecoder accessTokens,
      PossessionProofs proofs,
      ProblemDocuments documents,
      ProblemEntryPoint unknown,
      ProblemAccessDenied denied)
      throws Exception {
    return SecurityChains.bare(http)
        .securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/v1/**"))
        .oauth2ResourceServer(server ->
            server
                .bearerTokenResolver(new DefaultBearerTokenResolver())
                .jwt(jwt ->
                    jwt.decoder(accessTokens)
                        .jwtAuthenticationConverter(
                            token -> new JwtAuthenticationToken(token, List.of())))
                .authenticationEntryPoint(unknown)
                .accessDeniedHandler(denied))
        .addFilterBefore(
            bound(proofs, accessTokens, new ProofRefusals(documents, unknown)),
            BearerTokenAuthenticationFilter.class)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(unknown).accessDeniedHandler(denied))
        .build();
  }

  /** Tokens that come with a proof of possession, as Spring's DPoP filter would take them. */
  private static AuthenticationFilter bound(
      PossessionProofs proofs, JwtDecoder accessTokens, ProofRefusals refusals) {
    AuthenticationManagerResolver<HttpServletRequest> checks =
        request -> shown -> proofs.authenticate(request, shown, accessTokens);
    AuthenticationFilter filter = new AuthenticationFilter(checks, proofs::read);
    filter.setRequestMatcher(PossessionProofs::isBound);
    filter.setSuccessHandler((_, _, _) -> {});
    filter.setFailureHandler(refusals);
    filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
    return filter;
  }

  private static void check(AuthenticationProvider provider, AuthorizeCheck check) {
    if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider codes) {
      codes.setAuthenticationValidator(check);
    }
  }

  private static PathPatternRequestMatcher matcher(HttpMethod method, String path) {
    return PathPatternRequestMatcher.withDefaults().matcher(method, path);
  }
}
