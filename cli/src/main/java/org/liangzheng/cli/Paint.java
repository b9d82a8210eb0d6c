package org.liangzheng.cli;

import org.liangzheng.verifier.report.Verdict;

/** Colour on a terminal, nothing elsewhere; NO_COLOR (no-color.org) and TERM=dumb are respected. */
record Paint(boolean on) {
  static Paint of(Surroundings surroundings) {
    return new Paint(
        surroundings.terminal()
            && surroundings.variable("NO_COLOR").isEmpty()
            && !surroundings.variable("TERM").orElse("dumb").equals("dumb"));
  }

  String verdict(Verdict verdict, String text) {
    return paint(
        switch (verdict) {
          case VALID -> "1;32";
          case INVALID -> "1;31";
          case UNREADABLE -> "31";
          case NOT_IN_FORCE -> "1;33";
          case UNKNOWN, VALID_PARTIAL -> "33";
        },
        text);
  }

  String bold(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  String good(String text) {
    return paint("32", text);
  }

  String bad(String text) {
    return paint("31", text);
  }

  String open(String text) {
    return paint("33", text);
  }

  private String paint(String code, String text) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
