package org.liangzheng.testkit.fuzz;

import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.timestamp.TimestampReader;
import org.liangzheng.verifier.format.timestamp.TimestampRequest;
import org.liangzheng.verifier.format.timestamp.TimestampResponse;

/** Bytes of a timestamp token, request or answer. */
public final class TimestampFuzz {
  private TimestampFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws Exception {
    Bounded.run(() -> {
      refusable(() -> TimestampReader.read(ByteString.of(data)));
      refusable(() -> TimestampRequest.read(data));
      refusable(() -> TimestampResponse.read(data));
    });
  }

  private static void refusable(Bounded.Work work) throws Exception {
    try {
      work.run();
    } catch (MalformedException declared) {
      // The one way to refuse.
    }
  }
}
