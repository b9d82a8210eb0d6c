package org.liangzheng.api.licence;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.liangzheng.api.web.Ids;

/** What a new version is given before anything irreversible happens. */
record VersionAllotment(UUID version, UUID file) {
  static VersionAllotment make(Ids ids) {
    return new VersionAllotment(ids.next(), ids.next());
  }

  byte[] encode() {
    return (version + " " + file).getBytes(StandardCharsets.US_ASCII);
  }

  static VersionAllotment decode(byte[] encoded) {
    String[] parts = new String(encoded, StandardCharsets.US_ASCII).split(" ");
    return new VersionAllotment(UUID.fromString(parts[0]), UUID.fromString(parts[1]));
  }
}
