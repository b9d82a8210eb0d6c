package org.liangzheng.api.licence;

import java.security.SecureRandom;
import java.util.UUID;

/** Ids that holders are known by in place of their codes. */
public final class Surrogates {
  private static final long VERSION = 0xf000L;
  private static final long VERSION_4 = 0x4000L;
  private static final long BELOW_THE_VARIANT = 0x3fff_ffff_ffff_ffffL;

  private Surrogates() {}

  /**
   * A UUID of version 4 (RFC 9562 §5.4): one of version 7 would tell when the holder was first
   * heard of.
   */
  public static UUID make(SecureRandom random) {
    return new UUID(
        (random.nextLong() & ~VERSION) | VERSION_4,
        (random.nextLong() & BELOW_THE_VARIANT) | Long.MIN_VALUE);
  }
}
