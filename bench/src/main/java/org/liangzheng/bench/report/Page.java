package org.liangzheng.bench.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A Markdown page that grows downwards. */
final class Page {
  private final StringBuilder text = new StringBuilder();

  /** A paragraph or heading of its own. */
  void line(String words) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    more(words);
  }

  /** The next line of the same paragraph. */
  void more(String words) {
    text.append(words).append('\n');
  }

  /** The head of a table. */
  void table(String... heads) {
    text.append('\n');
    row(heads);
    more("|" + "---|".repeat(heads.length));
  }

  /** A row of it. */
  void row(String... cells) {
    more(
        Arrays.stream(cells)
            .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
            .collect(Collectors.joining(" | ", "| ", " |")));
  }

  String text() {
    return text.toString();
  }
}
