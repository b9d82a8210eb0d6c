package org.liangzheng.api.custody;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.custody}.
 *
 * @param vaults opened at start, all of them or the service does not start; where several serve one
 *     use, the first that signs by the suite takes it
 * @param wrappingLabel label of the key that wraps the database's keys, in the first vault that
 *     serves WRAPPING
 * @param leaseBlock 1 to 100,000: counts a node takes at a time; what a crash burns at most per key
 */
@ConfigurationProperties("liangzheng.custody")
record CustodySettings(
    @DefaultValue List<VaultSettings> vaults,
    @DefaultValue("data-keys") String wrappingLabel,
    @DefaultValue("64") int leaseBlock) {

  CustodySettings {
    if (leaseBlock < 1 || leaseBlock > 100_000) {
      throw new IllegalArgumentException("lease-block lies between 1 and 100000");
    }
  }

  /** The kinds of vault that can be configured. */
  enum Kind {
    SOFTWARE
  }

  /**
   * One vault.
   *
   * @param name in key references
   * @param file key store file of a software vault; none: {@code keys/<name>.json} in the state
   *     folder
   * @param pinFile none: the service's own PIN file
   * @param createIfAbsent make a missing key store, unless the database remembers keys of that
   *     vault
   * @param uses what its keys may be for; none named: everything
   * @param threads sessions at the same time
   * @param queue calls that may wait for a session
   * @param queueWait how long a call waits for a session
   * @param callTimeout how long a call may take in the vault
   * @param maxAbandoned stuck threads that are replaced at the same time
   * @param selfCheckRate share of signatures verified before they leave, 0.0 to 1.0
   */
  record VaultSettings(
      Kind kind,
      String name,
      @Nullable Path file,
      @Nullable Path pinFile,
      @DefaultValue("false") boolean createIfAbsent,
      @DefaultValue Set<KeyUse> uses,
      @DefaultValue("4") int threads,
      @DefaultValue("256") int queue,
      @DefaultValue("2s") Duration queueWait,
      @DefaultValue("5s") Duration callTimeout,
      @DefaultValue("4") int maxAbandoned,
      @DefaultValue("1.0") double selfCheckRate) {

    boolean serves(KeyUse use) {
      return uses.isEmpty() || uses.contains(use);
    }
  }
}
