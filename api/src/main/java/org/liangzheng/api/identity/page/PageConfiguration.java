package org.liangzheng.api.identity.page;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.liangzheng.api.identity.SessionCookie;
import org.liangzheng.api.identity.SessionFilter;
import org.liangzheng.api.identity.SignInEntryPoint;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Sessions;
import org.liangzheng.api.web.BodyLimit;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemDocuments;
import org.liangzheng.api.web.SecurityChains;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.csrf.CsrfFilter;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FederationSettings.class)
class PageConfiguration {
  private static final long FORM = 16 * 1024;

  @Bean
  CsrfCookie csrfCookie(SessionCookie cookie) {
    return new CsrfCookie(cookie);
  }

  /** Log-in page and account pages: a cookie, and therefore a token in every form. */
  @Bean
  @Order(115)
  SecurityFilterChain pageChain(
      HttpSecurity http,
      SessionCookie cookie,
      Sessions sessions,
      Accounts accounts,
      CsrfCookie csrf,
      Clock clock)
      throws Exception {
    SignInEntryPoint signIn = SignInEntryPoint.forPages(cookie);
    return SecurityChains.bare(http)
        .securityMatcher(
            "/",
            "/login",
            "/login/**",
            "/logout",
            "/account",
            "/account/**",
            "/me",
            "/me/**",
            "/counter",
            "/counter/**",
            "/app/**")
        .csrf(tokens -> formTokens(tokens, csrf))
        .addFilterBefore(
            SessionFilter.forPages(cookie, sessions, clock),
            AbstractPreAuthenticatedProcessingFilter.class)
        .addFilterBefore(new OwnPages(), AuthorizationFilter.class)
        .addFilterBefore(new KeptChoices(accounts), AuthorizationFilter.class)
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers("/account", "/account/**", "/me", "/me/**", "/logout")
                .authenticated()
                .anyRequest()
                .permitAll())
        .exceptionHandling(handling ->
            handling
                .authenticationEntryPoint(signIn)
                // An old form, or a forged one: nothing was done; begin again.
                .accessDeniedHandler((_, response, _) -> {
                  response.setStatus(303);
                  response.setHeader("Location", SignInEntryPoint.PAGE + "?again");
                }))
        .build();
  }

  /**
   * The calls that own pages make: the person of the session, with the form token in the header
   * {@code X-CSRF-TOKEN} for what changes something. With an {@code Authorization} header, or
   * without the cookie, the API's chain takes over. What the caller may do is decided at the
   * handler, as everywhere.
   */
  @Bean
  @Order(117)
  SecurityFilterChain ownCallsChain(
      HttpSecurity http,
      SessionCookie cookie,
      Sessions sessions,
      CsrfCookie csrf,
      ProblemDocuments documents,
      Clock clock)
      throws Exception {
    return SecurityChains.bare(http)
        .securityMatcher(request -> isOwnCall(request, cookie))
        .csrf(tokens -> formTokens(tokens, csrf))
        .addFilterBefore(new SameOrigin(documents), CsrfFilter.class)
        .addFilterBefore(
            SessionFilter.forPages(cookie, sessions, clock),
            AbstractPreAuthenticatedProcessingFilter.class)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .exceptionHandling(handling ->
            handling.accessDeniedHandler((request, response, _) ->
                documents.write(new Problem(PageProblem.FORM_TOKEN_WRONG), request, response)))
        .build();
  }

  private static void formTokens(CsrfConfigurer<HttpSecurity> tokens, CsrfCookie csrf) {
    tokens
        .csrfTokenRepository(csrf)
        // A new token at each call would end the one of the page that calls, and of every other
        // page that is open; signing in and out makes a new one (BrowserSessions).
        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy());
  }

  private static boolean isOwnCall(HttpServletRequest request, SessionCookie cookie) {
    String path = request.getRequestURI();
    return (path.startsWith("/v1/holder/")
            || path.equals("/v1/presentations")
            || path.startsWith("/v1/presentations/"))
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
        && cookie.read(request).isPresent();
  }

  @Bean
  BodyLimit signInLimit() {
    return new BodyLimit("/login/**", FORM);
  }

  @Bean
  BodyLimit accountLimit() {
    return new BodyLimit("/account/**", FORM);
  }
}
