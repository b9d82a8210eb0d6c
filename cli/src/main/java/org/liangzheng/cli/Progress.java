package org.liangzheng.cli;

import java.nio.file.Path;

/** One line on a terminal that says how far a folder is; nothing where nobody watches. */
final class Progress {
  private final Surroundings surroundings;
  private final int total;
  private final boolean shown;
  private int done;

  private Progress(Surroundings surroundings, int total, boolean shown) {
    this.surroundings = surroundings;
    this.total = total;
    this.shown = shown;
  }

  static Progress of(Surroundings surroundings, int total, boolean folder) {
    return new Progress(surroundings, total, folder && total > 1 && surroundings.terminal());
  }

  void next(Path file) {
    done++;
    show(done + "/" + total + "  " + Plain.text(String.valueOf(file.getFileName())));
  }

  /** Says how far it is in words. */
  void say(String text) {
    show(text);
  }

  /** Removes the line. */
  void end() {
    show("");
  }

  private void show(String text) {
    if (shown) {
      surroundings.err().print("\r\u001b[2K" + text + (text.isEmpty() ? "" : "\r"));
      surroundings.err().flush();
    }
  }
}
