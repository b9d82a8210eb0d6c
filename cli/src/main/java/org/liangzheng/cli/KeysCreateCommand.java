package org.liangzheng.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lz keys create}: an empty place for keys, where the settings describe one that is not. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "按配置建立空的密钥库：软件密钥库文件、PKCS#11 空槽中的令牌（如 SoftHSM）、SDF 的密钥登记表；已有的绝不改动。",
      "Makes what the settings describe, empty: a key store file, a token in a free PKCS#11 slot"
          + " (SoftHSM), the key table of an SDF vault; never touches one that is there."
    })
final class KeysCreateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin VaultOptions options = new VaultOptions();

  @Parameters(
      paramLabel = "VAULT",
      description = {"密钥库名称。", "Name of the vault."})
  String vault = "";

  KeysCreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    new Vaults(surroundings, options).create(vault);
    surroundings.out().println(Bilingual.line("vault-made", vault));
    surroundings.out().flush();
    return 0;
  }
}
