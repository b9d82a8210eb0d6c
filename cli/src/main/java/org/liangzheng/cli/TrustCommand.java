package org.liangzheng.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lz keys trust-list}: from the list in force to the next, signed by two of its owners. */
@Command(
    name = "trust-list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "信任列表换密钥：next 写出待签文件，每位所有者 sign，join 汇总，再 lz admin trust FILE。",
      "Keys of the trust list: next writes what is to be signed, each owner signs, join puts it"
          + " together; then lz admin trust FILE."
    })
final class TrustCommand implements Runnable {
  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    Lz.usage(spec);
  }
}
