package org.liangzheng.api.licence.batch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A line of a batch as it came in; without its text when it was too long to keep. */
final class BatchLine {
  private final int number;
  private final byte @Nullable [] text;

  BatchLine(int number, byte @Nullable [] text) {
    this.number = number;
    this.text = text;
  }

  /** From 1; blank lines count and are no lines of the batch. */
  int number() {
    return number;
  }

  /** UTF-8 if it is any good, without the line's end. */
  Optional<byte[]> text() {
    return Optional.ofNullable(text);
  }

  int size() {
    return text == null ? 0 : text.length;
  }
}
