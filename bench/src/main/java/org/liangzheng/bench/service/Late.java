package org.liangzheng.bench.service;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Made when a round first asks for it: a match is listed in more processes than it runs in. */
public final class Late<T> {
  private final Supplier<T> maker;
  private @Nullable T made;

  public Late(Supplier<T> maker) {
    this.maker = maker;
  }

  /** It, made now if it was not. */
  public synchronized T get() {
    T one = made;
    if (one == null) {
      one = maker.get();
      made = one;
    }
    return one;
  }
}
