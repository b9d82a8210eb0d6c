package org.liangzheng.testkit.custody;

import java.time.Duration;

/** What goes wrong in a vault, at the next signatures until another is injected. */
public sealed interface Fault {
  /** Nothing goes wrong. */
  record None() implements Fault {}

  /** Each signature takes so long. */
  record Slow(Duration delay) implements Fault {}

  /** Each signature is one over something else. */
  record Garbage() implements Fault {}

  /** The session dies in this many calls, then no more. */
  record SessionDies(int times) implements Fault {}
}
