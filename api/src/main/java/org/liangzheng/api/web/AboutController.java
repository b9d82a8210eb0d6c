package org.liangzheng.api.web;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what answers here and what time it thinks it is: public, for set-up and time checks. */
@RestController
class AboutController {

  static final String PATH = "/v1/about";

  private final Clock clock;

  AboutController(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param version of the program; {@code development} when not run from a built jar
   * @param time UTC, to the second
   */
  record About(String name, String version, Instant time) {}

  @PublicAccess
  @GetMapping(PATH)
  About about() {
    return new About(
        "Liangzheng 亮证",
        Objects.requireNonNullElse(
            AboutController.class.getPackage().getImplementationVersion(), "development"),
        clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }
}
