package org.liangzheng.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line of Liangzheng: {@code lz}.
 *
 * <p>Exit codes 0 to 3 are verdicts and belong to {@code verify} alone; every other end of this
 * process is 64 (usage), 66 (no such file), 69 (not built) or 70 (internal), so that a fault of the
 * program can never be read as an answer about a file.
 */
@Command(
    name = "lz",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"亮证命令行：核验与密钥。", "The command line of Liangzheng: verify, keys."})
public final class Lz implements Runnable {
  private Lz() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line with the house's exit codes; for {@link #main} and for tests. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Lz());
    line.setExecutionExceptionHandler(Lz::internalFault);
    line.setExitCodeExceptionMapper(failure -> ExitCode.INTERNAL);
    line.getCommandSpec().exitCodeOnInvalidInput(ExitCode.USAGE);
    line.getCommandSpec().exitCodeOnExecutionException(ExitCode.INTERNAL);
    line.getSubcommands()
        .values()
        .forEach(subcommand ->
            subcommand
                .getCommandSpec()
                .exitCodeOnInvalidInput(ExitCode.USAGE)
                .exitCodeOnExecutionException(ExitCode.INTERNAL));
    return line;
  }

  /** Without a subcommand there is nothing to do: show what there is. */
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /**
   * Names the class of the fault and no more: a message may quote the file that was read, and a
   * licence is personal data.
   */
  private static int internalFault(
      Exception fault, CommandLine line, CommandLine.ParseResult parsed) {
    line.getErr().println("lz: 内部错误 internal fault [internal] " + fault.getClass().getName());
    return ExitCode.INTERNAL;
  }
}
