package org.liangzheng.bench.service;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run, and in its first process the service that has its state there: what every
 * area over HTTP stands on. The processes of the matches find the folder by their environment.
 */
public final class Stage implements AutoCloseable {
  private static final String FOLDER = "LZ_BENCH_FOLDER";

  /** Clients that warm a service, and get things ready. */
  public static final int WARMING = 8;

  private final Path folder;
  private final @Nullable ServiceProcess service;

  private Stage(Path folder, @Nullable ServiceProcess service) {
    this.folder = folder;
    this.service = service;
  }

  /**
   * With a service, which {@link #prepare} starts.
   *
   * @param program jar of the service, or a class path
   * @param settings besides its own, as {@code --name=value}
   */
  public static Stage of(String program, Path folder, List<String> settings) throws IOException {
    Stage stage = new Stage(folder, new ServiceProcess(program, folder, settings));
    // Also when the run is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(stage::close));
    return stage;
  }

  /** Without one: what needs it is not measured. */
  public static Stage without(Path folder) {
    return new Stage(folder, null);
  }

  /** In a process started with {@link #environment}. */
  public static Stage found() {
    return new Stage(Path.of(System.getenv(FOLDER)), null);
  }

  /** By which the processes of the matches find the folder. */
  public Map<String, String> environment() {
    return Map.of(FOLDER, folder.toString());
  }

  /** What is done with the service before anything is raced. */
  public interface Preparation {
    /**
     * Does it.
     *
     * @param first from the start of the process to its first answer
     */
    void prepare(ServiceProcess started, Duration first) throws IOException, SQLException;
  }

  /** Starts the service and gets it ready; ends it if that fails. */
  public void prepare(Preparation preparation) throws IOException {
    ServiceProcess starting = Optional.ofNullable(service).orElseThrow();
    say("正在启动服务 starting the service …");
    try {
      preparation.prepare(starting, starting.start());
    } catch (SQLException failed) {
      close();
      throw new IOException("the service's database refused", failed);
    } catch (IOException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /** The service; empty where there is none, and in the processes of the matches. */
  public Optional<ServiceProcess> service() {
    return Optional.ofNullable(service);
  }

  public Path folder() {
    return folder;
  }

  /** State folder of the service. */
  public Path home() {
    return folder.resolve("home");
  }

  /** The service's database. */
  public Database database() {
    return new Database(home());
  }

  /**
   * Clients whose CPU time is that of all that take part.
   *
   * @param pid process of the service
   */
  public Crowd crowd(int clients, long pid) {
    return new Crowd(clients, () -> Spent.by(pid, database()));
  }

  /**
   * Has the service do something until it gets no quicker.
   *
   * @param pid its process
   */
  public void warm(long pid, Warmth warmth, Crowd.Work work) {
    Crowd crowd = crowd(WARMING, pid);
    int windows = warmth.reach(millis -> crowd.run(millis, work).perCpuSecond());
    say("  " + windows + " × " + warmth.millis() / 1e3 + " s");
  }

  /** Clients whose CPU time nobody asks for. */
  public static Crowd crowd(int clients) {
    return new Crowd(clients, () -> Duration.ZERO);
  }

  /**
   * Bare transactions, one connection a client.
   *
   * @param largeBytes size of a large row
   */
  public Transactions transactions(int clients, int largeBytes) {
    try {
      return new Transactions(database(), clients, largeBytes);
    } catch (SQLException refused) {
      throw new IllegalStateException("the bare transactions cannot be prepared", refused);
    }
  }

  /** Tells whoever waits what is going on. */
  public static void say(String words) {
    System.err.println("  " + words);
  }

  @Override
  public void close() {
    ServiceProcess running = service;
    if (running != null) {
      running.close();
    }
  }
}
