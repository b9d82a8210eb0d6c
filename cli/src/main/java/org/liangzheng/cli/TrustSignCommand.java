package org.liangzheng.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningAct;
import org.liangzheng.hsm.SigningAuthorisation;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.SignedTrustList;
import org.liangzheng.verifier.format.pack.SignedTrustList.RootSignature;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.pack.TrustListFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lz keys trust-list sign}: one owner, at its own place, with its own vault. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"所有者用根密钥签署待签的信任列表。", "An owner signs a trust list with a root key."})
final class TrustSignCommand implements Callable<Integer> {
  private static final String ACTOR = "lz-keys";

  private final Surroundings surroundings;

  @Mixin VaultOptions options = new VaultOptions();

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = {"待签的信任列表。", "The trust list to be signed."})
  Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "VAULT:LABEL",
      description = {"根密钥。", "The root key."})
  String key = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = {"签名写入新文件。", "New file for the signature."})
  Path out = Path.of("");

  TrustSignCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyReference reference = Vaults.reference(key);
    new OutputFile(surroundings, Optional.of(out)).requireFree();
    TrustList list = new TrustLists(surroundings).read(file);
    new TrustLists(surroundings).show(list);
    RootSignature signature =
        new Vaults(surroundings, options)
            .with(reference.vault(), vault -> sign(vault.signingKey(reference.label()), list));
    OutputFile.write(out, TrustListFile.write(signature));
    surroundings.out().println(Bilingual.line("trust-signed", signature.key().value().toHex()));
    surroundings.out().flush();
    return 0;
  }

  /** The vault refuses keys that are not of a trust root. */
  private RootSignature sign(SigningKey root, TrustList list) {
    SigningDigest digest = root.publicKey().digest(SignedTrustList.toSign(list).toByteArray());
    SignatureValue value =
        root.sign(
            digest,
            new SigningAuthorisation(
                ACTOR,
                root.reference(),
                SigningAct.SIGN_TRUST_LIST,
                "trust-list-" + list.version(),
                digest.value(),
                surroundings.clock().instant().plus(SigningAuthorisation.MAX_LIFE)),
            new RecordedAttempts());
    return new RootSignature(ServiceKey.idOf(root.publicKey()), value);
  }
}
