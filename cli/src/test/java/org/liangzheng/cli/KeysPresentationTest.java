package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Presentation keys are listed and revoked by asking the service; it answers as it does. */
class KeysPresentationTest {
  private static final String KEY = "019a0000-0000-7000-8000-000000000001";
  private static final String OTHER = "019a0000-0000-7000-8000-000000000002";
  private static final String LISTED =
      "{\"keys\":[{\"id\":\""
          + KEY
          + "\",\"name\":\"0011223344556677\",\"useFrom\":\"2026-11-22T10:00:00Z\","
          + "\"validUntil\":\"2026-11-24T10:00:00Z\",\"revokedAt\":null}],\"revoked\":false}";

  @TempDir Path folder;
  private HttpServer service;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/actuator/presentationkeys",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(exchange.getRequestMethod() + " " + body);
          String answer =
              body.isEmpty()
                  ? LISTED
                  : LISTED
                      .replace("null", "\"2026-11-22T11:00:00Z\"")
                      .replace("\"revoked\":false", "\"revoked\":true");
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private Shell.Ended lz(Object... arguments) {
    return new Shell(folder.resolve("state"))
        .with("LZ_HOME", folder.toString())
        .with("LZ_MANAGEMENT_PORT", Integer.toString(service.getAddress().getPort()))
        .run(arguments);
  }

  @Test
  void keysAreListed() {
    Shell.Ended listed = lz("keys", "presentation");
    assertThat(listed.code()).as(listed.err()).isZero();
    assertThat(listed.out()).contains(KEY, "0011223344556677", "LISTED", "2026-11-24T10:00:00Z");
    assertThat(asked).containsExactly("GET ");
  }

  @Test
  void oneIsRevoked() {
    Shell.Ended revoked = lz("keys", "presentation", "--revoke", KEY);
    assertThat(revoked.code()).as(revoked.err()).isZero();
    assertThat(revoked.err()).contains("已撤销", "revoked " + KEY);
    assertThat(revoked.out()).contains("REVOKED", "2026-11-22T11:00:00Z");
    assertThat(asked).hasSize(2).last().asString().startsWith("POST {").contains(KEY);
  }

  @Test
  void oneThatIsNotThereIsNotAskedFor() {
    Shell.Ended unknown = lz("keys", "presentation", "--revoke", OTHER);
    assertThat(unknown.code()).isEqualTo(64);
    assertThat(unknown.err()).contains("presentation-key-unknown", OTHER);
    assertThat(asked).containsExactly("GET ");
    assertThat(lz("keys", "presentation", "--revoke", "no-id").code()).isEqualTo(64);
    service.stop(0);
    assertThat(lz("keys", "presentation").code()).isEqualTo(69);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8081", "ftp://127.0.0.1", "8081"})
  void anAddressThatCannotBeAskedIsNoFaultOfTheProgram(String address) {
    Shell.Ended ended = lz("keys", "presentation", "--management", address);
    assertThat(ended.code()).isEqualTo(69);
    assertThat(ended.err()).contains("[service-unreachable]", address);
  }
}
