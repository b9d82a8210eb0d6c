package org.liangzheng.api.web;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * What holds before anybody grants anything: a request that no other chain claims is refused.
 * Features open their paths with chains of their own, ordered between the two below.
 */
@Configuration(proxyBeanMethods = false)
class SecurityFloor {

  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 100;

  /** Spring Security's firewall, with its own rule for headers in a form that costs little. */
  @Bean
  HttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderNames(HeaderText::isName);
    firewall.setAllowedHeaderValues(HeaderText::isValue);
    return firewall;
  }

  /** Health and metrics answer on the management port, which listens on the loopback. */
  @Bean
  @Order(FIRST)
  SecurityFilterChain managementChain(HttpSecurity http) throws Exception {
    return SecurityChains.bare(http)
        .securityMatcher(EndpointRequest.toAnyEndpoint())
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SecurityFilterChain closedChain(
      HttpSecurity http, ProblemEntryPoint unknown, ProblemAccessDenied denied) throws Exception {
    return SecurityChains.bare(http)
        .authorizeHttpRequests(requests ->
            requests
                // The container coming back to say what already went wrong.
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .anyRequest()
                .denyAll())
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(unknown).accessDeniedHandler(denied))
        .build();
  }
}
