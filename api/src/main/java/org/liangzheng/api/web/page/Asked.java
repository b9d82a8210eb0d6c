package org.liangzheng.api.web.page;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a browser asked for, also where the container has sent the request on to say what failed.
 */
final class Asked {
  private Asked() {}

  /** Its path, fit for a link: browsers take two slashes for the beginning of another host. */
  static String path(HttpServletRequest request) {
    String path =
        request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String first
            ? first
            : request.getRequestURI();
    return path.startsWith("//") ? "/" : path;
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
