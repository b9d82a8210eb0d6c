package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.VerificationKey;

/** What an operator does to keys; {@code lz} itself is the only thing that touches the vault. */
class KeysAdministrationTest {
  private static final String SUBJECT = "C=CN,O=亮城市市场监督管理局,CN=亮城市市场监督管理局证照专用章";

  @TempDir Path folder;
  private KeysHome keys;

  @BeforeEach
  void makeVault() throws IOException {
    keys = KeysHome.in(folder);
  }

  private static PKCS10CertificationRequest request(String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      return (PKCS10CertificationRequest) parser.readObject();
    }
  }

  private static VerificationKey keyOf(PKCS10CertificationRequest request) throws Exception {
    return VerificationKey.fromSpki(request.getSubjectPublicKeyInfo().getEncoded("DER"));
  }

  /** An authority elsewhere, which certifies whatever key it is shown. */
  private static Certificate certify(VerificationKey key) {
    SecureRandom random = new SecureRandom();
    TestKey authority = TestKey.random(key.suite(), random);
    CertificateSubject name =
        new CertificateSubject("亮城市市场监督管理局证照专用章", "亮城市市场监督管理局", Optional.empty());
    return Certifier.root(authority, name, random)
        .issue(
            name,
            key,
            CertificateProfile.SIGNER,
            TestWorld.NOW.minus(Duration.ofDays(1)),
            TestWorld.NOW.plus(Duration.ofDays(365)));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] pem(Certificate certificate) {
    return ("Bag Attributes\n-----BEGIN CERTIFICATE-----\n"
            + java.util.Base64.getMimeEncoder().encodeToString(certificate.der().toByteArray())
            + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void aKeyIsMadeAskedForCertifiedRotatedAndDestroyed(SignatureSuite suite) throws Exception {
    keys.generate("market-seal", "LICENCE_SEAL", suite);
    Shell.Ended csr = keys.lz("keys", "csr", "soft:market-seal", "--subject", SUBJECT);
    assertThat(csr.code()).as(csr.err()).isZero();
    PKCS10CertificationRequest request = request(csr.out());
    assertThat(
            request.isSignatureValid(
                new JcaContentVerifierProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(request.getSubjectPublicKeyInfo())))
        .isTrue();
    assertThat(request.getSubject().toString()).isEqualTo(SUBJECT);
    assertThat(keyOf(request).suite()).isEqualTo(suite);

    Certificate certificate = certify(keyOf(request));
    Path file = write("seal.pem", pem(certificate));
    Shell.Ended imported = keys.lz("keys", "import", "soft:market-seal", file, "--json");
    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(KeysHome.json(imported.out()).get("sha256").asString())
        .isEqualTo(certificate.fingerprint().value().toHex());

    Path next = folder.resolve("next.csr");
    Shell.Ended rotated = keys.lz("keys", "rotate", "soft:market-seal", "--out", next);
    assertThat(rotated.code()).as(rotated.err()).isZero();
    assertThat(rotated.err()).contains("soft:market-seal-2", "SESeal", "destroy soft:market-seal");
    PKCS10CertificationRequest second = request(Files.readString(next));
    assertThat(second.getSubject().toString()).contains("CN=亮城市市场监督管理局证照专用章");
    assertThat(keyOf(second)).isNotEqualTo(keyOf(request));

    Shell.Ended list = keys.lz("keys", "list", "--json", "--vault", "soft");
    assertThat(list.lines())
        .map(line ->
            KeysHome.json(line).get("key").asString()
                + " "
                + KeysHome.json(line).get("purpose").asString())
        .containsExactlyInAnyOrder(
            "soft:market-seal LICENCE_SEAL", "soft:market-seal-2 LICENCE_SEAL");

    assertThat(
            keys.lz("keys", "destroy", "soft:market-seal", "--yes-destroy", "market-seal").code())
        .isZero();
    assertThat(keys.lz("keys", "list").out())
        .contains("soft:market-seal-2")
        .doesNotContain("soft:market-seal ");
  }

  @Test
  void opensslAcceptsARequestByP256() throws Exception {
    keys.generate("tsa", "TIMESTAMP", SignatureSuite.P256_SHA256);
    Path file = folder.resolve("tsa.csr");
    assertThat(keys.lz("keys", "csr", "soft:tsa", "--subject", "C=CN,CN=TSA", "--out", file).code())
        .isZero();
    Process openssl =
        new ProcessBuilder("openssl", "req", "-verify", "-noout", "-in", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(openssl.exitValue()).as(said).isZero();
    assertThat(said).containsIgnoringCase("verify OK");
    // What is there is not overwritten.
    assertThat(keys.lz("keys", "csr", "soft:tsa", "--subject", "C=CN,CN=TSA", "--out", file).code())
        .isEqualTo(73);
  }

  @Test
  void anotherKeysCertificateAndWhatIsNoCertificateAreRefused() throws Exception {
    keys.generate("seal", "LICENCE_SEAL", SignatureSuite.SM2_SM3);
    Certificate foreign =
        certify(TestKey.random(SignatureSuite.SM2_SM3, new SecureRandom()).publicKey());
    Shell.Ended refused =
        keys.lz("keys", "import", "soft:seal", write("foreign.cer", foreign.der().toByteArray()));
    assertThat(refused.code()).isEqualTo(65);
    assertThat(refused.err()).contains("[key-certificate-refused]");
    assertThat(keys.lz("keys", "list").out()).contains(" -  ");
    assertThat(keys.lz("keys", "import", "soft:seal", write("x.cer", new byte[] {1, 2})).err())
        .contains("[certificate-malformed]");
    assertThat(keys.lz("keys", "import", "soft:seal", folder.resolve("none.cer")).code())
        .isEqualTo(66);
  }

  @Test
  void nothingIsDestroyedWithoutConfirmation() {
    keys.generate("seal", "LICENCE_SEAL", SignatureSuite.SM2_SM3);
    assertThat(keys.lz("keys", "destroy", "soft:seal").code()).isEqualTo(77);
    assertThat(keys.lz("keys", "destroy", "soft:seal", "--yes-destroy", "other").code())
        .isEqualTo(77);
    assertThat(keys.shell().answering("no").run("keys", "destroy", "soft:seal").code())
        .isEqualTo(77);
    assertThat(keys.shell().answering("yes").run("keys", "destroy", "soft:seal").code())
        .isEqualTo(77);
    Shell.Ended wrong =
        keys.shell().answering("yes", "soft:seal").run("keys", "destroy", "soft:seal");
    assertThat(wrong.code()).isEqualTo(77);
    assertThat(wrong.err()).contains("[not-confirmed]", "LICENCE_SEAL");
    assertThat(keys.lz("keys", "list").out()).contains("soft:seal ");
    assertThat(keys.shell().answering("yes", "seal").run("keys", "destroy", "soft:seal").code())
        .isZero();
    assertThat(keys.lz("keys", "destroy", "soft:seal", "--yes-destroy", "seal").code())
        .isEqualTo(65);
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAKeyIsMade() {
    keys.generate("seal", "LICENCE_SEAL", SignatureSuite.SM2_SM3);
    Shell.Ended taken = keys.lz("keys", "generate", "soft:seal", "--purpose", "LOG");
    assertThat(taken.code()).isEqualTo(65);
    assertThat(taken.err()).contains("[key-label-duplicate]");
    assertThat(keys.lz("keys", "generate", "soft", "--purpose", "LOG").code()).isEqualTo(64);
    assertThat(keys.lz("keys", "generate", "hsm:log", "--purpose", "LOG").err())
        .contains("[vault-unknown]");
    assertThat(keys.lz("keys", "generate", "soft:x", "--purpose", "EVERYTHING").code())
        .isEqualTo(64);
    assertThat(keys.lz("keys", "csr", "soft:seal").err()).contains("[subject-needed]");
    assertThat(keys.lz("keys", "csr", "soft:seal", "--subject", "亮城市").err())
        .contains("[subject-malformed]");
    assertThat(keys.lz("keys", "csr", "soft:absent", "--subject", SUBJECT).code()).isEqualTo(65);
    assertThat(keys.lz("keys", "rotate", "soft:seal").err()).contains("[subject-needed]");
    assertThat(keys.lz("keys", "list").lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"seal,seal-2", "seal-2,seal-3", "seal-2026,seal-2027", "a-b,a-b-2"})
  void labelsCountOn(String label, String next) {
    assertThat(KeysRotateCommand.next(label)).isEqualTo(next);
  }

  @Test
  void wrappingKeysAreMadeAndDoNotSign() {
    assertThat(keys.lz("keys", "generate", "soft:data-2", "--purpose", "WRAPPING").code()).isZero();
    Shell.Ended csr = keys.lz("keys", "csr", "soft:data-2", "--subject", SUBJECT);
    assertThat(csr.code()).isEqualTo(65);
    assertThat(csr.err()).contains("[key-purpose-refused]");
  }

  @Test
  void aPinCanBeTypedAndAWrongOneIsNotTriedAgain() throws IOException {
    Files.delete(keys.path().resolve("vault.pin"));
    assertThat(keys.lz("keys", "vaults").code()).isEqualTo(69);
    assertThat(keys.shell().answering("correct horse").run("keys", "list", "--ask-pin").code())
        .isZero();
    Shell.Ended wrong = keys.shell().answering("battery").run("keys", "list", "--ask-pin");
    assertThat(wrong.code()).isEqualTo(69);
    assertThat(wrong.err()).contains("[vault-pin-rejected]").doesNotContain("battery");
    assertThat(keys.lz("keys", "list", "--ask-pin").err()).contains("[pin-not-entered]");
  }

  @Test
  void aSampleWorldIsMadeForEverySuiteAndNotTwice() throws Exception {
    Path out = folder.resolve("world");
    Shell.Ended made = keys.lz("keys", "sample", "--vault", "soft", "--out", out);
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).contains("SM2_SM3", "P256_SHA256").doesNotContain("Left out");
    for (String suite : new String[] {"sm2", "p256"}) {
      Path world = out.resolve(suite);
      assertThat(world.resolve("sample-root.crl")).isNotEmptyFile();
      assertThat(world.resolve("sample-issuing-ca.crl")).isNotEmptyFile();
      assertThat(world.resolve("sample-copy-seal.esl")).isNotEmptyFile();
      Certificate expired =
          Certificate.of(Files.readAllBytes(world.resolve("sample-expired-licence-seal.cer")));
      assertThat(expired.validAt(TestWorld.NOW)).isFalse();
      Certificate revoked =
          Certificate.of(Files.readAllBytes(world.resolve("sample-revoked-licence-seal.cer")));
      assertThat(
              org.liangzheng.verifier.crypto.RevocationList.of(
                      Files.readAllBytes(world.resolve("sample-issuing-ca.crl")))
                  .find(revoked.serialNumber()))
          .isPresent();
      assertThat(keys.lz("keys", "list").out())
          .contains("soft:sample-" + suite + "-log", "soft:sample-" + suite + "-presentation-ca");
    }
    Shell.Ended again = keys.lz("keys", "sample", "--vault", "soft", "--out", out);
    assertThat(again.code()).isEqualTo(73);
    assertThat(again.err()).contains("[file-exists]");
  }
}
