package org.liangzheng.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.KeyEntry;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.Vault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code lz keys destroy}: destroys a key for good, after asking twice. */
@Command(
    name = "destroy",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "销毁密钥及其证书，不可恢复；询问两次，没有终端时须加 --yes-destroy。",
      "Destroys a key and its certificate for good; asks twice; without a terminal it takes --yes-destroy."
    })
final class KeysDestroyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin VaultOptions options = new VaultOptions();

  @Parameters(
      paramLabel = "VAULT:LABEL",
      description = {"密钥引用。", "Key reference."})
  String key = "";

  @Option(
      names = "--yes-destroy",
      paramLabel = "LABEL",
      description = {
        "再写一遍标签，代替两次询问（供脚本用）。",
        "The label once more, instead of both questions (for scripts)."
      })
  @Nullable String yes;

  KeysDestroyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyReference reference = Vaults.reference(key);
    new Vaults(surroundings, options)
        .with(
            reference.vault(),
            vault -> {
              show(vault, reference);
              confirm(reference);
              vault.administration().destroy(reference.label());
              return true;
            });
    surroundings
        .out()
        .println(
            options.json
                ? JsonNodeFactory.instance.objectNode().put("destroyed", reference.toString())
                : Bilingual.line("destroyed", reference.toString()));
    surroundings.out().flush();
    return 0;
  }

  private void show(Vault vault, KeyReference reference) {
    Optional<KeyEntry> entry =
        KeyLists.canList(vault)
            ? vault.administration().list().stream()
                .filter(one -> one.reference().equals(reference))
                .findFirst()
            : Optional.empty();
    entry.ifPresent(one -> surroundings.err().println(KeyFacts.line(one)));
    surroundings.err().println(Bilingual.line("destroy-means", reference.toString()));
    surroundings.err().flush();
  }

  private void confirm(KeyReference reference) {
    if (yes != null) {
      require(reference, yes.equals(reference.label()));
      return;
    }
    Optional<String> first = surroundings.prompt().line(Bilingual.line("destroy-first") + " ");
    require(reference, first.filter("yes"::equals).isPresent());
    Optional<String> second = surroundings.prompt().line(Bilingual.line("destroy-second") + " ");
    require(reference, second.filter(reference.label()::equals).isPresent());
  }

  private static void require(KeyReference reference, boolean confirmed) {
    if (!confirmed) {
      throw CliProblem.of(CliFault.NOT_CONFIRMED, reference);
    }
  }
}
