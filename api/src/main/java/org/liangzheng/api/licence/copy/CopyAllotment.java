package org.liangzheng.api.licence.copy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.liangzheng.api.web.Ids;

/** What a copy is given before anything irreversible happens. */
record CopyAllotment(UUID copy, UUID file) {
  static CopyAllotment make(Ids ids) {
    return new CopyAllotment(ids.next(), ids.next());
  }

  byte[] encode() {
    return (copy + " " + file).getBytes(StandardCharsets.US_ASCII);
  }

  static CopyAllotment decode(byte[] encoded) {
    String[] parts = new String(encoded, StandardCharsets.US_ASCII).split(" ");
    return new CopyAllotment(UUID.fromString(parts[0]), UUID.fromString(parts[1]));
  }
}
