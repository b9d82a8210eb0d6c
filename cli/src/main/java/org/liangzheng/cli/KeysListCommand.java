package org.liangzheng.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.KeyEntry;
import org.liangzheng.hsm.Vault;
import org.liangzheng.verifier.format.pack.ServiceKey;
import picocli.CommandLine.Command;
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

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "服务的数据目录（默认 LZ_HOME 或 ./var）。",
        "State folder of the service (LZ_HOME or ./var)."
      })
  @Nullable Path home;

  KeysListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path folder = surroundings.serviceHome(Optional.ofNullable(home));
    new Vaults(surroundings, folder).each(this::print);
    return 0;
  }

  private void print(Vault vault) {
    PrintWriter out = surroundings.out();
    for (KeyEntry entry : vault.administration().list()) {
      out.println(
          Plain.pad(entry.reference().toString(), 40)
              + Plain.pad(entry.purpose().name(), 17)
              + Plain.pad(entry.publicKey().map(key -> key.suite().name()).orElse("-"), 13)
              + Plain.pad(
                  entry
                      .certificate()
                      .map(c -> LocalDate.ofInstant(c.notAfter(), AsOf.LEGAL_ZONE).toString())
                      .orElse("-"),
                  12)
              + entry
                  .publicKey()
                  .map(key -> ServiceKey.idOf(key).value().toHex().substring(0, 16))
                  .orElse("-"));
    }
    out.flush();
  }
}
