package org.liangzheng.testkit.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.thetaphi.forbiddenapis.Checker;
import de.thetaphi.forbiddenapis.Logger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The build's own list of forbidden calls, run on a planted class: each call is caught. */
class ForbiddenApisTest {
  private static final Path ROOT = Path.of(System.getProperty("house.root"));

  @Test
  void planted_calls_are_caught() throws Exception {
    assertThat(violations(Planted.class))
        .anySatisfy(line -> assertThat(line).contains("java.time.Instant#now()"))
        .anySatisfy(line -> assertThat(line).contains("java.lang.System#currentTimeMillis()"))
        .anySatisfy(line -> assertThat(line).contains("java.lang.Math#random()"))
        .anySatisfy(line -> assertThat(line).contains("java.util.UUID#randomUUID()"))
        .anySatisfy(line -> assertThat(line).contains("java.lang.String#<init>(byte[])"))
        .anySatisfy(line -> assertThat(line).contains("java.lang.String#toLowerCase()"))
        .anySatisfy(line -> assertThat(line).contains("XMLInputFactory#newInstance()"));
  }

  @Test
  void a_class_without_such_calls_passes() throws Exception {
    assertThat(violations(Clean.class)).isEmpty();
  }

  /** Every signature of the list must name something that exists, or it would watch nothing. */
  private static List<String> violations(Class<?> planted) throws Exception {
    List<String> errors = new ArrayList<>();
    Checker checker =
        new Checker(
            collecting(errors),
            planted.getClassLoader(),
            Checker.Option.FAIL_ON_UNRESOLVABLE_SIGNATURES);
    for (String bundled : bundledSignatures()) {
      checker.addBundledSignatures(bundled, "25");
    }
    checker.parseSignaturesFile(ROOT.resolve("config/forbidden-apis.txt").toFile());
    String file = planted.getName().replace('.', '/') + ".class";
    try (InputStream bytes = planted.getClassLoader().getResourceAsStream(file)) {
      checker.streamReadClassToCheck(bytes, file);
    }
    checker.run();
    return errors;
  }

  private static List<String> bundledSignatures() throws IOException {
    List<String> names =
        Pattern.compile("<bundledSignature>(.+?)</bundledSignature>")
            .matcher(Files.readString(ROOT.resolve("pom.xml"), UTF_8))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertThat(names).contains("jdk-unsafe", "jdk-deprecated");
    return names;
  }

  private static Logger collecting(List<String> errors) {
    return new Logger() {
      @Override
      public void error(String message) {
        errors.add(message);
      }

      @Override
      public void warn(String message) {
        errors.add(message);
      }

      @Override
      public void info(String message) {}

      @Override
      public void debug(String message) {}
    };
  }

  /** Takes its time from outside. */
  record Clean(Clock clock) {
    Instant time() {
      return clock.instant();
    }
  }
}
