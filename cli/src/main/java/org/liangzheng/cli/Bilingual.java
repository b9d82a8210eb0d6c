package org.liangzheng.cli;

/** One text of the command line in both languages. */
final class Bilingual {
  private Bilingual() {}

  /** Chinese, a blank, English. */
  static String line(String key, Object... arguments) {
    return Words.ZH.text(key, arguments) + " " + Words.EN.text(key, arguments);
  }
}
