package org.liangzheng.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.home.TestDatabases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who has a connection does not wait for one who waits for a connection. */
class SharedLooksTest {
  private final Cache<String, Integer> cache = Caffeine.newBuilder().maximumSize(10).build();

  @Test
  void aTransactionDoesNotWaitForALookThatWaitsForItsConnection() throws Exception {
    try (HikariDataSource pool = TestDatabases.migrated().pool(1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      JdbcClient jdbc = JdbcClient.create(pool);
      TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
      CompletableFuture<Void> looking = new CompletableFuture<>();
      Future<Integer> kept =
          threads.submit(() ->
              transaction.execute(_ -> {
                looking.join();
                return look(jdbc);
              }));
      Awaitility.await().until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 1);
      Future<Integer> look = threads.submit(() -> look(jdbc));
      Awaitility.await()
          .until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
      looking.complete(null);
      assertThat(kept).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(7);
      assertThat(look).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(7);
    }
  }

  private Integer look(JdbcClient jdbc) {
    return SharedLooks.get(cache, "seven", _ -> jdbc.sql("select 7").query(Integer.class).single());
  }

  @Test
  void outsideOfOneItIsKeptAndInsideOneItIsNot() {
    AtomicInteger asked = new AtomicInteger();
    try (HikariDataSource pool = TestDatabases.migrated().pool(2)) {
      TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
      for (int i = 0; i < 2; i++) {
        transaction.executeWithoutResult(
            _ -> SharedLooks.get(cache, "n", _ -> asked.incrementAndGet()));
      }
      assertThat(asked).hasValue(2);
      assertThat(cache.getIfPresent("n")).isNull();
      for (int i = 0; i < 2; i++) {
        assertThat(SharedLooks.get(cache, "n", _ -> asked.incrementAndGet())).isEqualTo(3);
      }
      transaction.executeWithoutResult(
          _ -> assertThat(SharedLooks.get(cache, "n", _ -> asked.incrementAndGet())).isEqualTo(3));
    }
  }
}
