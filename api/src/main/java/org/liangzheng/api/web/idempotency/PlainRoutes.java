package org.liangzheng.api.web.idempotency;

import java.util.List;

/**
 * Routes of one feature that are {@link NothingOutside}; a bean of the feature.
 *
 * @param routes each as of {@link RecoverableRoute#route}
 */
public record PlainRoutes(List<String> routes) {

  public PlainRoutes {
    routes = List.copyOf(routes);
  }

  public static PlainRoutes of(String... routes) {
    return new PlainRoutes(List.of(routes));
  }
}
