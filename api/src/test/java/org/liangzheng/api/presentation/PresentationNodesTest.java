package org.liangzheng.api.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.SecondNode;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestPoint;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.presentation.event.Doorbell;
import org.liangzheng.api.presentation.point.PlaceKind;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Two nodes: of two points one is first, proofs count once, and live lines cross over. */
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PresentationNodesTest {
  private static final String STOP = "TRAFFIC_STOP";

  @Autowired private ApplicationContext first;

  private ConfigurableApplicationContext second;
  private String one;
  private String two;
  private ShowWorld world;
  private UUID licence;

  @BeforeAll
  void startTheSecond(@TempDir Path folder) throws Exception {
    one = Tokens.of(first).base();
    second = SecondNode.start(first, folder.resolve("home"));
    two = Tokens.of(second).base();
    world = new ShowWorld(first);
    licence = world.drivingLicence();
  }

  @AfterAll
  void stopTheSecond() {
    if (second != null) {
      second.close();
    }
  }

  private static String told(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().get("outcome").asString();
  }

  @Test
  void ofTwoPointsOnTwoNodesOneIsFirst() throws Exception {
    TestPoint here = TestPoint.enrolled(first, PlaceKind.COUNTER, STOP);
    TestPoint there = TestPoint.enrolled(first, PlaceKind.GATE, STOP);
    var _ = List.of(here.token(), there.token());
    for (int round = 0; round < 10; round++) {
      String code = world.shown(licence, STOP).get("code").asString();
      CountDownLatch go = new CountDownLatch(1);
      List<Future<String>> answers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        answers.add(
            threads.submit(() -> {
              go.await();
              return told(here.send(one, TestPoint.scan(code, STOP)));
            }));
        answers.add(
            threads.submit(() -> {
              go.await();
              return told(there.send(two, TestPoint.scan(code, STOP)));
            }));
        go.countDown();
        List<String> told = new ArrayList<>();
        for (Future<String> answer : answers) {
          told.add(answer.get());
        }
        assertThat(told).containsExactlyInAnyOrder("VERDICT", "NOT_CHECKED");
      }
    }
  }

  @Test
  void aProofThatOneNodeSawNoOtherTakes() {
    TestPoint point = TestPoint.enrolled(first, PlaceKind.COUNTER, STOP);
    String path = "/v1/verifier-points/self";
    var call = org.liangzheng.api.identity.TestHttp.Call.get(path);
    String proof = point.proof("GET", path, point.token());
    var with = call.with("Authorization", "DPoP " + point.token()).with("DPoP", proof);
    assertThat(org.liangzheng.api.identity.TestHttp.send(one, with).status()).isEqualTo(200);
    Answer replay = org.liangzheng.api.identity.TestHttp.send(two, with);
    assertThat(replay.status()).isEqualTo(401);
    assertThat(replay.json().get("code").asString()).isEqualTo("proof-refused");
  }

  /** Reads events as they come. */
  private final class Listener implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final InputStream body;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Listener(String node, String id, String after) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(node + "/v1/presentations/" + id + "/events"))
              .header("Authorization", "Bearer " + world.token)
              .header("Accept", "text/event-stream");
      if (after != null) {
        request.header("Last-Event-ID", after);
      }
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      body = response.body();
      Thread.ofVirtual()
          .start(() -> {
            try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
              String line = reader.readLine();
              while (line != null) {
                lines.add(line);
                line = reader.readLine();
              }
            } catch (java.io.IOException closed) {
              // The test is over.
            }
          });
    }

    /** The next line of that kind. */
    String next(String field) throws InterruptedException {
      String line = lines.poll(20, TimeUnit.SECONDS);
      while (line != null && !line.startsWith(field + ":")) {
        line = lines.poll(20, TimeUnit.SECONDS);
      }
      assertThat(line).as(field).isNotNull();
      return line.substring(field.length() + 1).strip();
    }

    @Override
    public void close() throws Exception {
      body.close();
      client.shutdownNow();
    }
  }

  @Test
  void whatHappensOnOneNodeIsSeenOnTheOther() throws Exception {
    TestPoint point = TestPoint.enrolled(first, PlaceKind.COUNTER, STOP);
    TestPoint late = TestPoint.enrolled(first, PlaceKind.INSPECTOR, STOP);
    JsonNode shown = world.shown(licence, STOP);
    String id = shown.get("id").asString();
    String code = shown.get("code").asString();
    String position;
    try (Listener listener = new Listener(two, id, null)) {
      assertThat(told(point.send(one, TestPoint.scan(code, STOP)))).isEqualTo("VERDICT");
      position = listener.next("id");
      assertThat(listener.next("event")).isEqualTo("checked");
      assertThat(listener.next("data")).contains("\"VALID\"").contains("示例大厅");
    }
    // While nobody listens another point tries; who comes back with the position misses nothing.
    assertThat(told(late.send(one, TestPoint.scan(code, STOP)))).isEqualTo("NOT_CHECKED");
    try (Listener listener = new Listener(two, id, position)) {
      assertThat(listener.next("event")).isEqualTo("tried");
      assertThat(listener.next("data")).contains("INSPECTOR").doesNotContain("示例大厅");
      assertThat(world.delete("/v1/presentations/" + id).status()).isEqualTo(204);
      assertThat(listener.next("event")).isEqualTo("ended");
    }
  }

  /** A line costs a socket and no request; when its other side goes away, so does what waits. */
  @Test
  void whoGoesAwayIsForgotten() throws Exception {
    Doorbell bell = first.getBean(Doorbell.class);
    JsonNode shown = world.shown(licence, STOP);
    int before = bell.topics();
    URI node = URI.create(one);
    try (Socket socket = new Socket(node.getHost(), node.getPort())) {
      socket.setSoTimeout(20_000);
      StringBuilder request = new StringBuilder("GET /v1/presentations/");
      request.append(shown.get("id").asString()).append("/events HTTP/1.1\r\nHost: ");
      request.append(node.getAuthority()).append("\r\nAuthorization: Bearer ");
      request.append(world.token).append("\r\nAccept: text/event-stream\r\n\r\n");
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
      StringBuilder read = new StringBuilder();
      while (read.indexOf(":open") < 0) {
        int next = socket.getInputStream().read();
        assertThat(next).as(read.toString()).isNotNegative();
        read.append((char) next);
      }
      assertThat(read.toString())
          .startsWith("HTTP/1.1 200")
          .contains("text/event-stream")
          .containsIgnoringCase("connection: close")
          .containsIgnoringCase("cache-control: no-store")
          .doesNotContainIgnoringCase("transfer-encoding")
          .doesNotContainIgnoringCase("content-length");
      assertThat(bell.topics()).isEqualTo(before + 1);
      // What is said on it besides is not listened to.
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(world.delete("/v1/presentations/" + shown.get("id").asString()).status())
          .isEqualTo(204);
      while (read.indexOf("event:ended") < 0) {
        int next = socket.getInputStream().read();
        assertThat(next).as(read.toString()).isNotNegative();
        read.append((char) next);
      }
    }
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> bell.topics() == before);
  }
}
