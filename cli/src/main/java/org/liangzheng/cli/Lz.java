package org.liangzheng.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.HouseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command line of Liangzheng: {@code lz}.
 *
 * <p>Exit codes 0 to 3 are verdicts and belong to {@code verify} alone; every other end of this
 * process is one of {@link ExitCode}, so that a fault of the program can never be read as an answer
 * about a file.
 */
@Command(
    name = "lz",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"亮证命令行：核验、密钥与演示。", "The command line of Liangzheng: verify, keys, demo."})
public final class Lz implements Runnable {
  @Spec @Nullable CommandSpec spec;

  private Lz() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    int code;
    try {
      Surroundings surroundings = ofThisProcess();
      code = commandLine(surroundings).execute(args);
      surroundings.err().flush();
      surroundings.out().flush();
      if (surroundings.out().checkError()) {
        // Half an answer is none: the reader went away or its disk is full.
        code = ExitCode.INTERNAL;
      }
    } catch (Throwable fault) {
      // The JVM would end with 1 here, which means INVALID.
      System.err.println(fault(fault));
      code = ExitCode.INTERNAL;
    }
    System.exit(code);
  }

  @HouseException(
      rule = "Time and randomness come in",
      reason = "this is where they come in: the one entry of the process")
  private static Surroundings ofThisProcess() {
    return new Surroundings(
        Clock.systemUTC(),
        new SecureRandom(),
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false),
        ConsolePrompt.ofThisProcess(),
        System.getenv());
  }

  /** Always UTF-8: answers are Chinese and JSON whatever the locale says. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** The command line with the house's exit codes; for {@link #main} and for tests. */
  static CommandLine commandLine(Surroundings surroundings) {
    CommandLine line =
        new CommandLine(new Lz())
            .addSubcommand(new VerifyCommand(surroundings))
            .addSubcommand(new DemoCommand(surroundings))
            .addSubcommand(
                new CommandLine(new KeysCommand())
                    .addSubcommand(new KeysVaultsCommand(surroundings))
                    .addSubcommand(new KeysCreateCommand(surroundings))
                    .addSubcommand(new KeysListCommand(surroundings))
                    .addSubcommand(new KeysGenerateCommand(surroundings))
                    .addSubcommand(new KeysCsrCommand(surroundings))
                    .addSubcommand(new KeysImportCommand(surroundings))
                    .addSubcommand(new KeysRotateCommand(surroundings))
                    .addSubcommand(new KeysRotateDataCommand(surroundings))
                    .addSubcommand(new KeysPresentationCommand(surroundings))
                    .addSubcommand(new KeysDestroyCommand(surroundings))
                    .addSubcommand(new KeysUsageCommand(surroundings))
                    .addSubcommand(new KeysSampleCommand(surroundings))
                    .addSubcommand(new KeysHealthCommand(surroundings))
                    .addSubcommand(new KeysAssertionCommand(surroundings))
                    .addSubcommand(
                        new CommandLine(new TrustCommand())
                            .addSubcommand(new TrustNextCommand(surroundings))
                            .addSubcommand(new TrustSignCommand(surroundings))
                            .addSubcommand(new TrustJoinCommand(surroundings))));
    line.setOut(surroundings.out());
    line.setErr(surroundings.err());
    line.setParameterExceptionHandler(Lz::usageFault);
    line.setExecutionExceptionHandler(Lz::failure);
    line.setExitCodeExceptionMapper(_ -> ExitCode.INTERNAL);
    return line;
  }

  /** Without a subcommand there is nothing to do: show what there is. */
  @Override
  public void run() {
    usage(spec);
  }

  /** Shows what a command without a task of its own has to offer. */
  static void usage(@Nullable CommandSpec spec) {
    CommandLine line = Optional.ofNullable(spec).orElseThrow().commandLine();
    line.usage(line.getOut());
  }

  private static int usageFault(CommandLine.ParameterException fault, String[] args) {
    CommandLine line = fault.getCommandLine();
    line.getErr()
        .println(
            "lz: 用法有误 wrong usage [usage] "
                + Plain.text(String.valueOf(fault.getMessage()))
                + "\n  → "
                + line.getCommandSpec().qualifiedName()
                + " --help");
    line.getErr().flush();
    return ExitCode.USAGE;
  }

  private static int failure(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    line.getOut().flush();
    if (failure instanceof CliProblem problem) {
      problem.print(line.getErr());
      return problem.exitCode();
    }
    line.getErr().println(fault(failure));
    line.getErr().flush();
    return ExitCode.INTERNAL;
  }

  /**
   * Names the class of the fault and no more: a message may quote the file that was read, and a
   * licence is personal data.
   */
  private static String fault(Throwable fault) {
    return "lz: 内部错误 internal fault [internal] " + fault.getClass().getName();
  }
}
