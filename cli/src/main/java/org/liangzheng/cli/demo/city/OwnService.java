package org.liangzheng.cli.demo.city;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A service that the demo starts for itself: a state folder of its own, free ports. */
public final class OwnService implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final long STOP_SECONDS = 45;
  private static final long PAUSE_MILLIS = 100;

  private final Program program;
  private final Path home;
  private final Path log;
  private final int port;
  private final int management;
  private final Clock clock;
  private Optional<Process> run = Optional.empty();

  /**
   * What is started.
   *
   * @param jar of the service, or a class path
   * @param options of the JVM
   */
  public record Program(String jar, List<String> options) {
    public Program {
      options = List.copyOf(options);
    }
  }

  /**
   * Ready to start.
   *
   * @param folder for its state and its output
   * @throws CityException UNWRITABLE
   */
  public OwnService(Program program, Path folder, Clock clock) {
    this.program = program;
    this.clock = clock;
    this.home = folder.resolve("home");
    this.log = folder.resolve("service.log");
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.createDirectories(home);
      this.port = one.getLocalPort();
      this.management = other.getLocalPort();
    } catch (IOException failed) {
      throw new CityException(Trouble.UNWRITABLE, folder.toString());
    }
  }

  public Path home() {
    return home;
  }

  /** What it says. */
  public Path log() {
    return log;
  }

  /** Number of its process, while it runs. */
  public Optional<Long> process() {
    return run.map(Process::pid);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @throws CityException NOT_STARTED, UNREACHABLE when interrupted
   */
  public void start() {
    try (Http http = new Http(URI.create("http://127.0.0.1:" + management))) {
      Process started = launch();
      run = Optional.of(started);
      Instant end = clock.instant().plus(START);
      while (!isReady(http)) {
        if (!started.isAlive() || clock.instant().isAfter(end)) {
          close();
          throw new CityException(Trouble.NOT_STARTED, log.toString());
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException failed) {
      throw new CityException(Trouble.NOT_STARTED, log.toString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CityException(Trouble.NOT_STARTED, log.toString());
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program.options());
    if (program.jar().contains(System.getProperty("path.separator"))) {
      command.addAll(List.of("-cp", program.jar(), "org.liangzheng.api.Application"));
    } else {
      command.addAll(List.of("-jar", program.jar()));
    }
    command.add("--server.port=" + port);
    command.add("--management.server.port=" + management);
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    // No setting of the real one: it must not find the real database.
    builder
        .environment()
        .keySet()
        .removeIf(name ->
            name.startsWith("SPRING_")
                || name.startsWith("LIANGZHENG_")
                || name.equals("LZ_VAULT_PIN_FILE"));
    builder.environment().put("LZ_HOME", home.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process started = builder.start();
    started.getOutputStream().close();
    return started;
  }

  private static boolean isReady(Http http) {
    try {
      return http.send(Call.get("/actuator/health/readiness")).status() == 200;
    } catch (CityException notYet) {
      return false;
    }
  }

  /** Leaves it running when the demo ends. */
  public void leave() {
    run = Optional.empty();
  }

  /** Stops it, and waits; it ends its database itself. */
  @Override
  public void close() {
    Optional<Process> stopped = run;
    run = Optional.empty();
    stopped.ifPresent(OwnService::stop);
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
