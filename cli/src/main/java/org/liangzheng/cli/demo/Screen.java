package org.liangzheng.cli.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** What is said on the terminal. */
public final class Screen {
  private static final String CLEAR = "\r\u001b[2K";

  private final PrintWriter out;
  private final boolean terminal;
  private final boolean colour;
  private final List<DemoWords> words;

  /**
   * In some languages.
   *
   * @param terminal whether a person watches: then one line shows how far a long step is
   * @param language zh, en, or something else for both
   */
  public Screen(PrintWriter out, boolean terminal, boolean colour, String language) {
    this.out = out;
    this.terminal = terminal;
    this.colour = colour;
    this.words = DemoWords.of(language);
  }

  /** A line of its own. */
  void say(String key, Object... arguments) {
    line(text(key, arguments));
  }

  /** A heading. */
  void heading(String key, Object... arguments) {
    line("");
    strong(text(key, arguments));
  }

  /** A line that stands out. */
  void strong(String text) {
    line(paint("1", text));
  }

  /** A claim that holds. */
  void held(String key, Object... arguments) {
    line("  " + paint("32", "✓") + " " + text(key, arguments));
  }

  /**
   * A claim that does not hold.
   *
   * @param instead what is there instead; may be empty
   */
  void refuted(String key, String instead, Object... arguments) {
    line(
        "  "
            + paint("1;31", "✗")
            + " "
            + text(key, arguments)
            + (instead.isEmpty() ? "" : "   " + instead));
  }

  /** Something that is open. */
  void open(String key, Object... arguments) {
    line("  " + paint("33", "?") + " " + text(key, arguments));
  }

  /** How far it is; replaced by the next line. */
  void progress(String key, Object... arguments) {
    if (terminal) {
      out.print(CLEAR + "    " + text(key, arguments) + "\r");
      out.flush();
    }
  }

  /** A text of the bundles, in each language. */
  String text(String key, Object... arguments) {
    return words.stream().map(one -> one.text(key, arguments)).collect(Collectors.joining("  "));
  }

  /** A line as it is. */
  void line(String text) {
    out.println((terminal ? CLEAR : "") + text);
    out.flush();
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
