package org.liangzheng.api.trust;

import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.api.web.Problem;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** A service that trusts nobody refuses to start. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class TrustStart implements ApplicationRunner {
  private final TrustDirectory directory;

  TrustStart(TrustDirectory directory) {
    this.directory = directory;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    try {
      if (directory.find().isEmpty()) {
        throw new StartupProblem(StartupFailure.TRUST_MISSING);
      }
    } catch (Problem refused) {
      throw new StartupProblem(
          StartupFailure.TRUST_REFUSED,
          java.util.List.of(
              refused.getCause() == null ? refused.code().code() : refused.getCause().getMessage()),
          java.util.List.of(),
          refused);
    }
  }
}
