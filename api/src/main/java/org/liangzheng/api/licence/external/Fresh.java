package org.liangzheng.api.licence.external;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;
import org.liangzheng.api.web.Ids;

/** The ids a delivery is given, the same in every attempt; used only for what is new. */
record Fresh(UUID licence, UUID file, UUID holder) {
  static Fresh make(Ids ids, SecureRandom random) {
    // A version 4 surrogate: it must not tell when the holder was first heard of.
    UUID holder =
        new UUID(
            (random.nextLong() & ~0xf000L) | 0x4000L,
            (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | Long.MIN_VALUE);
    return new Fresh(ids.next(), ids.next(), holder);
  }

  byte[] encode() {
    return (licence + " " + file + " " + holder).getBytes(StandardCharsets.US_ASCII);
  }

  static Fresh decode(byte[] encoded) {
    String[] parts = new String(encoded, StandardCharsets.US_ASCII).split(" ", -1);
    return new Fresh(
        UUID.fromString(parts[0]), UUID.fromString(parts[1]), UUID.fromString(parts[2]));
  }
}
