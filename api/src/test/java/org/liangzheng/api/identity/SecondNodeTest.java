package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.SecondNode;
import org.liangzheng.api.identity.TestHttp.Call;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes with one database and one key store. */
@ApiTest
class SecondNodeTest {

  @Autowired private ApplicationContext context;
  @TempDir private Path folder;

  private ConfigurableApplicationContext second() throws Exception {
    return SecondNode.start(context, folder.resolve("home"));
  }

  @Test
  void anAssertionCountsOnceOnAllNodesAndATokenOnEach() throws Exception {
    Tokens one = Tokens.of(context);
    TestKey key = new TestKey();
    String client = one.register(Tokens.OWN, key, Scope.LICENCE_READ);
    try (ConfigurableApplicationContext second = second()) {
      Tokens other = Tokens.of(second);
      for (int round = 0; round < 5; round++) {
        String assertion = key.sign(one.claims(client));
        assertThat(together(one, other, assertion)).containsExactlyInAnyOrder(200, 401);
      }
      String token = one.token(client, key);
      assertThat(
              TestHttp.send(
                      other.base(), Call.get("/v1/about").with("Authorization", "Bearer " + token))
                  .status())
          .isEqualTo(200);
    }
  }

  private static List<Integer> together(Tokens one, Tokens other, String assertion)
      throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Tokens node : List.of(one, other)) {
        answers.add(
            threads.submit(() -> {
              go.await();
              return node.ask(assertion).status();
            }));
      }
      go.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      return statuses;
    }
  }
}
