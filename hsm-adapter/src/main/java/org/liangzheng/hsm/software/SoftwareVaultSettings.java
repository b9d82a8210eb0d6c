package org.liangzheng.hsm.software;

import java.nio.file.Path;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.SelfCheck;
import org.liangzheng.hsm.pool.PoolSettings;

/**
 * Settings of one software vault.
 *
 * @param name its name in key references
 * @param file the key store file
 * @param cost of the passphrase, used when the file is made; an existing file has its own
 * @param pool sizes and waits
 * @param selfCheckRate share of signatures verified before they leave, 0.0 to 1.0
 */
public record SoftwareVaultSettings(
    String name, Path file, PassphraseCost cost, PoolSettings pool, double selfCheckRate) {
  public SoftwareVaultSettings {
    KeyReference.requireVaultName(name);
    SelfCheck.requireRate(selfCheckRate);
  }

  /** Four threads, default cost, every signature verified. */
  public static SoftwareVaultSettings of(String name, Path file) {
    return new SoftwareVaultSettings(
        name, file, PassphraseCost.DEFAULT, PoolSettings.ofThreads(4), 1.0);
  }

  /** The same with another cost. */
  public SoftwareVaultSettings withCost(PassphraseCost other) {
    return new SoftwareVaultSettings(name, file, other, pool, selfCheckRate);
  }

  /** The same with another pool. */
  public SoftwareVaultSettings withPool(PoolSettings other) {
    return new SoftwareVaultSettings(name, file, cost, other, selfCheckRate);
  }
}
