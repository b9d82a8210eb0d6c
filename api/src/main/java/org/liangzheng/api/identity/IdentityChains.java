package org.liangzheng.api.identity;

import java.util.List;
import org.liangzheng.api.web.ProblemAccessDenied;
import org.liangzheng.api.web.ProblemEntryPoint;
import org.liangzheng.api.web.SecurityChains;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * The paths identity opens. The authorization server's chain is matched on the token endpoint
 * alone: whatever else Spring's server could do is out of reach and falls to the closed chain.
 */
@Configuration(proxyBeanMethods = false)
class IdentityChains {

  @Bean
  @Order(100)
  SecurityFilterChain tokenChain(
      HttpSecurity http, StoredClients clients, AccessTokens tokens, TokenDoor door)
      throws Exception {
    return SecurityChains.bare(http)
        .securityMatcher(matcher(HttpMethod.POST, Issuer.TOKEN_PATH))
        .with(
            new OAuth2AuthorizationServerConfigurer(),
            server ->
                server
                    .registeredClientRepository(clients)
                    .authorizationService(new NoAuthorizations())
                    .tokenGenerator(tokens)
                    .authorizationServerSettings(
                        AuthorizationServerSettings.builder()
                            .tokenEndpoint(Issuer.TOKEN_PATH)
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
                            })
                            .errorResponseHandler(door.errors()))
                    .tokenEndpoint(endpoint ->
                        endpoint
                            .accessTokenRequestConverters(all -> {
                              all.clear();
                              all.add(new ClientCredentialsConverter());
                            })
                            .authenticationProviders(all ->
                                all.removeIf(grant ->
                                    !(grant
                                        instanceof OAuth2ClientCredentialsAuthenticationProvider)))
                            .errorResponseHandler(door.errors())))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .build();
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
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(unknown).accessDeniedHandler(denied))
        .build();
  }

  private static PathPatternRequestMatcher matcher(HttpMethod method, String path) {
    return PathPatternRequestMatcher.withDefaults().matcher(method, path);
  }
}
