package org.liangzheng.api.web.page;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a browser asked for, also where the container has sent the request on to say what failed.
 */
final class Asked {
  private Asked() {}

  static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String first
        ? first
        : request.getRequestURI();
  }

  static @Nullable String query(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) == null) {
      return request.getQueryString();
    }
    return request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING) instanceof String query
        ? query
        : null;
  }
}
