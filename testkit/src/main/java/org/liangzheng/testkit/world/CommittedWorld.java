package org.liangzheng.testkit.world;

import java.nio.file.Path;
import java.time.Instant;

/**
 * The sample world that is committed in folder {@code keys-sample}: fixed in time, its keys and
 * passphrase public knowledge.
 */
public final class CommittedWorld {
  /** When it was made, and the instant at which tests look at it. */
  public static final Instant NOW = Instant.parse("2026-11-01T02:00:00Z");

  /** Passphrase of its vault. Public: the keys in it protect nothing. */
  public static final String PASSPHRASE = "public-sample-world";

  private CommittedWorld() {}

  /** The folder in the checkout. */
  public static Path folder() {
    return Path.of(System.getProperty("house.root", ".."), "keys-sample");
  }
}
