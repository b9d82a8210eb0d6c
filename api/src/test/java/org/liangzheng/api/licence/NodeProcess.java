package org.liangzheng.api.licence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.liangzheng.api.Application;

/** A node of the service as its own process on one port, killed and started again by a test. */
final class NodeProcess {
  private static final Duration LIMIT = Duration.ofSeconds(180);

  private final String name;
  private final Path home;
  private final List<String> settings;
  private final int port;
  private volatile Process run;
  private volatile boolean up;
  private int runs;

  NodeProcess(String name, Path home, List<String> settings) throws IOException {
    this.name = name;
    this.home = Files.createDirectories(home);
    this.settings = List.copyOf(settings);
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
  }

  String base() {
    return "http://127.0.0.1:" + port;
  }

  Path home() {
    return home;
  }

  /** Whether it is worth asking. */
  boolean isUp() {
    return up;
  }

  /** Starts it and waits until it says that it is up. */
  void start() throws IOException {
    Path output = home.resolve("run-" + runs++ + ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                "--server.port=" + port,
                "--management.server.port=0",
                "--liangzheng.sample.licences=false"));
    command.addAll(settings);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LZ_HOME", home.toString());
    builder.environment().remove("SPRING_DATASOURCE_URL");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process started = builder.start();
    run = started;
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> said(output).contains("Liangzheng is up") || !started.isAlive());
    if (!started.isAlive()) {
      throw new AssertionError(name + " did not start: " + said(output));
    }
    up = true;
  }

  void kill() throws InterruptedException {
    up = false;
    Process killed = run;
    if (killed != null) {
      killed.destroyForcibly();
      if (!killed.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("a killed node still runs");
      }
    }
  }

  private static String said(Path output) {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
