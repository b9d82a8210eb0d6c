package org.liangzheng.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.signer.certificate.CertificateRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lz keys csr}: a certification request (PKCS#10), signed by the key it is for. */
@Command(
    name = "csr",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "生成证书请求（PKCS#10，PEM），由该密钥自己签名。",
      "Certification request (PKCS#10, PEM), signed by the key itself."
    })
final class KeysCsrCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin VaultOptions options = new VaultOptions();

  @Parameters(
      paramLabel = "VAULT:LABEL",
      description = {"密钥引用。", "Key reference."})
  String key = "";

  @Option(
      names = "--subject",
      paramLabel = "DN",
      description = {
        "主体名称，如 C=CN,O=单位名称,CN=印章名称（默认沿用已有证书的）。",
        "Subject, for instance C=CN,O=…,CN=… (that of the certificate there is)."
      })
  @Nullable String subject;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {"写入新文件（默认标准输出）。", "New file (stdout)."})
  @Nullable Path out;

  KeysCsrCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyReference reference = Vaults.reference(key);
    OutputFile output = new OutputFile(surroundings, Optional.ofNullable(out));
    output.requireFree();
    CertificateRequest request =
        new Vaults(surroundings, options)
            .with(
                reference.vault(),
                vault ->
                    new RequestMaker(surroundings)
                        .request(
                            vault.signingKey(reference.label()),
                            Optional.ofNullable(subject),
                            vault.certificate(reference.label())));
    output.write(request.pem());
    return 0;
  }
}
