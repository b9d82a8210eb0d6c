package org.liangzheng.api.presentation.scan;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.point.PlaceKind;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeText;

/** Sentences and next steps of scans. */
final class Reasons {
  /** Faults of what was read, not of one of our codes. */
  private static final Set<CodeFault> UNREADABLE =
      EnumSet.of(
          CodeFault.CODE_EMPTY,
          CodeFault.CODE_WEB_ADDRESS,
          CodeFault.CODE_FOREIGN,
          CodeFault.CODE_TOO_LARGE,
          CodeFault.CODE_DOUBLED,
          CodeFault.CODE_TRUNCATED,
          CodeFault.CODE_MALFORMED,
          CodeFault.CODE_VERSION_UNKNOWN,
          CodeFault.CODE_KIND_UNKNOWN,
          CodeFault.CODE_CRITICAL_UNKNOWN,
          CodeFault.CODE_ALGORITHM_UNKNOWN);

  private Reasons() {}

  static Scan.State outcome(CodeFault fault) {
    return UNREADABLE.contains(fault) ? Scan.State.UNREADABLE : Scan.State.NOT_CHECKED;
  }

  static ScanAnswer.Told told(CodeFault fault) {
    return new ScanAnswer.Told(
        fault.name(),
        CodeText.in(Locale.CHINESE).sentence(fault),
        CodeText.in(Locale.ENGLISH).sentence(fault));
  }

  static Said next(CodeFault fault) {
    return new Said(
        CodeText.in(Locale.CHINESE).next(fault), CodeText.in(Locale.ENGLISH).next(fault));
  }

  static ScanAnswer.Told told(ScanReason reason, String... arguments) {
    return told(reason.name(), List.of(arguments));
  }

  static Said next(ScanReason reason) {
    return next(reason.name(), List.of());
  }

  static ScanAnswer.Told told(String code, List<String> arguments) {
    Said said = Sentences.of(Reasons.class).say("reason." + code, arguments);
    return new ScanAnswer.Told(code, said.zh(), said.en());
  }

  static Said next(String code, List<String> arguments) {
    return Sentences.of(Reasons.class).say("reason." + code + ".next", arguments);
  }

  /** A kind of place in words. */
  static Said place(PlaceKind kind) {
    return Sentences.of(Reasons.class).say("place." + kind, List.of());
  }

  /** The sentence of a stored reason for lists; arguments are not kept, so it may be shorter. */
  static ScanAnswer.Told listed(String code) {
    for (CodeFault fault : CodeFault.values()) {
      if (fault.name().equals(code)) {
        return told(fault);
      }
    }
    Said said =
        Sentences.of(Reasons.class)
            .find("short." + code, List.of())
            .or(() -> Sentences.of(Reasons.class).find("reason." + code, List.of()))
            .orElse(new Said(code, code));
    return new ScanAnswer.Told(code, said.zh(), said.en());
  }
}
