package org.liangzheng.api.custody;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.CustodyMessages;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultRegistry;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.hsm.software.PassphraseCost;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;
import org.liangzheng.verifier.crypto.NativeP256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens every configured vault, or none: there is no fallback from one to another. */
final class VaultOpening {
  private static final Logger LOG = LoggerFactory.getLogger(VaultOpening.class);

  private final SoftwareVaults software;
  private final JdbcClient jdbc;
  private final Path folder;
  private final Path pinFile;

  /**
   * @param folder where key stores without a file of their own lie
   * @param pinFile of vaults that name none
   */
  VaultOpening(
      Clock clock,
      SecureRandom random,
      UsageLedger ledger,
      JdbcClient jdbc,
      Path folder,
      Path pinFile) {
    this.software = new SoftwareVaults(clock, random, ledger);
    this.jdbc = jdbc;
    this.folder = folder;
    this.pinFile = pinFile;
  }

  /**
   * @throws StartupProblem VAULT_UNUSABLE or SETTING_INVALID
   */
  VaultPlan open(CustodySettings settings) {
    if (settings.vaults().isEmpty()) {
      throw new StartupProblem(StartupFailure.SETTING_INVALID, "liangzheng.custody.vaults");
    }
    loadNativeP256();
    List<Vault> opened = new ArrayList<>();
    try {
      for (CustodySettings.VaultSettings one : settings.vaults()) {
        opened.add(open(one));
      }
      return new VaultPlan(settings.vaults(), new VaultRegistry(opened));
    } catch (RuntimeException failed) {
      opened.forEach(Vault::close);
      throw failed;
    }
  }

  /** Takes a third of a second, for which nobody waits: until then Java does its work. */
  private static void loadNativeP256() {
    Thread.ofPlatform()
        .daemon()
        .name("native-p256")
        .start(() -> {
          switch (NativeP256.load()) {
            case NativeP256.Outcome.Native(String provider) ->
                LOG.debug("P-256 by native code: {}", provider);
            case NativeP256.Outcome.Java(String reason) ->
                LOG.info("P-256 in Java, several times slower: {}", reason);
          }
        });
  }

  private Vault open(CustodySettings.VaultSettings settings) {
    Path pin = settings.pinFile() == null ? pinFile : settings.pinFile();
    try (Pin read = Pin.readFile(pin)) {
      return switch (settings.kind()) {
        case SOFTWARE -> openSoftware(settings, read);
      };
    } catch (CustodyException failure) {
      throw unusable(settings.name(), failure);
    } catch (IllegalArgumentException invalid) {
      throw new StartupProblem(
          StartupFailure.SETTING_INVALID,
          List.of("liangzheng.custody.vaults[" + settings.name() + "]"),
          List.of(String.valueOf(invalid.getMessage())),
          invalid);
    }
  }

  private Vault openSoftware(CustodySettings.VaultSettings settings, Pin pin) {
    Path file =
        settings.file() == null ? folder.resolve(settings.name() + ".json") : settings.file();
    SoftwareVaultSettings software =
        new SoftwareVaultSettings(
            settings.name(),
            file,
            PassphraseCost.DEFAULT,
            new PoolSettings(
                settings.threads(),
                settings.queue(),
                settings.queueWait(),
                settings.callTimeout(),
                settings.maxAbandoned()),
            settings.selfCheckRate());
    boolean make = settings.createIfAbsent() && !Files.exists(file) && !remembered(settings.name());
    if (make) {
      this.software.create(software, pin);
    }
    return this.software.open(software, pin);
  }

  /** Whether the database holds what only this vault's keys can open or have signed. */
  private boolean remembered(String vault) {
    return jdbc.sql(
            """
            select exists (select from custody_data_key where split_part(wrapping_key, ':', 1) = :vault)
                or exists (select from custody_attempt where split_part(key_ref, ':', 1) = :vault)
            """)
        .param("vault", vault)
        .query(Boolean.class)
        .single();
  }

  /** In the words of the vault's own messages, which the start's report shows line by line. */
  static StartupProblem unusable(String vault, CustodyException failure) {
    CustodyMessages zh = CustodyMessages.in(Locale.CHINESE);
    CustodyMessages en = CustodyMessages.in(Locale.ENGLISH);
    return new StartupProblem(
        StartupFailure.VAULT_UNUSABLE,
        List.of(vault, failure.code().code()),
        List.of(
            zh.sentence(failure),
            zh.nextStep(failure),
            en.sentence(failure),
            en.nextStep(failure),
            String.valueOf(failure.getMessage())),
        failure);
  }
}
