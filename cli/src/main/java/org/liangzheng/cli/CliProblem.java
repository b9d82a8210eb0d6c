package org.liangzheng.cli;

import java.io.PrintWriter;
import java.io.Serial;
import java.util.Locale;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.CustodyMessages;
import org.liangzheng.verifier.format.pack.PackFault;
import org.liangzheng.verifier.format.pack.PackText;

/** A failure with its code, sentences and next steps; ends the command. */
final class CliProblem extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String[] lines;

  private CliProblem(String code, int exitCode, String zh, String en, String next) {
    super(code);
    this.exitCode = exitCode;
    this.lines = new String[] {"lz: " + zh + " [" + code + "]", "    " + en, "  → " + next};
  }

  /** A fault of the command line itself about a file, folder or text. */
  static CliProblem of(CliFault fault, Object about) {
    String key = fault.code();
    String what = Plain.text(about.toString());
    return new CliProblem(
        key,
        fault.exitCode(),
        Words.ZH.text(key, what),
        Words.EN.text(key, what),
        Words.ZH.text(key + ".next", what) + " " + Words.EN.text(key + ".next", what));
  }

  /** A refused evidence pack; it is used for nothing. */
  static CliProblem of(PackFault fault) {
    PackText zh = PackText.in(Locale.CHINESE);
    PackText en = PackText.in(Locale.ENGLISH);
    return new CliProblem(
        fault.name(),
        CliFault.PACK_REFUSED.exitCode(),
        zh.sentence(fault),
        en.sentence(fault),
        zh.next(fault) + " " + en.next(fault));
  }

  /** A failure of custody. */
  static CliProblem of(CustodyException failure) {
    CustodyMessages zh = CustodyMessages.in(Locale.CHINESE);
    CustodyMessages en = CustodyMessages.in(Locale.ENGLISH);
    return new CliProblem(
        failure.code().code(),
        exitCode(failure.code()),
        zh.sentence(failure),
        en.sentence(failure),
        zh.nextStep(failure) + " " + en.nextStep(failure));
  }

  /** What an operator can do about it decides: another file, other data, or wait and repair. */
  private static int exitCode(CustodyCode code) {
    return switch (code) {
      case KEY_STORE_ABSENT, PIN_FILE_REFUSED, LIBRARY_ABSENT -> ExitCode.NO_INPUT;
      case KEY_ABSENT,
          SUITE_REFUSED,
          PURPOSE_REFUSED,
          CAPABILITY_MISSING,
          DUPLICATE_LABEL,
          CERTIFICATE_REFUSED,
          INDEX_POOL_EXHAUSTED,
          INDEX_TAKEN,
          KEY_AMBIGUOUS,
          TOKEN_FULL,
          KEY_STORE_EXISTS ->
          ExitCode.DATA;
      default -> ExitCode.UNAVAILABLE;
    };
  }

  int exitCode() {
    return exitCode;
  }

  void print(PrintWriter err) {
    for (String line : lines) {
      err.println(line);
    }
    err.flush();
  }
}
