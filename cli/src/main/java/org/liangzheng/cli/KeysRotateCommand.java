package org.liangzheng.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.NewKeys;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.verifier.crypto.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code lz keys rotate}: the next key beside the old one, with a request for its certificate. The
 * old key is left as it is: what it signed must stay verifiable, and until the new certificate is
 * there it goes on signing.
 */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "轮换：在旧密钥旁生成下一把（标签加 -2、-3…）并输出证书请求；旧密钥不动。",
      "Rotates: makes the next key beside the old one (label -2, -3 …) and a request for its"
          + " certificate; the old key stays."
    })
final class KeysRotateCommand implements Callable<Integer> {
  private static final Pattern NUMBERED = Pattern.compile("(.*)-([0-9]{1,6})");

  private final Surroundings surroundings;

  @Mixin VaultOptions options = new VaultOptions();

  @Parameters(
      paramLabel = "VAULT:LABEL",
      description = {"旧密钥的引用。", "Reference of the old key."})
  String key = "";

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = {"新密钥的标签（默认旧标签的下一个编号）。", "Label of the new key (the next number)."})
  @Nullable String label;

  @Option(
      names = "--subject",
      paramLabel = "DN",
      description = {"主体名称（默认沿用旧证书的）。", "Subject (that of the old certificate)."})
  @Nullable String subject;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {"证书请求写入新文件（默认标准输出）。", "New file for the request (stdout)."})
  @Nullable Path out;

  KeysRotateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyReference old = Vaults.reference(key);
    OutputFile output = new OutputFile(surroundings, Optional.ofNullable(out));
    output.requireFree();
    new Vaults(surroundings, options)
        .with(
            old.vault(),
            vault -> {
              rotate(vault, old, output);
              return true;
            });
    return 0;
  }

  private void rotate(Vault vault, KeyReference old, OutputFile output) {
    SigningKey before = vault.signingKey(old.label());
    Optional<Certificate> certificate = vault.certificate(old.label());
    if (subject == null && certificate.isEmpty()) {
      // Before a key is made that would then have no request.
      throw CliProblem.of(CliFault.SUBJECT_NEEDED, old);
    }
    String next = Optional.ofNullable(label).orElseGet(() -> next(old.label()));
    SigningKey after =
        NewKeys.signing(
            vault,
            Vaults.reference(old.vault() + ":" + next).label(),
            before.purpose(),
            before.publicKey().suite());
    output.write(
        new RequestMaker(surroundings)
            .request(after, Optional.ofNullable(subject), certificate)
            .pem());
    tell(old, after);
  }

  private void tell(KeyReference old, SigningKey after) {
    var err = surroundings.err();
    err.println(Bilingual.line("rotate-made", old.toString(), after.reference().toString()));
    err.println("  1. " + Bilingual.line("rotate-import", after.reference().toString()));
    err.println("  2. " + Bilingual.line("rotate-" + kind(after.purpose())));
    err.println("  3. " + Bilingual.line("rotate-old", old.toString()));
    err.flush();
  }

  /** What has to learn of the new key. */
  private static String kind(KeyPurpose purpose) {
    return switch (purpose) {
      case LICENCE_SEAL, OFFICE_SEAL, COPY_SEAL -> "seal";
      case TRUST_ROOT -> "root";
      case ISSUING_CA, PRESENTATION_CA -> "authority";
      case SEAL_MAKER, PACK, RECEIPT, LOG -> "listed";
      case TIMESTAMP -> "timestamp";
      case PRESENTATION, TOKEN, WRAPPING, INDEX_MAC -> "service";
    };
  }

  /** {@code seal} is followed by {@code seal-2}, {@code seal-2} by {@code seal-3}. */
  static String next(String label) {
    Matcher matcher = NUMBERED.matcher(label);
    return matcher.matches()
        ? matcher.group(1) + "-" + (Integer.parseInt(matcher.group(2)) + 1)
        : label + "-2";
  }
}
