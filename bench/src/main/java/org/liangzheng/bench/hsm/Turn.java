package org.liangzheng.bench.hsm;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Which digest a thread signs next: never the same twice in a row. */
@State(Scope.Thread)
public class Turn {
  private int next;

  int next() {
    next = (next + 1) % Digests.COUNT;
    return next;
  }
}
