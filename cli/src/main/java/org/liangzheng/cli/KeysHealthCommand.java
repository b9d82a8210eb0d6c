package org.liangzheng.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.config.VaultDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code lz keys health}: whether each vault opens and serves, as this process finds it by opening
 * sessions of its own; a running service tells its own state at its management address.
 */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "每个密钥库与令牌的状态；有一个不可用或缺密钥则退出码 69。",
      "State of each vault and token; 69 if one is down or lacks a key."
    })
final class KeysHealthCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private boolean allServe = true;

  @Mixin VaultOptions options = new VaultOptions();

  KeysHealthCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    new Vaults(surroundings, options).each(this::print, this::printFailure);
    surroundings.out().flush();
    return allServe ? 0 : ExitCode.UNAVAILABLE;
  }

  private void print(VaultDescription description, Vault vault) {
    int keys = KeyLists.canList(vault) ? vault.administration().list().size() : 0;
    // After listing: the first session is open by then, and what went wrong is known.
    VaultHealth health = vault.health();
    allServe &= health.status() != VaultHealth.Status.DOWN && DeviceLines.whole(vault);
    if (options.json) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("vault", vault.name());
      json.put("status", health.status().name());
      health.problem().ifPresent(problem -> json.put("problem", problem.code()));
      json.put("keys", keys);
      json.put("threads", description.pool().threads());
      json.put("abandonedCalls", health.abandoned());
      json.put("selfCheckRate", description.selfCheckRate());
      json.set("devices", DeviceLines.json(vault));
      surroundings.out().println(json);
      return;
    }
    surroundings
        .out()
        .println(
            Plain.pad(vault.name(), 20)
                + Bilingual.line("vault-" + health.status().name().toLowerCase(Locale.ROOT))
                + health.problem().map(CustodyCode::code).map(code -> "  [" + code + "]").orElse("")
                + "  "
                + Bilingual.line("vault-keys", keys)
                + "  "
                + Bilingual.line(
                    "vault-care",
                    health.abandoned(),
                    Math.round(description.selfCheckRate() * 100)));
    DeviceLines.print(vault, surroundings);
  }

  private void printFailure(VaultDescription description, CustodyException failure) {
    allServe = false;
    if (options.json) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("vault", description.name());
      json.put("status", VaultHealth.Status.DOWN.name());
      json.put("problem", failure.code().code());
      surroundings.out().println(json);
    } else {
      surroundings
          .out()
          .println(
              Plain.pad(description.name(), 20)
                  + Bilingual.line("vault-down")
                  + "  ["
                  + failure.code().code()
                  + "]");
    }
    CliProblem.of(failure).print(surroundings.err());
  }
}
