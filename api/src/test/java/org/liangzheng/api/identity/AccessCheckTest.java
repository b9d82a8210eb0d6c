package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.liangzheng.api.web.PublicAccess;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A handler that does not say who may call it keeps the service from starting. */
class AccessCheckTest {

  @RestController
  static class Silent {
    @GetMapping("/silent")
    void silent() {}
  }

  @RestController
  static class Both {
    @Access(scope = Scope.LICENCE_READ)
    @PublicAccess
    @GetMapping("/both")
    void both() {}
  }

  @RestController
  static class AsksWhoWithoutChecking {
    @PublicAccess
    @GetMapping("/asks")
    void asks(Caller caller) {}
  }

  @RestController
  static class NarrowerThanItsScope {
    @Access(scope = Scope.LICENCE_READ)
    @GetMapping("/narrow")
    void narrow(Caller.Machine caller) {}
  }

  @RestController
  static class Clear {
    @Access(scope = Scope.LICENCE_READ)
    @GetMapping("/guarded")
    void guarded(Caller caller) {}

    @Access(scope = Scope.LICENCE_READ)
    @GetMapping("/narrower")
    void narrower(Caller.OfAuthority caller) {}

    @PublicAccess
    @GetMapping("/open")
    void open() {}
  }

  private static void start(Class<?> controller) {
    try (StaticApplicationContext context = new StaticApplicationContext()) {
      context.registerSingleton("controller", controller);
      context.refresh();
      RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
      mapping.setApplicationContext(context);
      mapping.afterPropertiesSet();
      context.getBeanFactory().registerSingleton("mapping", mapping);
      new AccessCheck(context.getBeanProvider(RequestMappingHandlerMapping.class))
          .afterSingletonsInstantiated();
    }
  }

  @Test
  void refusesToStart() {
    for (Class<?> unclear :
        new Class<?>[] {
          Silent.class, Both.class, AsksWhoWithoutChecking.class, NarrowerThanItsScope.class
        }) {
      assertThatThrownBy(() -> start(unclear))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(unclear.getSimpleName());
    }
  }

  @Test
  void startsWhenAllIsSaid() {
    assertThatCode(() -> start(Clear.class)).doesNotThrowAnyException();
  }
}
