package org.liangzheng.api.custody;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.CustodyMessages;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultRegistry;
import org.liangzheng.hsm.config.DescribedVaults;
import org.liangzheng.hsm.config.SettingRefused;
import org.liangzheng.hsm.config.VaultDescription;
import org.liangzheng.verifier.crypto.NativeP256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens every configured vault, or none: there is no fallback from one to another. */
final class VaultOpening {
  private static final Logger LOG = LoggerFactory.getLogger(VaultOpening.class);

  private final DescribedVaults vaults;
  private final JdbcClient jdbc;
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
    this.vaults =
        new DescribedVaults(
            clock, random, ledger, folder, Optional.of(new DatabaseKeyTable(jdbc, clock)));
    this.jdbc = jdbc;
    this.pinFile = pinFile;
  }

  /**
   * @throws StartupProblem VAULT_UNUSABLE or SETTING_INVALID
   */
  VaultPlan open(CustodySettings settings) {
    if (settings.vaults().isEmpty()) {
      throw new StartupProblem(StartupFailure.SETTING_INVALID, VaultDescription.LIST);
    }
    loadNativeP256();
    List<Vault> opened = new ArrayList<>();
    try {
      List<VaultDescription> descriptions = VaultDescription.readAll(settings.vaults());
      for (VaultDescription one : descriptions) {
        opened.add(open(one));
      }
      return new VaultPlan(descriptions, new VaultRegistry(opened));
    } catch (SettingRefused refused) {
      opened.forEach(Vault::close);
      throw new StartupProblem(
          StartupFailure.SETTING_INVALID,
          List.of(refused.key()),
          List.of(refused.reason()),
          refused);
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

  private Vault open(VaultDescription vault) {
    try (Pin pin = Pin.readFile(vault.pinFile().orElse(pinFile))) {
      if (vault.createIfAbsent() && !vaults.exists(vault) && !remembered(vault.name())) {
        vaults.create(vault, pin);
      }
      return vaults.open(vault, pin);
    } catch (CustodyException failure) {
      throw unusable(vault.name(), failure);
    } catch (IllegalArgumentException invalid) {
      throw new StartupProblem(
          StartupFailure.SETTING_INVALID,
          List.of(VaultDescription.LIST + "[" + vault.name() + "]"),
          List.of(String.valueOf(invalid.getMessage())),
          invalid);
    }
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
