package org.liangzheng.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.KeyEntry;
import org.liangzheng.hsm.Vault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lz keys list}: every key by its reference; never any secret. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "列出密钥：引用、用途、算法、证书到期日、公钥指纹前 16 位。",
      "Lists keys: reference, purpose, suite, end of certificate, first 16 digits of the key's SHA-256."
    })
final class KeysListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin VaultOptions options = new VaultOptions();

  @Option(
      names = "--vault",
      paramLabel = "NAME",
      description = {"只列出该密钥库（默认全部）。", "That vault only (all)."})
  @Nullable String vault;

  KeysListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Vaults vaults = new Vaults(surroundings, options);
    Optional.ofNullable(vault)
        .ifPresentOrElse(
            name ->
                vaults.with(
                    name,
                    one -> {
                      print(one);
                      return true;
                    }),
            () -> vaults.each(this::print));
    surroundings.out().flush();
    return 0;
  }

  private void print(Vault vault) {
    for (KeyEntry entry : vault.administration().list()) {
      surroundings.out().println(options.json ? KeyFacts.json(entry) : KeyFacts.line(entry));
    }
  }
}
