package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.testkit.custody.natives.FaultyPkcs11;
import org.liangzheng.testkit.custody.natives.SdfStandIn;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;
import org.liangzheng.testkit.custody.natives.SoftHsm;

/** The commands over a real SoftHSM token and over the test device with an SDF library. */
class KeysDevicesTest {
  private static final String SUBJECT = "C=CN,O=亮城市,CN=印章";

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void name() throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
  }

  private Shell.Ended lz(Object... arguments) {
    return new Shell(folder.resolve("state")).with("LZ_HOME", home.toString()).run(arguments);
  }

  private void writePin(String pin) throws IOException {
    Path file = home.resolve("vault.pin");
    Files.writeString(file, pin);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void describe(String vault) throws IOException {
    Files.createDirectories(home.resolve("config"));
    Files.writeString(
        home.resolve("config/application.yml"),
        "liangzheng:\n  custody:\n    vaults:\n      - {" + vault + "}\n");
  }

  @Test
  void aTokenIsMadeFilledAndRefusesAWrongPin() throws Exception {
    SoftHsm hsm = SoftHsm.in(folder);
    FaultyPkcs11 module = FaultyPkcs11.over(hsm, folder, Sm2Numbers.SANSEC);
    String vault = "kind: pkcs11, name: hsm, module: '" + module.path() + "', tokens: [seals]";
    describe(vault);
    writePin("135790");
    Shell.Ended before = lz("keys", "health");
    assertThat(before.code()).isEqualTo(69);
    assertThat(before.out()).contains("[token-absent]");
    assertThat(lz("keys", "create", "hsm").code()).isZero();
    assertThat(hsm.tokens()).hasSize(1);
    assertThat(lz("keys", "create", "hsm").code()).isEqualTo(65);

    assertThat(lz("keys", "generate", "hsm:seal", "--purpose", "LICENCE_SEAL").err())
        .contains("Made inside the vault");
    Shell.Ended csr = lz("keys", "csr", "hsm:seal", "--subject", SUBJECT);
    assertThat(csr.out()).startsWith("-----BEGIN CERTIFICATE REQUEST-----");
    Shell.Ended world = lz("keys", "sample", "--vault", "hsm", "--out", folder.resolve("world"));
    assertThat(world.code()).as(world.err()).isZero();
    assertThat(world.out()).contains("P256_SHA256", "Left out SM2_SM3", "Left out LOG SM2_SM3");
    assertThat(folder.resolve("world/p256/pack.jws")).isNotEmptyFile();
    assertThat(folder.resolve("world/sm2")).doesNotExist();
    assertThat(lz("keys", "list").out()).contains("hsm:sample-p256-root", "hsm:seal");
    Shell.Ended health = lz("keys", "health");
    assertThat(health.code()).as(health.err()).isZero();
    assertThat(health.out()).contains("label:seals", "可用 ready");
    assertThat(lz("keys", "destroy", "hsm:seal", "--yes-destroy", "seal").code()).isZero();
    assertThat(lz("keys", "list").out()).doesNotContain("hsm:seal ");

    writePin("000000");
    Shell.Ended wrong = lz("keys", "list");
    assertThat(wrong.code()).isEqualTo(69);
    assertThat(wrong.err()).contains("[vault-pin-rejected]").doesNotContain("000000");
  }

  @Test
  void aModuleThatIsMissingOrNoneIsNamed() throws Exception {
    writePin("135790");
    describe("kind: pkcs11, name: hsm, module: /nowhere/p11.so, tokens: [seals]");
    Shell.Ended absent = lz("keys", "list");
    assertThat(absent.code()).isEqualTo(66);
    assertThat(absent.err()).contains("[library-absent]", "/nowhere/p11.so");
    Path text =
        Files.writeString(folder.resolve("p11.so"), "not a library, long enough to look at");
    describe("kind: pkcs11, name: hsm, module: '" + text + "', tokens: [seals]");
    assertThat(lz("keys", "vaults").out()).contains("[library-foreign]");
  }

  @Test
  void anSdfDeviceAssignsFromItsPoolAndSaysSo() throws Exception {
    SdfStandIn device = SdfStandIn.create(folder, "device", 2012, 64).provision(1, 30, "pass-1234");
    writePin("pass-1234");
    String vault =
        "kind: sdf, name: sdf, libraries: ['"
            + device.library()
            + "'], signing-indices: %s, wrapping-indices: 30";
    describe(vault.formatted("1-2"));
    assertThat(lz("keys", "vaults").err()).contains("[vault-setting]", "key-table");
    String table = ", key-table: '" + folder.resolve("table.json") + "'";
    describe(vault.formatted("1-2") + table);
    assertThat(lz("keys", "list").code()).isEqualTo(66);
    assertThat(lz("keys", "create", "sdf").code()).isZero();
    assertThat(lz("keys", "create", "sdf").code()).isEqualTo(65);

    Shell.Ended assigned = lz("keys", "generate", "sdf:seal", "--purpose", "LICENCE_SEAL");
    assertThat(assigned.code()).as(assigned.err()).isZero();
    assertThat(assigned.err()).contains("the device made no key");
    assertThat(lz("keys", "csr", "sdf:seal", "--subject", SUBJECT).out())
        .startsWith("-----BEGIN CERTIFICATE REQUEST-----");
    assertThat(lz("keys", "rotate", "sdf:seal", "--subject", SUBJECT).code()).isZero();
    Shell.Ended full = lz("keys", "generate", "sdf:third", "--purpose", "LICENCE_SEAL");
    assertThat(full.code()).isEqualTo(65);
    assertThat(full.err()).contains("[key-index-pool-exhausted]");
    Shell.Ended destroy = lz("keys", "destroy", "sdf:seal", "--yes-destroy", "seal");
    assertThat(destroy.code()).isEqualTo(65);
    assertThat(destroy.err()).contains("[vault-capability-missing]");
    assertThat(lz("keys", "list").out()).contains("sdf:seal ", "sdf:seal-2 ");

    // A pool that is too small for a world leaves it out and says why.
    Shell.Ended small = lz("keys", "sample", "--vault", "sdf", "--out", folder.resolve("w1"));
    assertThat(small.code()).isEqualTo(65);
    assertThat(small.out()).contains("Left out SM2_SM3", "index pool");
    describe(vault.formatted("1-29") + table);
    Shell.Ended world = lz("keys", "sample", "--vault", "sdf", "--out", folder.resolve("w2"));
    assertThat(world.code()).as(world.out() + world.err()).isZero();
    assertThat(folder.resolve("w2/sm2/pack.jws")).isNotEmptyFile();
  }
}
