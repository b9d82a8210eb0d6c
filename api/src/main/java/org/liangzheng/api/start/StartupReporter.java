package org.liangzheng.api.start;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says a known failure in a few lines in place of a stack trace. What is not known is left to
 * Spring Boot's own report, so that nothing is hidden. Registered in {@code
 * META-INF/spring.factories}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartupReporter implements SpringBootExceptionReporter {

  private final @Nullable ConfigurableApplicationContext context;

  public StartupReporter(@Nullable ConfigurableApplicationContext context) {
    this.context = context;
  }

  @Override
  public boolean reportException(Throwable failure) {
    StartupProblem problem =
        StartupFailures.recognise(failure, context == null ? null : context.getEnvironment());
    if (problem.failure() == StartupFailure.UNKNOWN) {
      return false;
    }
    System.err.print(StartupFailures.text(problem));
    return true;
  }
}
