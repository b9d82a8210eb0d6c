package org.liangzheng.verifier.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.OfdPackage;

/** Digests of a package's parts: several signatures cover one part, which is digested once. */
final class PartDigests {
  private final OfdPackage content;
  private final Map<Key, ByteString> known = new HashMap<>();

  PartDigests(OfdPackage content) {
    this.content = content;
  }

  private record Key(String path, SignatureSuite suite) {}

  /** The digest of a part, 32 bytes; empty if there is no such part. */
  Optional<ByteString> of(String path, SignatureSuite suite) {
    Key key = new Key(path, suite);
    ByteString digest = known.get(key);
    if (digest == null) {
      Optional<ByteString> part = content.find(path);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      digest = suite.digest(part.get()).value();
      known.put(key, digest);
    }
    return Optional.of(digest);
  }
}
