package org.liangzheng.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which vaults a command is about; the same on all of them. */
final class VaultOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "服务的数据目录（默认 LZ_HOME 或 ./var）。",
        "State folder of the service (LZ_HOME or ./var)."
      })
  @Nullable Path home;

  @Option(
      names = "--vaults",
      paramLabel = "FILE",
      description = {
        "描述密钥库的配置文件（默认数据目录中的 config/application.yml；没有则用其中的软件密钥库）。",
        "Settings file that describes the vaults (config/application.yml in the state folder; without"
            + " one, the software vaults there)."
      })
  @Nullable Path vaults;

  @Option(
      names = "--pin-file",
      paramLabel = "FILE",
      description = {
        "口令文件（默认按配置，其次 LZ_VAULT_PIN_FILE，再次数据目录的 vault.pin）。",
        "PIN file (by the settings, then LZ_VAULT_PIN_FILE, then vault.pin in the state folder)."
      })
  @Nullable Path pinFile;

  @Option(
      names = "--ask-pin",
      description = {"在终端上输入口令，不回显。", "Asks for the PIN on the terminal, without echo."})
  boolean askPin;

  @Option(
      names = "--json",
      description = {"输出 JSON，一行一个对象。", "JSON, one object a line."})
  boolean json;

  Optional<Path> home() {
    return Optional.ofNullable(home);
  }

  Optional<Path> vaults() {
    return Optional.ofNullable(vaults);
  }

  Optional<Path> pinFile() {
    return Optional.ofNullable(pinFile);
  }
}
