package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.sdf.KeyAssignment;
import org.liangzheng.hsm.sdf.KeyTable;
import org.liangzheng.hsm.sdf.KeyTable.Claim;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.testkit.custody.MovableClock;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.Sm2PublicKey;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseKeyTableTest {
  private final SecureRandom random = new SecureRandom();
  private final JdbcClient jdbc = CustodyWorld.jdbc(TestDatabases.migrated());
  private final KeyTable table = new DatabaseKeyTable(jdbc, new MovableClock(CustodyWorld.NOW));

  private KeyAssignment assignment(String vault, String label, int index) {
    return new KeyAssignment(
        new KeyReference(vault, label),
        index,
        KeyPurpose.LICENCE_SEAL,
        (Sm2PublicKey) TestKey.random(SignatureSuite.SM2_SM3, random).publicKey(),
        Optional.empty());
  }

  @Test
  void whatWasClaimedIsFoundAndNeverGivenAgain() {
    KeyAssignment seal = assignment("sdf", "seal", 7);
    assertThat(table.claim(seal)).isEqualTo(Claim.CLAIMED);
    assertThat(table.find(seal.key())).contains(seal);
    assertThat(table.claim(assignment("sdf", "seal", 8))).isEqualTo(Claim.LABEL_TAKEN);
    assertThat(table.claim(assignment("sdf", "seal", 7))).isEqualTo(Claim.LABEL_TAKEN);
    assertThat(table.claim(assignment("sdf", "other", 7))).isEqualTo(Claim.INDEX_TAKEN);
    // Another vault has indices of its own.
    assertThat(table.claim(assignment("sdf-2", "seal", 7))).isEqualTo(Claim.CLAIMED);
    assertThat(table.list("sdf")).containsExactly(seal);
    assertThat(table.find(new KeyReference("sdf", "other"))).isEmpty();
  }

  @Test
  void ofManyNodesOneGetsTheIndex() throws Exception {
    try (ExecutorService nodes = Executors.newFixedThreadPool(8)) {
      List<Callable<Claim>> claims = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        KeyAssignment one = assignment("sdf", "seal-" + i, 1 + i % 4);
        claims.add(() -> table.claim(one));
      }
      List<Claim> ended = new ArrayList<>();
      for (var one : nodes.invokeAll(claims)) {
        ended.add(one.get());
      }
      assertThat(ended.stream().filter(Claim.CLAIMED::equals)).hasSize(4);
      assertThat(ended.stream().filter(Claim.INDEX_TAKEN::equals)).hasSize(28);
    }
    assertThat(table.list("sdf")).extracting(KeyAssignment::index).containsOnlyOnce(1, 2, 3, 4);
  }

  @Test
  void certificatesLieBesideTheirKeys() {
    TestWorld world = TestWorld.of(SignatureSuite.SM2_SM3);
    Certificate certificate = world.certificate(SampleRole.MARKET_LICENCE_SEAL);
    KeyAssignment seal =
        new KeyAssignment(
            new KeyReference("sdf", "seal"),
            1,
            KeyPurpose.LICENCE_SEAL,
            (Sm2PublicKey) certificate.publicKey(),
            Optional.empty());
    assertThat(table.storeCertificate(seal.key(), certificate)).isFalse();
    table.claim(seal);
    assertThat(table.storeCertificate(seal.key(), certificate)).isTrue();
    assertThat(table.find(seal.key()).orElseThrow().certificate()).contains(certificate);
  }

  @Test
  void aTableThatCannotBeReadIsNotAnEmptyOne() {
    jdbc.sql("drop table custody_assigned_key").update();
    assertThatThrownBy(() -> table.list("sdf"))
        .isInstanceOf(CustodyException.KeyTableUnavailable.class);
    assertThatThrownBy(() -> table.claim(assignment("sdf", "seal", 1)))
        .isInstanceOf(CustodyException.KeyTableUnavailable.class);
  }
}
