package org.liangzheng.testkit.fuzz;

import java.util.Arrays;
import java.util.Optional;
import org.liangzheng.testkit.conformance.ConformanceKit.Case;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.pack.PackRefusedException;

/** Bytes of an evidence pack: only those that its keys signed are read. */
public final class PackFuzz {
  private PackFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws Exception {
    Bounded.run(() -> {
      for (String suite : new String[] {"sm2", "p256"}) {
        try {
          PackReader.read(data, Sealed.anchor(suite), Optional.empty(), Sealed.ASKED);
        } catch (PackRefusedException refused) {
          continue;
        }
        boolean known =
            Sealed.KIT.cases().stream()
                .filter(c -> c.has("pack") && c.name().startsWith(suite))
                .map((Case c) -> Sealed.KIT.read(c.text("pack")))
                .anyMatch(pack -> Arrays.equals(pack, data));
        if (!known) {
          throw new AssertionError("a pack was read that nobody signed");
        }
      }
    });
  }
}
