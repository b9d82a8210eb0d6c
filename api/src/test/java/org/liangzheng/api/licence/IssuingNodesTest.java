package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.SecondNode;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Two nodes of the service with one database and one key store. */
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuingNodesTest {
  private static final int PER_MINUTE = 3;

  @Autowired private ApplicationContext first;
  @Autowired private JdbcClient database;

  private ConfigurableApplicationContext second;
  private List<String> worldBefore;
  private TestCity one;
  private TestCity two;

  @BeforeAll
  void startTheSecond(@TempDir Path folder) throws Exception {
    worldBefore = world();
    Tokens tokens = Tokens.of(first);
    second =
        SecondNode.start(
            first,
            folder.resolve("home"),
            "--liangzheng.sample.enabled=true",
            "--liangzheng.sample.licences=false",
            "--liangzheng.verification.per-minute=" + PER_MINUTE);
    String token =
        tokens.bearer(SampleDepartment.MARKET.id(), Scope.LICENCE_ISSUE, Scope.LICENCE_READ);
    one = new TestCity(tokens.base(), token);
    two = new TestCity(Tokens.of(second).base(), token);
  }

  @AfterAll
  void stopTheSecond() {
    if (second != null) {
      second.close();
    }
  }

  /** What a second making would make again. */
  private List<String> world() {
    return database
        .sql(
            "select 'authority ' || id from authority union all"
                + " select 'seal ' || id || ' ' || encode(sha256(seal), 'hex') from seal"
                + " where seal is not null union all"
                + " select 'pack ' || encode(sha256, 'hex') from trust_pack where version = 1")
        .query(String.class)
        .list();
  }

  @Test
  void theSampleWorldIsMadeOnce() {
    assertThat(world()).containsExactlyInAnyOrderElementsOf(worldBefore);
    // Each department and its licence seal, one first pack; other tests apply for further seals.
    assertThat(worldBefore).hasSizeGreaterThan(2 * SampleDepartment.values().length);
  }

  @Test
  void oneKeyOnBothNodesIssuesOneLicence() throws Exception {
    for (int round = 0; round < 10; round++) {
      ObjectNode request = LicenceRequests.valid();
      String key = TestCity.key();
      int before = licences();
      List<Reply> replies = together(key, request);
      assertThat(replies).anyMatch(reply -> reply.status() == 201);
      for (Reply reply : replies) {
        if (reply.status() != 201) {
          assertThat(reply.problem()).isEqualTo("409 request-in-flight");
          assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 5);
        }
      }
      assertThat(licences()).isEqualTo(before + 1);
      assertThat(one.issue(key, request).body()).isEqualTo(two.issue(key, request).body());
    }
  }

  private int licences() {
    return database.sql("select count(*) from licence").query(Integer.class).single();
  }

  private List<Reply> together(String key, ObjectNode request) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Reply>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (TestCity node : List.of(one, two)) {
        answers.add(
            threads.submit(() -> {
              go.await();
              return node.issue(key, request);
            }));
      }
      go.countDown();
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> answer : answers) {
        replies.add(answer.get());
      }
      return replies;
    }
  }

  @Test
  void whatOneIssuesTheOtherKnowsAndItsVerificationsAreLimited() {
    Reply here = one.issue(LicenceRequests.valid());
    Reply there = two.issue(LicenceRequests.valid());
    assertThat(two.read(here.header("Location")).json()).isEqualTo(here.json());
    byte[] ofFirst = two.read(here.header("Location") + "/file").body();
    byte[] ofSecond = one.read(there.header("Location") + "/file").body();
    assertThat(one.verify(ofSecond).verdict()).isEqualTo("VALID");
    for (int i = 0; i < PER_MINUTE; i++) {
      assertThat(two.verify(ofFirst).verdict()).isEqualTo("VALID");
    }
    Reply refused = two.verify(ofFirst);
    assertThat(refused.problem()).isEqualTo("429 too-many-requests");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
  }
}
