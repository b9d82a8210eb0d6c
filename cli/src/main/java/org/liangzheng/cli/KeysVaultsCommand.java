package org.liangzheng.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

/** {@code lz keys vaults}: the vaults that are configured, and what each can do. */
@Command(
    name = "vaults",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "密钥库：种类、算法、功能、状态；有一个打不开则退出码 69。",
      "Vaults: kind, suites, capabilities, state; 69 if one does not open."
    })
final class KeysVaultsCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private boolean allOpen = true;

  @Mixin VaultOptions options = new VaultOptions();

  KeysVaultsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    new Vaults(surroundings, options).each(this::print, this::printFailure);
    surroundings.out().flush();
    return allOpen ? 0 : ExitCode.UNAVAILABLE;
  }

  private void print(VaultDescription description, Vault vault) {
    VaultHealth health = vault.health();
    Set<?> capabilities = vault.administration().capabilities();
    if (options.json) {
      ObjectNode json = start(description);
      names(vault.suites()).forEach(json.putArray("suites")::add);
      names(capabilities).forEach(json.putArray("capabilities")::add);
      json.put("status", health.status().name());
      surroundings.out().println(json);
      return;
    }
    line(description, "vault-" + health.status().name().toLowerCase(Locale.ROOT), "");
    indented("vault-suites", String.join(", ", names(vault.suites())));
    indented("vault-capabilities", String.join(", ", names(capabilities)));
  }

  private void printFailure(VaultDescription description, CustodyException failure) {
    allOpen = false;
    CustodyCode code = failure.code();
    if (options.json) {
      ObjectNode json = start(description);
      json.put("status", VaultHealth.Status.DOWN.name());
      json.put("problem", code.code());
      surroundings.out().println(json);
    } else {
      line(description, "vault-down", "  [" + code.code() + "]");
    }
    CliProblem.of(failure).print(surroundings.err());
  }

  private ObjectNode start(VaultDescription description) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("vault", description.name());
    json.put("kind", description.place().kind().name());
    json.put("place", description.place().toString());
    return json;
  }

  private void line(VaultDescription description, String state, String more) {
    surroundings
        .out()
        .println(
            Plain.pad(description.name(), 20)
                + Plain.pad(description.place().kind().name(), 10)
                + Bilingual.line(state)
                + more);
    indented("vault-place", Plain.text(description.place().toString()));
  }

  private void indented(String key, String text) {
    surroundings.out().println("    " + Bilingual.line(key) + "  " + text);
  }

  private static List<String> names(Set<?> constants) {
    return constants.stream().map(one -> one.toString()).sorted(Comparator.naturalOrder()).toList();
  }
}
