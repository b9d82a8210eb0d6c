package org.liangzheng.hsm.sdf;

import java.nio.file.Path;
import java.util.List;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.SelfCheck;
import org.liangzheng.hsm.SigningGuard;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.hsm.pool.PoolSettings;

/**
 * Settings of one SDF vault.
 *
 * @param name its name in key references
 * @param libraries the vendor's library; several for several devices that hold the same keys, each
 *     a file of its own, because one loaded library serves one device
 * @param binding edition and array length, the same for all
 * @param indices which keys may be used, and for what
 * @param envelope who makes the envelopes of wrapped keys
 * @param pool sizes and waits
 * @param selfCheckRate share of signatures verified before they leave, 0.0 to 1.0
 * @param maxAttempts 1 to 16: how often a request may lose its session
 * @param rest how long lost devices rest before they are probed
 */
public record SdfVaultSettings(
    String name,
    List<Path> libraries,
    SdfBinding binding,
    SdfIndices indices,
    SdfEnvelope envelope,
    PoolSettings pool,
    double selfCheckRate,
    int maxAttempts,
    DeviceRota.Rest rest) {
  public SdfVaultSettings {
    KeyReference.requireVaultName(name);
    SelfCheck.requireRate(selfCheckRate);
    SigningGuard.requireAttempts(maxAttempts);
    libraries = List.copyOf(libraries);
    if (libraries.isEmpty()) {
      throw new IllegalArgumentException("an SDF vault has at least one library");
    }
    for (FixedKey key : indices.fixed()) {
      // Its constructor holds the syntax of labels.
      var _ = new KeyReference(name, key.label());
    }
  }

  /**
   * Default binding, envelopes made by this process, four threads, every signature verified, four
   * attempts.
   */
  public static SdfVaultSettings of(String name, List<Path> libraries, SdfIndices indices) {
    return new SdfVaultSettings(
        name,
        libraries,
        SdfBinding.DEFAULT,
        indices,
        SdfEnvelope.SOFTWARE,
        PoolSettings.ofThreads(4),
        1.0,
        4,
        DeviceRota.Rest.DEFAULT);
  }

  /** The same with another binding. */
  public SdfVaultSettings withBinding(SdfBinding other) {
    return new SdfVaultSettings(
        name, libraries, other, indices, envelope, pool, selfCheckRate, maxAttempts, rest);
  }

  /** The same with other indices. */
  public SdfVaultSettings withIndices(SdfIndices other) {
    return new SdfVaultSettings(
        name, libraries, binding, other, envelope, pool, selfCheckRate, maxAttempts, rest);
  }

  /** The same with envelopes made elsewhere. */
  public SdfVaultSettings withEnvelope(SdfEnvelope other) {
    return new SdfVaultSettings(
        name, libraries, binding, indices, other, pool, selfCheckRate, maxAttempts, rest);
  }

  /** The same with another pool. */
  public SdfVaultSettings withPool(PoolSettings other) {
    return new SdfVaultSettings(
        name, libraries, binding, indices, envelope, other, selfCheckRate, maxAttempts, rest);
  }

  /** The same with another rate of self-checks. */
  public SdfVaultSettings withSelfCheckRate(double other) {
    return new SdfVaultSettings(
        name, libraries, binding, indices, envelope, pool, other, maxAttempts, rest);
  }
}
