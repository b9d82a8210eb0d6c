package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.software.PassphraseCost;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.SignatureSuite;

class KeysCommandTest {
  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void nameHome() {
    home = folder.resolve("数据");
  }

  private Shell shell() {
    return new Shell(folder.resolve("state")).with("LZ_HOME", home.toString());
  }

  private void makeVault() throws IOException {
    Files.createDirectories(home.resolve("keys"));
    writePin("correct horse");
    Clock clock = Clock.fixed(TestWorld.NOW, ZoneOffset.UTC);
    SoftwareVaultSettings settings =
        SoftwareVaultSettings.of("soft", home.resolve("keys/soft.json"))
            .withCost(new PassphraseCost(1024, 1, 1));
    try (Pin pin = Pin.readFile(home.resolve("vault.pin"));
        Vault vault =
            new SoftwareVaults(clock, new SecureRandom(), new CountingLedger(clock, Map.of()))
                .openOrCreate(settings, pin)) {
      vault
          .administration()
          .generateSigningKey("sample-pack", KeyPurpose.PACK, SignatureSuite.SM2_SM3);
      vault.administration().generateWrappingKey("data");
    }
  }

  private void writePin(String pin) throws IOException {
    Path file = home.resolve("vault.pin");
    Files.writeString(file, pin + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void listsKeysAndNoSecrets() throws IOException {
    makeVault();
    Shell.Ended ended = shell().run("keys", "list");
    assertThat(ended.code()).isZero();
    assertThat(ended.lines()).hasSize(2);
    assertThat(ended.out())
        .contains("soft:data", "WRAPPING", "soft:sample-pack", "PACK", "SM2_SM3");
    assertThat(ended.err()).contains("生产");
    assertThat(new Shell(folder).run("keys", "list", "--home", home).code()).isZero();
  }

  @Test
  void saysHowVaultsAre() throws IOException {
    makeVault();
    Shell.Ended ended = shell().run("keys", "health");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("soft", "正常 up", "2 把密钥");
  }

  @Test
  void aServiceThatNeverRanIsNamed() {
    assertThat(shell().run("keys", "list").code()).isEqualTo(66);
    assertThat(shell().run("keys", "health").err()).contains("[service-never-ran]", "./lz run");
    Shell.Ended assertion = shell().run("keys", "assertion");
    assertThat(assertion.code()).isEqualTo(66);
    assertThat(assertion.err()).contains("[client-absent]", "./lz run");
  }

  @Test
  void aWrongPinIsNotTriedAgain() throws IOException {
    makeVault();
    writePin("wrong");
    Shell.Ended ended = shell().run("keys", "list");
    assertThat(ended.code()).isEqualTo(69);
    assertThat(ended.err()).contains("[vault-pin-rejected]").doesNotContain("wrong");
    Files.delete(home.resolve("vault.pin"));
    assertThat(shell().run("keys", "list").code()).isEqualTo(66);
  }

  @Test
  void signsAClientAssertion() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    writeClient(
        "{\"client_id\":\"sample\",\"token_endpoint\":\"http://127.0.0.1:8080/oauth2/token\","
            + "\"issuer\":\"http://127.0.0.1:8080\",\"private_key\":"
            + key.toJSONString()
            + "}");
    Shell.Ended ended = shell().run("keys", "assertion");
    assertThat(ended.code()).isZero();
    SignedJWT jwt = SignedJWT.parse(ended.out().strip());
    assertThat(jwt.verify(new ECDSAVerifier(key.toPublicJWK()))).isTrue();
    assertThat(jwt.getHeader().getKeyID()).isEqualTo("k1");
    assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("sample");
    assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("sample");
    assertThat(jwt.getJWTClaimsSet().getAudience())
        .containsExactly("http://127.0.0.1:8080/oauth2/token");
    assertThat(jwt.getJWTClaimsSet().getExpirationTime())
        .isEqualTo(Date.from(TestWorld.NOW.plusSeconds(60)));
    assertThat(jwt.getJWTClaimsSet().getJWTID()).hasSize(22);
    assertThat(shell().run("keys", "assertion").out()).isNotEqualTo(ended.out());
  }

  @Test
  void aClientFileThatIsNoneIsNamedAndNotQuoted() throws Exception {
    writeClient(
        "{\"client_id\":\"sample\",\"token_endpoint\":\"x\",\"private_key\":{\"d\":\"secret\"}}");
    Shell.Ended ended = shell().run("keys", "assertion");
    assertThat(ended.code()).isEqualTo(66);
    assertThat(ended.err()).contains("[client-malformed]").doesNotContain("secret");
    ECKey other = new ECKeyGenerator(Curve.P_384).generate();
    writeClient(
        "{\"client_id\":\"sample\",\"token_endpoint\":\"x\",\"private_key\":"
            + other.toJSONString()
            + "}");
    assertThat(shell().run("keys", "assertion").err()).contains("[client-malformed]");
    Files.setPosixFilePermissions(
        home.resolve("sample-client.json"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(shell().run("keys", "assertion").err()).contains("[client-too-open]");
  }

  private void writeClient(String json) throws IOException {
    Files.createDirectories(home);
    Path file = home.resolve("sample-client.json");
    Files.writeString(file, json);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
