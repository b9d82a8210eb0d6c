package org.liangzheng.api.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.api.web.Problem;
import org.liangzheng.testkit.TestPacks;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.testkit.custody.MovableClock;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The service believes a pack of its own database only under the anchor, and never goes back. */
class TrustDirectoryTest {
  private static TestWorld world;

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock(TestWorld.NOW);
  private JdbcClient database;
  private Home home;

  @BeforeAll
  static void world() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
  }

  @BeforeEach
  void open() {
    TestDatabases.Access access = TestDatabases.migrated();
    database =
        JdbcClient.create(
            new DriverManagerDataSource(access.url(), access.user(), access.password()));
    home = Home.open(folder.resolve("home").toString(), clock);
  }

  @AfterEach
  void close() throws Exception {
    home.close();
  }

  private TrustDirectory directory(String anchor) {
    TrustSettings settings =
        new TrustSettings(
            anchor, Duration.ofHours(4), Duration.ofSeconds(5), java.util.List.of(), "");
    return new TrustDirectory(
        new PackStore(database), new TrustAnchor(settings, home), settings, clock);
  }

  private static String anchor() {
    return world.world().root().anchor().value().toHex();
  }

  private void stored(long version, byte[] pack) {
    database
        .sql(
            "insert into trust_pack (version, issued_at, expires_at, sha256, pack)"
                + " values (?, now(), now(), sha256(?), ?)")
        .params(version, pack, pack)
        .update();
  }

  private static void refuses(TrustDirectory directory, String code, StartupFailure failure) {
    assertThatThrownBy(directory::newest)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code().code()).isEqualTo(code));
    assertThatThrownBy(directory::evidence).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> new TrustStart(directory).run(new DefaultApplicationArguments()))
        .isInstanceOfSatisfying(
            StartupProblem.class, problem -> assertThat(problem.failure()).isEqualTo(failure));
  }

  @Test
  void noPackIsNoTrust() {
    refuses(directory(anchor()), "evidence-missing", StartupFailure.TRUST_MISSING);
  }

  @Test
  void aPackWithoutAnAnchorIsNoTrust() {
    stored(1, TestPacks.valid(world).build());
    refuses(directory(""), "evidence-missing", StartupFailure.TRUST_REFUSED);
  }

  @Test
  void aPackUnderAnotherRootIsRefused() {
    stored(1, TestPacks.valid(world).build());
    refuses(directory("ab".repeat(32)), "evidence-refused", StartupFailure.TRUST_REFUSED);
  }

  @Test
  void anAlteredPackIsRefused() {
    byte[] pack = TestPacks.valid(world).build();
    pack[pack.length / 2] ^= 1;
    stored(1, pack);
    refuses(directory(anchor()), "evidence-refused", StartupFailure.TRUST_REFUSED);
  }

  @Test
  void theAnchorOfTheStateFolderCounts() throws Exception {
    home.writePrivate("trust-anchor", anchor() + "\n");
    TrustDirectory directory = directory("");
    directory.publish(TestPacks.valid(world).build());
    assertThat(directory.newest().pack().version()).isEqualTo(1);
    new TrustStart(directory).run(new DefaultApplicationArguments());
    home.writePrivate("trust-anchor", "not a fingerprint\n");
    assertThatThrownBy(() -> directory("").newest())
        .isInstanceOfSatisfying(
            StartupProblem.class,
            problem -> assertThat(problem.failure()).isEqualTo(StartupFailure.SETTING_INVALID));
  }

  @Test
  void aDatabaseThatGoesBackIsRefused() {
    TrustDirectory directory = directory(anchor());
    stored(1, TestPacks.valid(world).build());
    stored(2, TestPacks.valid(world).numbered(2, TestWorld.NOW.plusSeconds(1)).build());
    assertThat(directory.newest().pack().version()).isEqualTo(2);
    database.sql("delete from trust_pack where version = 2").update();
    clock.move(Duration.ofSeconds(11));
    assertThatThrownBy(directory::newest)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo(TrustProblem.EVIDENCE_REFUSED));
  }
}
