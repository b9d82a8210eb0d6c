package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackFault;
import org.liangzheng.verifier.format.pack.PackMark;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.pack.PackRefusedException;

/** Reads packs of a world against its root, to learn whether and why they are refused. */
record PackReading(TestWorld world) {
  private Sha256Digest anchor() {
    return world.world().root().anchor();
  }

  EvidencePack read(byte[] bytes) throws PackRefusedException {
    return PackReader.read(bytes, anchor(), Optional.empty(), TestWorld.NOW.plusSeconds(300));
  }

  void assertRefused(byte[] bytes, PackFault fault) {
    assertRefused(bytes, anchor(), fault);
  }

  void assertRefused(byte[] bytes, Sha256Digest anchor, PackFault fault) {
    assertThat(refusal(bytes, anchor, Optional.empty(), TestWorld.NOW)).isEqualTo(fault);
  }

  PackFault refusal(byte[] bytes, PackMark highest) {
    return refusal(bytes, anchor(), Optional.of(highest), TestWorld.NOW.plusSeconds(90));
  }

  PackFault refusal(byte[] bytes, Sha256Digest anchor, Optional<PackMark> highest, Instant now) {
    return catchThrowableOfType(
            PackRefusedException.class, () -> PackReader.read(bytes, anchor, highest, now))
        .fault();
  }
}
