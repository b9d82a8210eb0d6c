package org.liangzheng.api.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.testkit.TestWorld;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Indexes are random, never given twice, and their status goes with the act. */
class StatusesTest {
  private HikariDataSource source;
  private JdbcClient database;
  private TransactionTemplate transactions;
  private Statuses statuses;

  @BeforeEach
  void open() {
    TestDatabases.Access access = TestDatabases.migrated();
    source = new HikariDataSource();
    source.setJdbcUrl(access.url());
    source.setUsername(access.user());
    source.setPassword(access.password());
    source.setMaximumPoolSize(3);
    database = JdbcClient.create(source);
    JdbcTransactionManager manager = new JdbcTransactionManager(source);
    transactions = new TransactionTemplate(manager);
    statuses = new Statuses(new StatusRows(database), manager, new SecureRandom());
  }

  @AfterEach
  void close() {
    source.close();
  }

  private long size(StatusKind kind) {
    return new StatusRows(database).size(kind);
  }

  @Test
  void anIndexIsNeverGivenTwiceAndTheListGrowsBeforeItIsFull() {
    database.sql("update trust_status_size set size = 1024 where kind = 'SEAL'").update();
    Set<Long> given = new HashSet<>();
    for (int i = 0; i < 1100; i++) {
      long index = statuses.allot(StatusKind.SEAL);
      assertThat(given.add(index)).isTrue();
      assertThat(index).isBetween(0L, size(StatusKind.SEAL) - 1);
    }
    assertThat(size(StatusKind.SEAL)).isGreaterThanOrEqualTo(2048).isLessThanOrEqualTo(8192);
    assertThat(size(StatusKind.LICENCE)).isEqualTo(65536);
  }

  @Test
  void anActThatIsBegunAnewGetsItsIndexAgain() {
    UUID version = UUID.randomUUID();
    long index = statuses.allot(StatusKind.LICENCE, version);
    assertThat(statuses.allot(StatusKind.LICENCE, version)).isEqualTo(index);
    assertThat(statuses.allot(StatusKind.LICENCE, UUID.randomUUID())).isNotEqualTo(index);
  }

  @Test
  void theKindsDoNotShareIndexes() {
    database.sql("insert into trust_status (kind, index) values ('SEAL', 5)").update();
    assertThat(new StatusRows(database).take(StatusKind.LICENCE, new long[] {5}, null))
        .contains(5L);
    assertThat(new StatusRows(database).take(StatusKind.LICENCE, new long[] {5}, null)).isEmpty();
  }

  @Test
  void anIndexIsKeptAlsoWhenTheActIsNot() {
    transactions.executeWithoutResult(status -> {
      statuses.allot(StatusKind.LICENCE);
      status.setRollbackOnly();
    });
    assertThat(database.sql("select count(*) from trust_status").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void aStatusGoesWithItsActOrNotAtAll() {
    long index = statuses.allot(StatusKind.LICENCE);
    transactions.executeWithoutResult(status -> {
      statuses.set(StatusKind.LICENCE, index, StatusAct.REVOKED, TestWorld.NOW);
      status.setRollbackOnly();
    });
    assertThat(act(index)).isEqualTo("IN_FORCE");
    assertThat(changes()).isZero();
    transactions.executeWithoutResult(
        _ -> statuses.set(StatusKind.LICENCE, index, StatusAct.REVOKED, TestWorld.NOW));
    assertThat(act(index)).isEqualTo("REVOKED");
    assertThat(changes()).isEqualTo(1);
  }

  @Test
  void aStatusOutsideAnActOrOfNobodyIsRefused() {
    long index = statuses.allot(StatusKind.LICENCE);
    assertThatThrownBy(
            () -> statuses.set(StatusKind.LICENCE, index, StatusAct.REVOKED, TestWorld.NOW))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() ->
            transactions.executeWithoutResult(
                _ -> statuses.set(StatusKind.SEAL, index, StatusAct.REVOKED, TestWorld.NOW)))
        .isInstanceOf(IllegalStateException.class);
    for (String odd : new String[] {"1899-12-31T23:59:59Z", "2100-01-01T00:00:01Z"}) {
      assertThatThrownBy(() ->
              transactions.executeWithoutResult(_ ->
                  statuses.set(StatusKind.LICENCE, index, StatusAct.REVOKED, Instant.parse(odd))))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(act(index)).isEqualTo("IN_FORCE");
    assertThat(changes()).isZero();
  }

  private String act(long index) {
    return database
        .sql("select act from trust_status where kind = 'LICENCE' and index = ?")
        .param(index)
        .query(String.class)
        .single();
  }

  private long changes() {
    return database.sql("select count(*) from trust_status_change").query(Long.class).single();
  }
}
