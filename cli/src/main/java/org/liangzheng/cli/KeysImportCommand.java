package org.liangzheng.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.verifier.crypto.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code lz keys import}: a certificate beside its key. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "导入证书（PEM 或 DER）；不是该密钥的证书则拒绝（退出码 65）。",
      "Imports a certificate, PEM or DER; one of another key is refused (65)."
    })
final class KeysImportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin VaultOptions options = new VaultOptions();

  @Parameters(
      index = "0",
      paramLabel = "VAULT:LABEL",
      description = {"密钥引用。", "Key reference."})
  String key = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = {"证书文件。", "Certificate file."})
  Path file = Path.of("");

  KeysImportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyReference reference = Vaults.reference(key);
    Certificate certificate = CertificateFile.read(file);
    new Vaults(surroundings, options)
        .with(
            reference.vault(),
            vault -> {
              vault.administration().storeCertificate(reference.label(), certificate);
              return true;
            });
    print(reference, certificate);
    return 0;
  }

  private void print(KeyReference reference, Certificate certificate) {
    if (options.json) {
      ObjectNode json = KeyFacts.json(certificate);
      json.put("key", reference.toString());
      surroundings.out().println(json);
    } else {
      surroundings
          .out()
          .println(
              Bilingual.line("certificate-stored", reference.toString())
                  + "\n    "
                  + KeyFacts.subject(certificate)
                  + "\n    "
                  + certificate.notBefore()
                  + " … "
                  + certificate.notAfter());
    }
    surroundings.out().flush();
    Instant now = surroundings.clock().instant();
    if (!certificate.validAt(now)) {
      surroundings.err().println(Bilingual.line("certificate-not-valid-now"));
      surroundings.err().flush();
    }
  }
}
