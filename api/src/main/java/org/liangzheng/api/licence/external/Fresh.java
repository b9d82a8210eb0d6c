package org.liangzheng.api.licence.external;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;
import org.liangzheng.api.licence.Surrogates;
import org.liangzheng.api.web.Ids;

/** The ids a delivery is given, the same in every attempt; used only for what is new. */
record Fresh(UUID licence, UUID file, UUID holder) {
  static Fresh make(Ids ids, SecureRandom random) {
    return new Fresh(ids.next(), ids.next(), Surrogates.make(random));
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
