package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
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
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.software.PassphraseCost;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.VerificationKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator does to keys; {@code lz} itself is the only thing that touches the vault. */
class KeysAdministrationTest {
  private static final String SUBJECT = "C=CN,O=亮城市市场监督管理局,CN=亮城市市场监督管理局证照专用章";

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void makeVault() throws IOException {
    home = folder.resolve("数据");
    Files.createDirectories(home.resolve("keys"));
    writePin("correct horse");
    Clock clock = Clock.fixed(TestWorld.NOW, ZoneOffset.UTC);
    try (Pin pin = Pin.readFile(home.resolve("vault.pin"))) {
      new SoftwareVaults(clock, new SecureRandom(), new CountingLedger(clock, Map.of()))
          .create(
              SoftwareVaultSettings.of("soft", home.resolve("keys/soft.json"))
                  .withCost(new PassphraseCost(1024, 1, 1)),
              pin);
    }
  }

  private void writePin(String pin) throws IOException {
    Path file = home.resolve("vault.pin");
    Files.writeString(file, pin + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Shell shell() {
    return new Shell(folder.resolve("state")).with("LZ_HOME", home.toString());
  }

  private Shell.Ended lz(Object... arguments) {
    return shell().run(arguments);
  }

  private void generate(String label, String purpose, SignatureSuite suite) {
    Shell.Ended ended =
        lz("keys", "generate", "soft:" + label, "--purpose", purpose, "--suite", suite);
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private static JsonNode json(String line) {
    return JsonMapper.builder().build().readTree(line);
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
    generate("market-seal", "LICENCE_SEAL", suite);
    Shell.Ended csr = lz("keys", "csr", "soft:market-seal", "--subject", SUBJECT);
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
    Shell.Ended imported = lz("keys", "import", "soft:market-seal", file, "--json");
    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(json(imported.out()).get("sha256").asString())
        .isEqualTo(certificate.fingerprint().value().toHex());

    Path next = folder.resolve("next.csr");
    Shell.Ended rotated = lz("keys", "rotate", "soft:market-seal", "--out", next);
    assertThat(rotated.code()).as(rotated.err()).isZero();
    assertThat(rotated.err()).contains("soft:market-seal-2", "SESeal", "destroy soft:market-seal");
    PKCS10CertificationRequest second = request(Files.readString(next));
    assertThat(second.getSubject().toString()).contains("CN=亮城市市场监督管理局证照专用章");
    assertThat(keyOf(second)).isNotEqualTo(keyOf(request));

    Shell.Ended list = lz("keys", "list", "--json", "--vault", "soft");
    assertThat(list.lines())
        .map(line -> json(line).get("key").asString() + " " + json(line).get("purpose").asString())
        .containsExactlyInAnyOrder(
            "soft:market-seal LICENCE_SEAL", "soft:market-seal-2 LICENCE_SEAL");

    assertThat(lz("keys", "destroy", "soft:market-seal", "--yes-destroy", "market-seal").code())
        .isZero();
    assertThat(lz("keys", "list").out())
        .contains("soft:market-seal-2")
        .doesNotContain("soft:market-seal ");
  }

  @Test
  void opensslAcceptsARequestByP256() throws Exception {
    generate("tsa", "TIMESTAMP", SignatureSuite.P256_SHA256);
    Path file = folder.resolve("tsa.csr");
    assertThat(lz("keys", "csr", "soft:tsa", "--subject", "C=CN,CN=TSA", "--out", file).code())
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
    assertThat(lz("keys", "csr", "soft:tsa", "--subject", "C=CN,CN=TSA", "--out", file).code())
        .isEqualTo(73);
  }

  @Test
  void anotherKeysCertificateAndWhatIsNoCertificateAreRefused() throws Exception {
    generate("seal", "LICENCE_SEAL", SignatureSuite.SM2_SM3);
    Certificate foreign =
        certify(TestKey.random(SignatureSuite.SM2_SM3, new SecureRandom()).publicKey());
    Shell.Ended refused =
        lz("keys", "import", "soft:seal", write("foreign.cer", foreign.der().toByteArray()));
    assertThat(refused.code()).isEqualTo(65);
    assertThat(refused.err()).contains("[key-certificate-refused]");
    assertThat(lz("keys", "list").out()).contains(" -  ");
    assertThat(lz("keys", "import", "soft:seal", write("x.cer", new byte[] {1, 2})).err())
        .contains("[certificate-malformed]");
    assertThat(lz("keys", "import", "soft:seal", folder.resolve("none.cer")).code()).isEqualTo(66);
  }

  @Test
  void nothingIsDestroyedWithoutConfirmation() {
    generate("seal", "LICENCE_SEAL", SignatureSuite.SM2_SM3);
    assertThat(lz("keys", "destroy", "soft:seal").code()).isEqualTo(77);
    assertThat(lz("keys", "destroy", "soft:seal", "--yes-destroy", "other").code()).isEqualTo(77);
    assertThat(shell().answering("no").run("keys", "destroy", "soft:seal").code()).isEqualTo(77);
    assertThat(shell().answering("yes").run("keys", "destroy", "soft:seal").code()).isEqualTo(77);
    Shell.Ended wrong = shell().answering("yes", "soft:seal").run("keys", "destroy", "soft:seal");
    assertThat(wrong.code()).isEqualTo(77);
    assertThat(wrong.err()).contains("[not-confirmed]", "LICENCE_SEAL");
    assertThat(lz("keys", "list").out()).contains("soft:seal ");
    assertThat(shell().answering("yes", "seal").run("keys", "destroy", "soft:seal").code())
        .isZero();
    assertThat(lz("keys", "destroy", "soft:seal", "--yes-destroy", "seal").code()).isEqualTo(65);
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAKeyIsMade() {
    generate("seal", "LICENCE_SEAL", SignatureSuite.SM2_SM3);
    Shell.Ended taken = lz("keys", "generate", "soft:seal", "--purpose", "LOG");
    assertThat(taken.code()).isEqualTo(65);
    assertThat(taken.err()).contains("[key-label-duplicate]");
    assertThat(lz("keys", "generate", "soft", "--purpose", "LOG").code()).isEqualTo(64);
    assertThat(lz("keys", "generate", "hsm:log", "--purpose", "LOG").err())
        .contains("[vault-unknown]");
    assertThat(lz("keys", "generate", "soft:x", "--purpose", "EVERYTHING").code()).isEqualTo(64);
    assertThat(lz("keys", "csr", "soft:seal").err()).contains("[subject-needed]");
    assertThat(lz("keys", "csr", "soft:seal", "--subject", "亮城市").err())
        .contains("[subject-malformed]");
    assertThat(lz("keys", "csr", "soft:absent", "--subject", SUBJECT).code()).isEqualTo(65);
    assertThat(lz("keys", "rotate", "soft:seal").err()).contains("[subject-needed]");
    assertThat(lz("keys", "list").lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"seal,seal-2", "seal-2,seal-3", "seal-2026,seal-2027", "a-b,a-b-2"})
  void labelsCountOn(String label, String next) {
    assertThat(KeysRotateCommand.next(label)).isEqualTo(next);
  }

  @Test
  void wrappingKeysAreMadeAndDoNotSign() {
    assertThat(lz("keys", "generate", "soft:data-2", "--purpose", "WRAPPING").code()).isZero();
    Shell.Ended csr = lz("keys", "csr", "soft:data-2", "--subject", SUBJECT);
    assertThat(csr.code()).isEqualTo(65);
    assertThat(csr.err()).contains("[key-purpose-refused]");
  }

  @Test
  void aPinCanBeTypedAndAWrongOneIsNotTriedAgain() throws IOException {
    Files.delete(home.resolve("vault.pin"));
    assertThat(lz("keys", "vaults").code()).isEqualTo(69);
    assertThat(shell().answering("correct horse").run("keys", "list", "--ask-pin").code()).isZero();
    Shell.Ended wrong = shell().answering("battery").run("keys", "list", "--ask-pin");
    assertThat(wrong.code()).isEqualTo(69);
    assertThat(wrong.err()).contains("[vault-pin-rejected]").doesNotContain("battery");
    assertThat(lz("keys", "list", "--ask-pin").err()).contains("[pin-not-entered]");
  }

  @Test
  void vaultsAreDescribedAsInTheServicesSettings() throws IOException {
    Files.createDirectories(home.resolve("config"));
    Files.writeString(
        home.resolve("config/application.yml"),
        """
        liangzheng:
          custody:
            vaults:
              - kind: software
                name: seals
                file: ${LZ_HOME}/keys/soft.json
                pin-file: ${NO_SUCH:%s}
                uses: [licence-seal]
                threads: 2
        ---
        spring.config.activate.on-profile: other
        liangzheng.custody.vaults[0].name: elsewhere
        """
            .formatted(home.resolve("vault.pin")));
    Shell.Ended vaults = lz("keys", "vaults", "--json");
    assertThat(vaults.code()).as(vaults.err()).isZero();
    JsonNode vault = json(vaults.lines().getFirst());
    assertThat(vault.get("vault").asString()).isEqualTo("seals");
    assertThat(vault.get("kind").asString()).isEqualTo("SOFTWARE");
    assertThat(vault.get("status").asString()).isEqualTo("UP");
    assertThat(vault.get("suites")).hasSize(2);
    assertThat(lz("keys", "vaults").out()).contains("GENERATE_SIGNING_KEY", "seals");
    Path other = folder.resolve("vaults.properties");
    Files.writeString(
        other,
        "liangzheng.custody.vaults[0].kind=software\nliangzheng.custody.vaults[0].name=soft\n");
    assertThat(lz("keys", "health", "--vaults", other, "--json").out())
        .contains("\"vault\":\"soft\"", "\"selfCheckRate\":1.0", "\"abandonedCalls\":0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: software, name: soft, call-timeout: soon}|[vault-setting]|call-timeout",
        "{kind: software, name: soft, pin: geheim}|[vault-setting]|vaults[0].pin",
        "{kind: software, name: soft, file: '${NO_SUCH}'}|[vault-setting]|NO_SUCH",
        "{kind: software, kind: sdf}|[vaults-unreadable]|bad.yml",
        "&a [*a, *a]|[vaults-unreadable]|bad.yml",
        "!!javax.script.ScriptEngineManager []|[vaults-unreadable]|bad.yml",
      })
  void settingsThatDoNotFitAreNamedAndNotQuoted(String vault, String code, String named)
      throws IOException {
    Path file = folder.resolve("bad.yml");
    Files.writeString(file, "liangzheng:\n  custody:\n    vaults:\n      - " + vault + "\n");
    Shell.Ended ended = lz("keys", "vaults", "--vaults", file);
    assertThat(ended.code()).isIn(64, 66);
    assertThat(ended.err()).contains(code, named).doesNotContain("geheim");
  }

  @Test
  void aSampleWorldIsMadeForEverySuiteAndNotTwice() throws Exception {
    Path out = folder.resolve("world");
    Shell.Ended made = lz("keys", "sample", "--vault", "soft", "--out", out);
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
      assertThat(lz("keys", "list").out())
          .contains("soft:sample-" + suite + "-log", "soft:sample-" + suite + "-presentation-ca");
    }
    Shell.Ended again = lz("keys", "sample", "--vault", "soft", "--out", out);
    assertThat(again.code()).isEqualTo(73);
    assertThat(again.err()).contains("[file-exists]");
  }

  @Test
  void usageCountsWhatTheCommandLineSignedAndAsksTheService() throws Exception {
    generate("seal", "LICENCE_SEAL", SignatureSuite.SM2_SM3);
    lz("keys", "csr", "soft:seal", "--subject", SUBJECT);
    lz("keys", "csr", "soft:seal", "--subject", SUBJECT);
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer =
        "{\"keys\":[{\"key\":\"soft:log\",\"day\":\"2026-11-02\",\"leased\":64,\"fuse\":1000}]}"
            .getBytes(StandardCharsets.UTF_8);
    service.createContext(
        "/actuator/keyusage",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
    try {
      String port = Integer.toString(service.getAddress().getPort());
      Shell.Ended usage = shell().with("LZ_MANAGEMENT_PORT", port).run("keys", "usage", "--json");
      assertThat(usage.code()).as(usage.err()).isZero();
      assertThat(json(usage.lines().get(0)).get("key").asString()).isEqualTo("soft:seal");
      assertThat(json(usage.lines().get(0)).get("count").asLong()).isEqualTo(2);
      assertThat(json(usage.lines().get(1)).get("fuse").asLong()).isEqualTo(1000);
    } finally {
      service.stop(0);
    }
    Shell.Ended alone =
        lz("keys", "usage", "--management", "http://127.0.0.1:" + service.getAddress().getPort());
    assertThat(alone.code()).isEqualTo(69);
    assertThat(alone.out()).contains("soft:seal");
    assertThat(alone.err()).contains("[service-unreachable]");
  }

  @Test
  void rotateDataHasTheServiceBeginAndSaysHowFarItIs() throws Exception {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    java.util.List<String> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
    byte[] answer =
        """
        {"begun":["FIELD"],"keys":[{"kind":"FIELD","version":2,"activeFrom":"2026-11-22T10:00:00Z","retired":false}],
         "rotations":[{"kind":"FIELD","toVersion":2,"phase":"MOVING","phaseSince":"2026-11-22T10:00:00Z",
           "moved":120,"damaged":1,"place":"licence_version.content"}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    service.createContext(
        "/actuator/datakeys",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type"));
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
    String management = "http://127.0.0.1:" + service.getAddress().getPort();
    try {
      Shell.Ended begun = lz("keys", "rotate-data", "--management", management);
      assertThat(begun.code()).as(begun.err()).isZero();
      assertThat(begun.err()).contains("begun FIELD");
      assertThat(begun.out())
          .contains("MOVING", "moved=120", "damaged=1", "at=licence_version.content", "IN_USE");
      Shell.Ended status =
          lz("keys", "rotate-data", "--status", "--json", "--management", management);
      assertThat(json(status.lines().get(0)).at("/rotations/0/phase").asString())
          .isEqualTo("MOVING");
      assertThat(asked).containsExactly("POST application/json", "GET null");
    } finally {
      service.stop(0);
    }
    Shell.Ended alone = lz("keys", "rotate-data", "--management", management);
    assertThat(alone.code()).isEqualTo(69);
    assertThat(alone.err()).contains("[service-unreachable]");
  }

  @Test
  void aMissingKeyStoreIsToldAndTheOthersAreShown() throws IOException {
    Path file = folder.resolve("two.yml");
    Files.writeString(
        file,
        """
        liangzheng:
          custody:
            vaults:
              - {kind: software, name: gone}
              - {kind: software, name: soft}
        """);
    Shell.Ended health = lz("keys", "health", "--vaults", file);
    assertThat(health.code()).isEqualTo(69);
    assertThat(health.out()).contains("gone", "[key-store-absent]", "soft", "正常 up");
  }
}
