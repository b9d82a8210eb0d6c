package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Who has a connection does not wait for one who waits for a connection. */
@ApiTest
class VolumeLockTest {
  private static final OrganizationId AUTHORITY = SampleDepartment.HUMAN_RESOURCES.id();
  private static final Instant AT = Instant.parse("2020-02-03T04:05:06Z");

  @Autowired private AuditLog audit;

  @Test
  void aFetchThatIsKeptDoesNotWaitForOneThatIsCounted() throws Exception {
    try (HikariDataSource pool = TestDatabases.migrated().pool(1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Volume volume = new Volume(JdbcClient.create(pool), audit, settings(), JsonMapper.shared());
      Volume.Taken taken = volume.take(AUTHORITY, AT);
      TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
      Future<?> kept =
          transaction.execute(_ -> {
            // It has the only connection; the other one asks for the next block and waits for it.
            Future<Volume.Taken> counted = threads.submit(() -> volume.take(AUTHORITY, AT));
            Awaitility.await()
                .until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
            Future<?> told = threads.submit(() -> volume.tell(taken, UUID.randomUUID(), "test"));
            assertThat(told).succeedsWithin(Duration.ofSeconds(5));
            return counted;
          });
      assertThat(kept.get(10, TimeUnit.SECONDS)).isEqualTo(taken);
    }
  }

  private static SharingSettings settings() {
    return new SharingSettings(
        Duration.ofMillis(5),
        1_000,
        Map.of(),
        500,
        3,
        Duration.ofMinutes(10),
        5,
        366,
        10,
        List.of(),
        List.of(),
        30);
  }
}
