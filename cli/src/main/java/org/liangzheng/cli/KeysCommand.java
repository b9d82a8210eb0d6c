package org.liangzheng.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lz keys}: what lies in the vaults of this machine's service. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"密钥与密钥库。", "Keys and vaults."})
final class KeysCommand implements Runnable {
  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    Lz.usage(spec);
  }
}
