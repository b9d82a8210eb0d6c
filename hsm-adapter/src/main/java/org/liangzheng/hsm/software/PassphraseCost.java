package org.liangzheng.hsm.software;

/**
 * Cost of turning a passphrase into a key by Argon2id (RFC 9106). The same limits hold for reading,
 * so that a hostile file cannot exhaust memory or time.
 *
 * @param memoryKiB 1,024 to 262,144
 * @param passes 1 to 16
 * @param lanes 1 to 4
 */
public record PassphraseCost(int memoryKiB, int passes, int lanes) {
  /** 64 MiB, 3 passes, 1 lane. */
  public static final PassphraseCost DEFAULT = new PassphraseCost(65_536, 3, 1);

  public PassphraseCost {
    requireRange("memoryKiB", memoryKiB, 1_024, 262_144);
    requireRange("passes", passes, 1, 16);
    requireRange("lanes", lanes, 1, 4);
  }

  private static void requireRange(String name, int value, int from, int to) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(name + " lies between " + from + " and " + to);
    }
  }
}
