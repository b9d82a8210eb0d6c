package org.liangzheng.api.presentation.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who waits is woken, whatever else came over the channel. */
@ApiTest
class DoorbellTest {
  @Autowired private Doorbell bell;
  @Autowired private JdbcClient database;

  @Test
  void aBellThatNamesNoTopicDoesNotEndTheListening() throws Exception {
    UUID topic = UUID.randomUUID();
    CountDownLatch woken = new CountDownLatch(1);
    Runnable stop = bell.listen(topic, woken::countDown);
    try {
      database
          .sql("select 1 from pg_notify(?, 'nobody')")
          .param(Doorbell.CHANNEL)
          .query(Integer.class)
          .single();
      bell.ring(topic);
      assertThat(woken.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      stop.run();
    }
  }
}
