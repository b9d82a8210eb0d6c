package org.liangzheng.testkit.fuzz;

import java.util.Arrays;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.log.LogProof;
import org.liangzheng.verifier.format.log.SignedCheckpoint;

/** Bytes of a proof file, or of a checkpoint; what is read is spelled in one way only. */
public final class LogFuzz {
  private LogFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws Exception {
    Bounded.run(() -> {
      try {
        same(data, SignedCheckpoint.read(data).toBytes());
      } catch (MalformedException declared) {
        // The one way to refuse.
      }
      try {
        same(data, LogProof.read(data).toBytes());
      } catch (MalformedException declared) {
        // The one way to refuse.
      }
    });
  }

  private static void same(byte[] read, byte[] written) {
    if (!Arrays.equals(read, written)) {
      throw new AssertionError("two spellings of one thing");
    }
  }
}
