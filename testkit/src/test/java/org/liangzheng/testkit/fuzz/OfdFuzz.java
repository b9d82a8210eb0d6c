package org.liangzheng.testkit.fuzz;

/** Bytes of a whole file, as they are and with checksums that fit again. */
public final class OfdFuzz {
  private OfdFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws Exception {
    Bounded.run(() -> Sealed.verify(data));
    Bounded.run(() -> Sealed.verify(Sealed.repaired(data)));
  }
}
