package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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
import org.liangzheng.api.Application;
import org.liangzheng.api.identity.TestHttp.Call;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Two nodes with one database and one key store. */
@ApiTest
class SecondNodeTest {

  @Autowired private ApplicationContext context;
  @TempDir private Path folder;

  private ConfigurableApplicationContext second() throws Exception {
    Environment first = context.getEnvironment();
    Path home = Path.of(first.getRequiredProperty("liangzheng.home"));
    Path mine = Files.createDirectory(folder.resolve("home"));
    return new SpringApplicationBuilder(Application.class)
        .run(
            "--spring.datasource.url=" + first.getRequiredProperty("spring.datasource.url"),
            "--spring.datasource.username="
                + first.getRequiredProperty("spring.datasource.username"),
            "--spring.datasource.password="
                + first.getRequiredProperty("spring.datasource.password"),
            "--liangzheng.home=" + mine,
            "--liangzheng.vault-pin-file=" + home.resolve("vault.pin"),
            "--liangzheng.custody.vaults[0].kind=software",
            "--liangzheng.custody.vaults[0].name=soft",
            "--liangzheng.custody.vaults[0].file=" + home.resolve("keys/soft.json"),
            "--liangzheng.identity.issuer=" + context.getBean(Issuer.class).value(),
            "--liangzheng.sample.enabled=false",
            "--liangzheng.trust.anchor=" + Files.readString(home.resolve("trust-anchor")).strip(),
            "--server.port=0",
            "--management.server.port=0");
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
