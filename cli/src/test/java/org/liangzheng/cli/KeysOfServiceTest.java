package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** What lies in the service's own database is asked of the running service. */
class KeysOfServiceTest {
  private static final String SUBJECT = "C=CN,O=亮城市市场监督管理局,CN=亮城市市场监督管理局证照专用章";

  @TempDir Path folder;
  private KeysHome keys;

  @BeforeEach
  void makeVault() throws IOException {
    keys = KeysHome.in(folder);
  }

  @Test
  void usageCountsWhatTheCommandLineSignedAndAsksTheService() throws Exception {
    keys.generate("seal", "LICENCE_SEAL", SignatureSuite.SM2_SM3);
    keys.lz("keys", "csr", "soft:seal", "--subject", SUBJECT);
    keys.lz("keys", "csr", "soft:seal", "--subject", SUBJECT);
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer =
        "{\"keys\":[{\"key\":\"soft:log\",\"day\":\"2026-11-02\",\"leased\":64,\"fuse\":1000}]}"
            .getBytes(StandardCharsets.UTF_8);
    service.createContext(
        "/actuator/keyusage",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
    try {
      String port = Integer.toString(service.getAddress().getPort());
      Shell.Ended usage =
          keys.shell().with("LZ_MANAGEMENT_PORT", port).run("keys", "usage", "--json");
      assertThat(usage.code()).as(usage.err()).isZero();
      assertThat(KeysHome.json(usage.lines().get(0)).get("key").asString()).isEqualTo("soft:seal");
      assertThat(KeysHome.json(usage.lines().get(0)).get("count").asLong()).isEqualTo(2);
      assertThat(KeysHome.json(usage.lines().get(1)).get("fuse").asLong()).isEqualTo(1000);
    } finally {
      service.stop(0);
    }
    Shell.Ended alone =
        keys.lz(
            "keys", "usage", "--management", "http://127.0.0.1:" + service.getAddress().getPort());
    assertThat(alone.code()).isEqualTo(69);
    assertThat(alone.out()).contains("soft:seal");
    assertThat(alone.err()).contains("[service-unreachable]");
  }

  @Test
  void rotateDataHasTheServiceBeginAndSaysHowFarItIs() throws Exception {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    java.util.List<String> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
    byte[] answer =
        """
        {"begun":["FIELD"],"keys":[{"kind":"FIELD","version":2,"activeFrom":"2026-11-22T10:00:00Z","retired":false}],
         "rotations":[{"kind":"FIELD","toVersion":2,"phase":"MOVING","phaseSince":"2026-11-22T10:00:00Z",
           "moved":120,"damaged":1,"place":"licence_version.content"}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    service.createContext(
        "/actuator/datakeys",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type"));
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
    String management = "http://127.0.0.1:" + service.getAddress().getPort();
    try {
      Shell.Ended begun = keys.lz("keys", "rotate-data", "--management", management);
      assertThat(begun.code()).as(begun.err()).isZero();
      assertThat(begun.err()).contains("begun FIELD");
      assertThat(begun.out())
          .contains("MOVING", "moved=120", "damaged=1", "at=licence_version.content", "IN_USE");
      Shell.Ended status =
          keys.lz("keys", "rotate-data", "--status", "--json", "--management", management);
      assertThat(KeysHome.json(status.lines().get(0)).at("/rotations/0/phase").asString())
          .isEqualTo("MOVING");
      assertThat(asked).containsExactly("POST application/json", "GET null");
    } finally {
      service.stop(0);
    }
    Shell.Ended alone = keys.lz("keys", "rotate-data", "--management", management);
    assertThat(alone.code()).isEqualTo(69);
    assertThat(alone.err()).contains("[service-unreachable]");
  }
}
