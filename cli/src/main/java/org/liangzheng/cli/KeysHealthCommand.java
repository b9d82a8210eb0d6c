package org.liangzheng.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultHealth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lz keys health}: whether each vault opens and serves. */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"密钥库状态；有一个不可用则退出码 69。", "State of each vault; 69 if one is down."})
final class KeysHealthCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private boolean allServe = true;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "服务的数据目录（默认 LZ_HOME 或 ./var）。",
        "State folder of the service (LZ_HOME or ./var)."
      })
  @Nullable Path home;

  KeysHealthCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path folder = surroundings.serviceHome(Optional.ofNullable(home));
    new Vaults(surroundings, folder).each(this::print);
    return allServe ? 0 : ExitCode.UNAVAILABLE;
  }

  private void print(Vault vault) {
    VaultHealth health = vault.health();
    allServe &= health.status() != VaultHealth.Status.DOWN;
    String state = "vault-" + health.status().name().toLowerCase(Locale.ROOT);
    surroundings
        .out()
        .println(
            Plain.pad(vault.name(), 20)
                + Words.ZH.text(state)
                + " "
                + Words.EN.text(state)
                + health.problem().map(CustodyCode::code).map(code -> "  [" + code + "]").orElse("")
                + "  "
                + Words.ZH.text("vault-keys", vault.administration().list().size())
                + " "
                + Words.EN.text("vault-keys", vault.administration().list().size()));
    surroundings.out().flush();
  }
}
