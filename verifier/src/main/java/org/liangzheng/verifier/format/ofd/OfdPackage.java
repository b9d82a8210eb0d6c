package org.liangzheng.verifier.format.ofd;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.crypto.ByteString;

/** Entries of a package by absolute path ({@code /Doc_0/Document.xml}), in stored order. */
public final class OfdPackage {
  private final Map<String, ByteString> entries;

  public OfdPackage(Map<String, ByteString> entries) {
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** Absolute paths in stored order. */
  public Set<String> paths() {
    return entries.keySet();
  }

  /** Raw bytes by absolute path, in stored order; cannot be changed. */
  public Map<String, ByteString> asMap() {
    return entries;
  }

  /** The raw bytes of an entry as they stood before compression. */
  public Optional<ByteString> find(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  /**
   * The raw bytes of an entry.
   *
   * @throws OfdRefusedException if there is no such entry
   */
  public ByteString require(String path) throws OfdRefusedException {
    return find(path)
        .orElseThrow(
            () -> new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a named part is missing"));
  }
}
