package org.liangzheng.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request an opaque identifier: in the answer's {@code Request-Id} header, in problem
 * documents and in each log line. One sent by the caller is not taken over; it could say anything.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestId extends OncePerRequestFilter {

  /** Of the answer. */
  public static final String HEADER = "Request-Id";

  private static final String ATTRIBUTE = RequestId.class.getName();
  private static final String LOG_KEY = "request";
  private static final String NONE = new UUID(0, 0).toString();

  private final Ids ids;

  RequestId(Ids ids) {
    this.ids = ids;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Object given = request.getAttribute(ATTRIBUTE);
    String id = given instanceof String text ? text : ids.next().toString();
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(HEADER, id);
    try (MDC.MDCCloseable closing = MDC.putCloseable(LOG_KEY, id)) {
      Objects.requireNonNull(closing);
      chain.doFilter(request, response);
    }
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  /** The request's identifier; all zeros for one that never reached this filter. */
  static String of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : NONE;
  }

  /** The identifier of the request this thread works on; all zeros outside one. */
  public static String current() {
    return Objects.requireNonNullElse(MDC.get(LOG_KEY), NONE);
  }
}
