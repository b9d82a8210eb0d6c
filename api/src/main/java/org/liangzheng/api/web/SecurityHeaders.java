package org.liangzheng.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;

/**
 * Headers of every answer: none is stored, framed, sniffed or run. Written when an answer is about
 * to leave and only where it does not say otherwise itself, so that a page can bring its own policy
 * and a public file its own life.
 */
@Configuration(proxyBeanMethods = false)
class SecurityHeaders {

  static final Map<String, String> HEADERS = headers();

  private static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put(
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cache-Control", "no-store");
    return headers;
  }

  /** Outside every other filter but the one that names the request: refusals have them, too. */
  @Bean
  FilterRegistrationBean<HeaderWriterFilter> securityHeadersFilter() {
    HeaderWriter absent = SecurityHeaders::writeAbsent;
    FilterRegistrationBean<HeaderWriterFilter> registration =
        new FilterRegistrationBean<>(
            new HeaderWriterFilter(List.of(absent, new HstsHeaderWriter())));
    registration.setName("securityHeaders");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  private static void writeAbsent(HttpServletRequest request, HttpServletResponse response) {
    writeAbsent(response);
  }

  static void writeAbsent(HttpServletResponse response) {
    HEADERS.forEach((name, value) -> {
      if (!response.containsHeader(name)) {
        response.setHeader(name, value);
      }
    });
  }
}
