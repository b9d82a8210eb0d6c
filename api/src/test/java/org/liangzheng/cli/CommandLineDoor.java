package org.liangzheng.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

/** Lets tests of the service run the command line in their own process. */
public final class CommandLineDoor {
  private CommandLineDoor() {}

  /** How a command ended. */
  public record Ended(int code, String out, String err) {}

  /** Runs {@code lz} with a state folder of the test's own. */
  public static Ended run(Path state, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            Clock.systemUTC(),
            new SecureRandom(),
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            Prompt.NOBODY,
            Map.of("LZ_STATE_HOME", state.toString()));
    int code =
        Lz.commandLine(surroundings)
            .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }
}
