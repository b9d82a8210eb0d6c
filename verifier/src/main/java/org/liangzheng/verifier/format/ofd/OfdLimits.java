package org.liangzheng.verifier.format.ofd;

/**
 * Bounds on what is read.
 *
 * @param packageBytes size of the package
 * @param entries number of entries
 * @param entryBytes size of one entry when inflated
 * @param totalBytes size of all entries when inflated
 * @param ratio how many times an entry may grow when inflated; small entries (4 KiB) are exempt
 */
public record OfdLimits(int packageBytes, int entries, int entryBytes, long totalBytes, int ratio) {
  /** 20 MiB packed, 2,000 entries, 32 MiB each, 64 MiB in all, ratio 200. */
  public static final OfdLimits DEFAULT = new OfdLimits(20 << 20, 2_000, 32 << 20, 64L << 20, 200);
}
