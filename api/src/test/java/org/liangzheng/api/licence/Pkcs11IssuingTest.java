package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.Application;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.testkit.custody.natives.SoftHsm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service as its own process on a SoftHSM2 token that it makes itself, with the settings that
 * {@code lz run --vault pkcs11} writes: it issues and verifies as on the software vault.
 */
class Pkcs11IssuingTest {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path folder;
  private final List<Process> runs = new ArrayList<>();
  private Path home;
  private int management;

  @AfterEach
  void end() throws Exception {
    for (Process run : runs) {
      run.destroy();
      if (!run.waitFor(30, TimeUnit.SECONDS)) {
        run.destroyForcibly();
      }
    }
  }

  @Test
  void aTokenServesAsTheSoftwareVaultDoes() throws Exception {
    SoftHsm hsm = SoftHsm.in(folder);
    home = Files.createDirectories(folder.resolve("数据"));
    Files.createDirectories(home.resolve("config"));
    Files.writeString(
        home.resolve("config/application.yml"),
        """
        liangzheng:
          custody:
            fuses: ["hsm:sample-market-licence-seal=100"]
            vaults:
              - kind: pkcs11
                name: hsm
                module: '%s'
                tokens: [liangzheng]
                create-if-absent: true
        """
            .formatted(hsm.module()));

    TestCity city = start(hsm);
    ObjectNode request = LicenceRequests.valid();
    Reply issued = city.issue(request);
    assertThat(issued.problem()).startsWith("201");
    String location = issued.header("Location");
    byte[] file = city.read(location + "/file").body();
    assertThat(city.verify(file).verdict()).isEqualTo("VALID");
    byte[] altered = file.clone();
    altered[altered.length / 2] ^= 1;
    assertThat(city.verify(altered).verdict()).isNotEqualTo("VALID");
    assertThat(hsm.tokens())
        .singleElement()
        .satisfies(token -> assertThat(token.label()).isEqualTo("liangzheng"));
    assertThat(home.resolve("keys/soft.json")).doesNotExist();
    JsonNode seal = usage("hsm:sample-market-licence-seal");
    assertThat(seal.get("leased").asLong()).isBetween(1L, 100L);
    assertThat(seal.get("fuse").asLong()).isEqualTo(100);

    // What was encrypted under the token's wrapping key opens again, and the seal key is the same.
    stop();
    TestCity again = start(hsm);
    assertThat(again.read(location).json().get("holder")).isEqualTo(request.get("holder"));
    assertThat(again.verify(file).verdict()).isEqualTo("VALID");
    assertThat(again.issue(LicenceRequests.valid()).problem()).startsWith("201");
    assertThat(hsm.tokens()).hasSize(1);
    stop();

    Files.writeString(home.resolve("vault.pin"), "WRONGWRONGWRONG");
    refused(hsm, "vault-pin-rejected");
  }

  private TestCity start(SoftHsm hsm) throws Exception {
    int port = freePort();
    Process run = run(hsm, port);
    assertThat(run.isAlive()).as(() -> said()).isTrue();
    assertThat(said()).contains("SoftHSM");
    return new TestCity(
        "http://127.0.0.1:" + port, SampleToken.get(home.resolve("sample-client.json")));
  }

  private void refused(SoftHsm hsm, String code) throws Exception {
    Process run = run(hsm, freePort());
    assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(() -> said()).isEqualTo(24);
    assertThat(said()).contains(code).doesNotContain("WRONGWRONG");
  }

  private Process run(SoftHsm hsm, int port) throws IOException {
    management = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx384m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Application.class.getName(),
            "--server.port=" + port,
            "--management.server.port=" + management);
    builder.environment().put("LZ_HOME", home.toString());
    builder.environment().put("SOFTHSM2_CONF", hsm.configuration().toString());
    builder.environment().remove("SPRING_DATASOURCE_URL");
    builder.redirectErrorStream(true).redirectOutput(output(runs.size()).toFile());
    Process run = builder.start();
    runs.add(run);
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> said().contains("Liangzheng is up") || !run.isAlive());
    return run;
  }

  private void stop() throws Exception {
    Process run = runs.getLast();
    run.destroy();
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  private JsonNode usage(String key) {
    Reply usage = new TestCity("http://127.0.0.1:" + management, "none").read("/actuator/keyusage");
    assertThat(usage.status()).isEqualTo(200);
    for (JsonNode one : usage.json().get("keys")) {
      if (one.get("key").asString().equals(key)) {
        return one;
      }
    }
    throw new AssertionError(key + " is not in " + usage.text());
  }

  private Path output(int number) {
    return folder.resolve("run-" + number + ".txt");
  }

  private String said() {
    try {
      return Files.readString(output(runs.size() - 1));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
