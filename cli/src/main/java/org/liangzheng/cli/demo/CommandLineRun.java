package org.liangzheng.cli.demo;

import java.nio.file.Path;
import java.util.List;

/** The command line itself, run in this process as somebody would type it. */
public interface CommandLineRun {
  /**
   * How a command ended.
   *
   * @param code exit code
   */
  record Ended(int code, String out, String err) {}

  /**
   * Runs a command.
   *
   * @param memory folder of what the command line remembers
   */
  Ended run(Path memory, List<String> arguments);
}
