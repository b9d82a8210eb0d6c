package org.liangzheng.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line takes from outside, so that tests can bring their own.
 *
 * @param out answers; nothing else is written there
 * @param err everything else
 * @param terminal whether a person watches
 * @param prompt asks that person
 * @param environment variables
 */
record Surroundings(
    Clock clock,
    SecureRandom random,
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    Prompt prompt,
    Map<String, String> environment) {
  Surroundings {
    environment = Map.copyOf(environment);
  }

  /** A variable that is set and not blank. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** State folder of the service: the option, LZ_HOME, or ./var. */
  Path serviceHome(Optional<Path> option) {
    return option.orElseGet(() -> Path.of(variable("LZ_HOME").orElse("var")));
  }
}
