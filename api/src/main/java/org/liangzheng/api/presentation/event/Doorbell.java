package org.liangzheng.api.presentation.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Wakes on every node whoever waits for something (PostgreSQL LISTEN and NOTIFY). It says only that
 * there may be something new; what that is, stands in tables. A bell that was missed while the
 * connection was away is made up for by waking everybody.
 */
@Component
public class Doorbell implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);
  static final String CHANNEL = "presentation";

  /** Rings in a statement that selects from it; parameters: {@link #CHANNEL} and the topic. */
  static final String RING = "pg_notify(?, ?)";

  private static final int LOOK_MILLIS = 1_000;
  private static final long PAUSE_MILLIS = 500;

  private final DataSource source;
  private final JdbcClient database;
  private final Map<UUID, Set<Runnable>> waiting = new ConcurrentHashMap<>();
  private volatile boolean running;
  private volatile @Nullable Thread thread;
  private volatile CountDownLatch stopped = new CountDownLatch(0);

  Doorbell(DataSource source, JdbcClient database) {
    this.source = source;
    this.database = database;
  }

  /** Wakes who waits for a topic, on all nodes, once the transaction of the caller is committed. */
  public void ring(UUID topic) {
    var _ =
        database
            .sql("select 1 from " + RING)
            .params(CHANNEL, topic.toString())
            .query(Integer.class)
            .single();
  }

  /**
   * Waits for a topic.
   *
   * @param wake called after each bell, quickly and on a thread of the bell's: it hands its work on
   * @return ends the waiting
   */
  public Runnable listen(UUID topic, Runnable wake) {
    waiting.compute(
        topic,
        (_, others) -> {
          Set<Runnable> all = others == null ? ConcurrentHashMap.newKeySet(1) : others;
          all.add(wake);
          return all;
        });
    return () ->
        waiting.computeIfPresent(
            topic,
            (_, all) -> {
              all.remove(wake);
              return all.isEmpty() ? null : all;
            });
  }

  /** How many topics somebody waits for. */
  public int topics() {
    return waiting.size();
  }

  private void wake(@Nullable Set<Runnable> listeners) {
    if (listeners != null) {
      for (Runnable listener : listeners) {
        try {
          listener.run();
        } catch (RuntimeException failed) {
          LOG.warn("somebody who waited for a presentation could not be woken", failed);
        }
      }
    }
  }

  private void work() {
    boolean first = true;
    while (running) {
      try (Connection connection = source.getConnection()) {
        listen(connection, first);
        first = false;
      } catch (SQLException away) {
        if (running) {
          LOG.warn("live events wait for the database: {}", away.getSQLState());
          pause();
        }
      } catch (RuntimeException failed) {
        // Without this thread no live line of the node would ever be told anything.
        if (running) {
          LOG.warn("live events were interrupted and go on", failed);
          pause();
        }
      }
    }
    stopped.countDown();
  }

  private void listen(Connection connection, boolean first) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
    }
    PGConnection bell = connection.unwrap(PGConnection.class);
    if (!first) {
      waiting.values().forEach(this::wake);
    }
    try {
      while (running) {
        // A look now and then also finds out that the connection is gone.
        PGNotification[] rung = bell.getNotifications(LOOK_MILLIS);
        if (rung != null) {
          for (PGNotification one : rung) {
            topic(one.getParameter()).ifPresent(topic -> wake(waiting.get(topic)));
          }
        }
      }
    } finally {
      if (!connection.isClosed()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("unlisten *");
        }
      }
    }
  }

  /** Whoever may write to the database may ring; what names no topic wakes nobody. */
  private static Optional<UUID> topic(String rung) {
    try {
      return Optional.of(UUID.fromString(rung));
    } catch (IllegalArgumentException none) {
      LOG.warn("a bell of live events named no topic");
      return Optional.empty();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void start() {
    running = true;
    stopped = new CountDownLatch(1);
    thread = Thread.ofPlatform().daemon().name("presentation-bell").start(this::work);
  }

  @Override
  public void stop() {
    running = false;
    try {
      var _ = stopped.await(2 * LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    Thread listening = thread;
    if (listening != null) {
      listening.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
