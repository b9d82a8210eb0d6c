package org.liangzheng.verifier.format.ofd;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.SignatureSuite;

/**
 * One part of a package, ready to be stored: compressed and summed once, copied as often as it is
 * written. Parts that are the same in many files keep their digests too.
 */
public final class PackedPart {
  private final String path;
  private final byte[] raw;
  private final byte[] packed;
  private final int crc;
  private final Map<SignatureSuite, ContentDigest> digests;

  private PackedPart(
      String path, byte[] raw, byte[] packed, int crc, Map<SignatureSuite, ContentDigest> digests) {
    this.path = path;
    this.raw = raw;
    this.packed = packed;
    this.crc = crc;
    this.digests = digests;
  }

  static PackedPart of(String path, byte[] raw, byte[] packed) {
    CRC32 crc = new CRC32();
    crc.update(raw);
    return new PackedPart(path, raw, packed, (int) crc.getValue(), Map.of());
  }

  /** The same part with its digests of all suites computed for good. */
  public PackedPart withDigests() {
    Map<SignatureSuite, ContentDigest> all = new EnumMap<>(SignatureSuite.class);
    for (SignatureSuite suite : SignatureSuite.values()) {
      all.put(suite, suite.digest(raw));
    }
    return new PackedPart(path, raw, packed, crc, all);
  }

  /** Absolute path in the package. */
  public String path() {
    return path;
  }

  /** Digest of the raw bytes by a suite's hash function. */
  public ContentDigest digest(SignatureSuite suite) {
    return Optional.ofNullable(digests.get(suite)).orElseGet(() -> suite.digest(raw));
  }

  /** The raw bytes, copied. */
  public ByteString content() {
    return ByteString.of(raw);
  }

  /** The raw bytes, not copied. */
  public InputStream toInputStream() {
    return new ByteArrayInputStream(raw);
  }

  boolean deflated() {
    return packed.length < raw.length;
  }

  byte[] packed() {
    return packed;
  }

  int rawSize() {
    return raw.length;
  }

  int crc() {
    return crc;
  }
}
