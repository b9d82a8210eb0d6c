package org.liangzheng.testkit.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.testkit.launcher.Checkout.Answer;

/** A state folder keeps the kind of vault it was begun with. */
class VaultKindTest {
  @TempDir Path temporary;
  private Checkout checkout;
  private Path home;

  @BeforeEach
  void machine() throws Exception {
    home = temporary.resolve("状态");
    checkout = new Checkout(temporary).with("LZ_HOME", home.toString());
  }

  @Test
  void aTokensSettingsAreWrittenOnceAndClosedToOthers() throws Exception {
    assertThat(checkout.lz("run", "--vault", "pkcs11").exit()).isZero();
    Path settings = home.resolve("config/application.yml");
    String written = Files.readString(settings);
    assertThat(written).contains("kind: pkcs11", "libsofthsm2.so", "create-if-absent: true");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
    assertThat(Files.readString(home.resolve("softhsm2.conf"))).contains(home + "/tokens");
    assertThat(checkout.lz("run", "--vault=pkcs11").exit()).isZero();
    assertThat(checkout.lz("run").exit()).isZero();
    assertThat(Files.readString(settings)).isEqualTo(written);
    Answer other = checkout.lz("run", "--vault", "software");
    assertThat(other.exit()).isEqualTo(64);
    assertThat(other.err()).contains("[vault-kind-differs]", "pkcs11");
  }

  @Test
  void aFolderOfSoftwareKeysOrOfAnOperatorsSettingsIsLeftAlone() throws Exception {
    Files.createDirectories(home.resolve("keys"));
    Answer refused = checkout.lz("run", "--vault", "pkcs11");
    assertThat(refused.exit()).isEqualTo(64);
    assertThat(refused.err()).contains("[vault-kind-differs]", "software");
    assertThat(home.resolve("config")).doesNotExist();
    assertThat(checkout.lz("run", "--vault", "software").exit()).isZero();
    Files.createDirectories(home.resolve("config"));
    Files.writeString(home.resolve("config/application.yml"), "liangzheng: {}\n");
    assertThat(checkout.lz("run", "--vault", "pkcs11").err()).contains("[vault-kind-differs]");
    assertThat(checkout.lz("run").exit()).isZero();
  }

  @Test
  void anotherKindIsAUsageError() throws Exception {
    for (String[] wrong :
        new String[][] {{"run", "--vault", "hsm"}, {"run", "--vault"}, {"run", "--vault=sdf"}}) {
      Answer answer = checkout.lz(wrong);
      assertThat(answer.exit()).isEqualTo(64);
      assertThat(answer.err()).contains("[vault-kind-unknown]", "docs/hsm.md");
    }
    assertThat(home).doesNotExist();
  }
}
