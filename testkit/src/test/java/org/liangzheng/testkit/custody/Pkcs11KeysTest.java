package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyEntry;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.VaultNotice;
import org.liangzheng.hsm.pkcs11.ForeignKey;
import org.liangzheng.hsm.pkcs11.Pkcs11Vault;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;
import org.liangzheng.testkit.custody.natives.SoftHsm;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;

/** Keys as another program, OpenSC's pkcs11-tool, makes and sees them. */
@Timeout(60)
class Pkcs11KeysTest {
  @TempDir Path folder;
  private Pkcs11World world;

  @BeforeEach
  void start() {
    world = new Pkcs11World(folder, Sm2Numbers.NONE);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** Runs pkcs11-tool on the real module, in a process of its own. */
  private String tool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "pkcs11-tool",
                "--module",
                world.hsm.module().toString(),
                "--token-label",
                "one",
                "--login",
                "--pin",
                SoftHsm.USER_PIN));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", world.hsm.configuration().toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private void makeForeign(String label, String id) throws Exception {
    tool(
        "--keypairgen",
        "--key-type",
        "EC:prime256v1",
        "--label",
        label,
        "--id",
        id,
        "--usage-sign");
  }

  private void signs(Pkcs11Vault vault, String label) {
    SigningKey key = vault.signingKey(label);
    SignatureValue signature = world.sign(key, 1, new RecordedAttempts());
    assertThat(key.publicKey().verifies(key.publicKey().digest(Pkcs11World.message(1)), signature))
        .isTrue();
  }

  @Test
  void aKeyOfAnotherProgramServesWhereTheSettingsSaySo() throws Exception {
    makeForeign("seal made by tool", "a1b2");
    try (Pkcs11Vault without = world.open(world.settings("one"))) {
      assertThat(without.administration().list()).isEmpty();
      assertThatThrownBy(() -> without.signingKey("tool"))
          .isInstanceOf(CustodyException.KeyAbsent.class);
    }
    for (String match : List.of("id:A1B2", "label:seal made by tool")) {
      ForeignKey foreign =
          new ForeignKey(ForeignKey.Match.parse(match), "tool", KeyPurpose.LICENCE_SEAL);
      try (Pkcs11Vault vault =
          world.open(world.settings("one").withForeignKeys(List.of(foreign)))) {
        signs(vault, "tool");
        assertThat(vault.signingKey("tool").purpose()).isEqualTo(KeyPurpose.LICENCE_SEAL);
        assertThat(vault.administration().list().stream().map(KeyEntry::reference))
            .containsExactly(new KeyReference("hsm", "tool"));
        assertThatThrownBy(() ->
                vault
                    .administration()
                    .generateSigningKey("tool", KeyPurpose.RECEIPT, SignatureSuite.P256_SHA256))
            .isInstanceOf(CustodyException.DuplicateLabel.class);
      }
    }
  }

  @Test
  void twoKeysOfOneNameAreNoKey() throws Exception {
    makeForeign("twin", "01");
    makeForeign("twin", "02");
    ForeignKey both =
        new ForeignKey(new ForeignKey.Match.Label("twin"), "twin", KeyPurpose.OFFICE_SEAL);
    ForeignKey second =
        new ForeignKey(ForeignKey.Match.parse("id:02"), "second", KeyPurpose.OFFICE_SEAL);
    Pkcs11Vault vault = world.open(world.settings("one").withForeignKeys(List.of(both, second)));
    assertThatThrownBy(() -> vault.signingKey("twin"))
        .isInstanceOf(CustodyException.KeyAmbiguous.class);
    signs(vault, "second");
  }

  @Test
  void aKeyThatCanBeReadOutIsNotUsed() throws Exception {
    tool(
        "--keypairgen",
        "--key-type",
        "EC:prime256v1",
        "--label",
        "open",
        "--id",
        "0f",
        "--extractable");
    ForeignKey open =
        new ForeignKey(ForeignKey.Match.parse("id:0f"), "open", KeyPurpose.OFFICE_SEAL);
    Pkcs11Vault vault = world.open(world.settings("one").withForeignKeys(List.of(open)));
    assertThatThrownBy(() -> vault.signingKey("open"))
        .isInstanceOf(CustodyException.KeyExposed.class);
  }

  @Test
  void aKeyMadeHereNeverLeavesItsTokenAndOnlySigns() throws Exception {
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    String said = tool("--list-objects");
    String privateKey = said.substring(said.indexOf("Private Key Object"));
    assertThat(privateKey)
        .contains("label:      office")
        .contains("ID:         4c5a0105")
        .containsPattern("Access: +sensitive, always sensitive, never extract(?:e|a)?ble, local")
        .containsPattern("Usage: +sign\\n");
  }

  @Test
  void thePublicKeyComesFromTheCertificateWhereThereIsNoPublicObject() throws Exception {
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    Certificate certificate;
    String id;
    try (Pkcs11Vault vault = world.open(world.settings("one"))) {
      SigningKey key = vault.signingKey("office");
      certificate = TestCertificates.selfSigned(world.clock, key, "office");
      vault.administration().storeCertificate("office", certificate);
      String said = tool("--list-objects", "--type", "privkey");
      id = said.substring(said.indexOf("4c5a01"), said.indexOf("4c5a01") + 40);
    }
    tool("--delete-object", "--type", "pubkey", "--id", id);
    try (Pkcs11Vault vault = world.open(world.settings("one"))) {
      assertThat(vault.signingKey("office").publicKey()).isEqualTo(certificate.publicKey());
      assertThat(vault.certificate("office")).contains(certificate);
      signs(vault, "office");
    }
    tool("--delete-object", "--type", "cert", "--id", id);
    try (Pkcs11Vault vault = world.open(world.settings("one"))) {
      assertThatThrownBy(() -> vault.signingKey("office"))
          .isInstanceOf(CustodyException.VaultFault.class)
          .hasMessageContaining("public key");
    }
  }

  @Test
  void destroyingLeavesNothingAndTouchesNothingElse() throws Exception {
    makeForeign("neighbour", "77");
    try (Pkcs11Vault vault = world.open(world.settings("one"))) {
      SigningKey key =
          vault
              .administration()
              .generateSigningKey("office", KeyPurpose.OFFICE_SEAL, SignatureSuite.P256_SHA256);
      vault
          .administration()
          .storeCertificate("office", TestCertificates.selfSigned(world.clock, key, "a"));
      vault
          .administration()
          .storeCertificate("office", TestCertificates.selfSigned(world.clock, key, "b"));
      assertThat(tool("--list-objects", "--type", "cert").split("Certificate Object", -1))
          .hasSize(2);
      vault.administration().destroy("office");
      assertThat(vault.notices()).containsExactly(VaultNotice.SOFT_TOKEN_NOT_FOR_PRODUCTION);
    }
    assertThat(tool("--list-objects")).doesNotContain("office").contains("neighbour");
  }

  @Test
  void aKeyDestroyedByAnotherProcessSignsNoMore() throws Exception {
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    Pkcs11Vault vault = world.open(world.settings("one"));
    SigningKey key = vault.signingKey("office");
    world.sign(key, 1, new RecordedAttempts());
    String said = tool("--list-objects", "--type", "privkey");
    String id = said.substring(said.indexOf("4c5a01"), said.indexOf("4c5a01") + 40);
    tool("--delete-object", "--type", "privkey", "--id", id);
    assertThatThrownBy(() -> world.sign(key, 2, new RecordedAttempts()))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    assertThatThrownBy(() -> vault.signingKey("office"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
  }
}
