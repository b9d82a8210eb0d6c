package org.liangzheng.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.testkit.TestWorld;

/** Runs commands in this process, at a fixed time, with a state folder of the test's own. */
final class Shell {
  private final Map<String, String> environment = new HashMap<>();
  private Clock clock = Clock.fixed(TestWorld.NOW, ZoneOffset.UTC);
  private boolean terminal;
  private Prompt prompt = Prompt.NOBODY;

  Shell(Path state) {
    environment.put("LZ_STATE_HOME", state.toString());
    environment.put("TERM", "xterm");
  }

  Shell at(Instant instant) {
    this.clock = Clock.fixed(instant, ZoneOffset.UTC);
    return this;
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Stands for any fault of the program; its text quotes a file. */
  Shell withFailingClock() {
    this.clock =
        new Clock() {
          @Override
          public Instant instant() {
            throw new IllegalStateException("营业执照 in pieces");
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    return this;
  }

  /** Somebody who gives these answers, one after the other. */
  Shell answering(String... answers) {
    Iterator<String> next = List.of(answers).iterator();
    this.prompt =
        new Prompt() {
          @Override
          public Optional<String> line(String question) {
            return next.hasNext() ? Optional.of(next.next()) : Optional.empty();
          }

          @Override
          public Optional<char[]> secret(String question) {
            return line(question).map(String::toCharArray);
          }
        };
    return this;
  }

  Shell onTerminal() {
    this.terminal = true;
    return this;
  }

  /** How a command ended. */
  record Ended(int code, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  Ended run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            clock,
            new SecureRandom(),
            new PrintWriter(out),
            new PrintWriter(err),
            terminal,
            prompt,
            environment);
    int code =
        Lz.commandLine(surroundings)
            .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }
}
