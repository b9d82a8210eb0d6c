package org.liangzheng.bench.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The service in a process and a state folder of its own, on free ports of the loopback. */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final long STOP_SECONDS = 45;
  private static final long PAUSE_MILLIS = 10;

  private final String program;
  private final List<String> settings;
  private final Path home;
  private final Path log;
  private final int port;
  private final int management;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private @Nullable Process run;

  /**
   * Ready to start.
   *
   * @param program jar of the service, or a class path
   * @param folder for its state and its output
   * @param settings besides its own, as {@code --name=value}
   */
  public ServiceProcess(String program, Path folder, List<String> settings) throws IOException {
    this.program = program;
    this.settings = List.copyOf(settings);
    this.home = Files.createDirectories(folder.resolve("home"));
    this.log = folder.resolve("service.log");
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = one.getLocalPort();
      this.management = other.getLocalPort();
    }
  }

  /** Its state folder. */
  public Path home() {
    return home;
  }

  /** Where it answers. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Number of the process. */
  public long pid() {
    return running().pid();
  }

  /**
   * Starts it.
   *
   * @return from the start of the process to its first answer that it is ready
   */
  public Duration start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        Arrays.asList(
            System.getProperty("house.service.flags", "--enable-native-access=ALL-UNNAMED -Xmx512m")
                .strip()
                .split("\\s+")));
    String cache = System.getProperty("house.service.aot", "");
    if (!cache.isEmpty()) {
      command.add(cache);
    }
    if (program.endsWith(".jar") && !program.contains(System.getProperty("path.separator"))) {
      command.addAll(List.of("-jar", program));
    } else {
      command.addAll(List.of("-cp", program, "org.liangzheng.api.Application"));
    }
    command.add("--server.port=" + port);
    command.add("--management.server.port=" + management);
    command.addAll(settings);
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    // No setting of the real one: it must not find the real database.
    builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_"));
    builder.environment().keySet().removeIf(name -> name.startsWith("LIANGZHENG_"));
    builder.environment().remove("LZ_VAULT_PIN_FILE");
    builder.environment().put("LZ_HOME", home.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    long start = System.nanoTime();
    Process started = builder.start();
    run = started;
    started.getOutputStream().close();
    while (!isReady()) {
      if (!started.isAlive() || System.nanoTime() - start > START.toNanos()) {
        throw new IllegalStateException("the service did not start:\n" + said());
      }
      pause();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private boolean isReady() {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** Memory the process has in RAM now, in MB; NaN where the system does not tell. */
  public double residentMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid() + "/status"), StandardCharsets.UTF_8)
          .stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1_024 / 1e6)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException notLinux) {
      return Double.NaN;
    }
  }

  /** The end of what it said. */
  public String said() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException nothing) {
      return "";
    }
  }

  private Process running() {
    return Optional.ofNullable(run).orElseThrow();
  }

  /** Ends it, and its database with it; whatever does not end is killed. */
  @Override
  public void close() {
    Process process = run;
    if (process == null) {
      return;
    }
    run = null;
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      // It ends its database itself, unless it was killed.
      for (ProcessHandle left : new Database(home).process().stream().toList()) {
        left.destroy();
        left.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
