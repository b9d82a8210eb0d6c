package org.liangzheng.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.KeyEntry;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.NewKeys;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.verifier.crypto.SignatureSuite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lz keys generate}: a new key inside a vault. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "在密钥库内生成密钥；SDF 设备不能生成，改为从预置的密钥号中分配一个。",
      "Makes a key inside a vault. An SDF device makes none: one of its prepared indices is assigned."
    })
final class KeysGenerateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin VaultOptions options = new VaultOptions();

  @Parameters(
      paramLabel = "VAULT:LABEL",
      description = {"密钥引用，如 hsm:market-seal-1。", "Key reference, for instance hsm:market-seal-1."})
  String key = "";

  @Option(
      names = "--purpose",
      required = true,
      paramLabel = "PURPOSE",
      description = {"用途，终身不变：${COMPLETION-CANDIDATES}。", "What it is for, for life."})
  KeyPurpose purpose = KeyPurpose.LICENCE_SEAL;

  @Option(
      names = "--suite",
      paramLabel = "SUITE",
      description = {
        "算法：${COMPLETION-CANDIDATES}（默认该密钥库唯一的算法，否则 SM2_SM3）。",
        "Suite (the vault's only one, else SM2_SM3)."
      })
  @Nullable SignatureSuite suite;

  KeysGenerateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyReference reference = Vaults.reference(key);
    new Vaults(surroundings, options)
        .with(
            reference.vault(),
            vault -> {
              print(vault, generate(vault, reference));
              return true;
            });
    surroundings.out().flush();
    return 0;
  }

  private KeyEntry generate(Vault vault, KeyReference reference) {
    if (!purpose.signs()) {
      var wrapping = NewKeys.wrapping(vault, reference.label());
      return new KeyEntry(
          wrapping.reference(), KeyPurpose.WRAPPING, Optional.empty(), Optional.empty());
    }
    SigningKey made =
        NewKeys.signing(vault, reference.label(), purpose, Suites.chosen(vault, suite));
    return new KeyEntry(
        made.reference(), made.purpose(), Optional.of(made.publicKey()), Optional.empty());
  }

  private void print(Vault vault, KeyEntry entry) {
    surroundings.out().println(options.json ? KeyFacts.json(entry) : KeyFacts.line(entry));
    surroundings
        .err()
        .println(Bilingual.line(NewKeys.assigns(vault) ? "key-assigned" : "key-made"));
    surroundings.err().flush();
  }
}
