package org.liangzheng.api.identity;

import java.util.Arrays;
import java.util.List;
import org.liangzheng.api.web.PublicAccess;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Keeps the service from starting when a handler does not say who may call it. */
final class AccessCheck implements SmartInitializingSingleton {

  private static final String HOUSE = "org.liangzheng.";

  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  AccessCheck(ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<String> unclear =
        mappings.stream()
            .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
            // A library's handler cannot say it; AccessGate refuses it unless it was opened.
            .filter(method -> method.getBeanType().getName().startsWith(HOUSE))
            .filter(method -> !isClear(method))
            .map(HandlerMethod::toString)
            .sorted()
            .toList();
    if (!unclear.isEmpty()) {
      throw new IllegalStateException(
          "each handler carries either @Access or @PublicAccess, and takes a Caller only with"
              + " @Access and of a type that all who may hold its scope have: "
              + unclear);
    }
  }

  private static boolean isClear(HandlerMethod method) {
    Access access = method.getMethodAnnotation(Access.class);
    boolean guarded = access != null;
    boolean open = method.hasMethodAnnotation(PublicAccess.class);
    List<Class<?>> asked =
        Arrays.stream(method.getMethod().getParameterTypes())
            .filter(Caller.class::isAssignableFrom)
            .toList();
    return guarded != open
        && (access == null
            ? asked.isEmpty()
            : asked.stream()
                .allMatch(type ->
                    access.scope().kinds().stream()
                        .allMatch(kind -> type.isAssignableFrom(kind.type()))));
  }
}
