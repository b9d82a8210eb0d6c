package org.liangzheng.api.sharing;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.liangzheng.api.web.Ids;

/** What a fetch is given before anything irreversible happens; the fetch's id is its receipt's. */
record FetchIds(UUID fetch, UUID copy, UUID file) {
  static FetchIds make(Ids ids) {
    return new FetchIds(ids.next(), ids.next(), ids.next());
  }

  byte[] encode() {
    return (fetch + " " + copy + " " + file).getBytes(StandardCharsets.US_ASCII);
  }

  static FetchIds decode(byte[] encoded) {
    String[] parts = new String(encoded, StandardCharsets.US_ASCII).split(" ", -1);
    return new FetchIds(
        UUID.fromString(parts[0]), UUID.fromString(parts[1]), UUID.fromString(parts[2]));
  }
}
