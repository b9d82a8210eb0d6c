package org.liangzheng.api.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A PostgreSQL server as a child process on one port, killed and started again by a test. */
public final class KillableDatabase implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Path folder;
  private final Path binaries;
  private final ServerAccount account;
  private final String password;
  private final int port;
  private Process process;
  private int runs;

  private KillableDatabase(
      Path folder, Path binaries, ServerAccount account, String password, int port) {
    this.folder = folder;
    this.binaries = binaries;
    this.account = account;
    this.password = password;
    this.port = port;
  }

  /** Makes a server in a folder, with an empty database {@code liangzheng}, and starts it. */
  public static KillableDatabase start(Path folder) throws Exception {
    Path postgres;
    String password;
    try (Home home = Home.open(folder.toString(), Clock.systemUTC());
        PostgresServer server = PostgresServer.start(home, new SecureRandom())) {
      postgres = home.folder("postgres");
      password = server.superuserPassword();
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    KillableDatabase database =
        new KillableDatabase(
            postgres, PostgresBinaries.unpack(postgres), ServerAccount.choose(), password, port);
    database.start();
    try (Connection connection = database.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database liangzheng");
    }
    return database;
  }

  /** Starts it, and waits until it takes connections. */
  public void start() throws Exception {
    Path data = folder.resolve("data");
    // Children of a server that was killed end when they notice.
    Awaitility.await().atMost(LIMIT).until(() -> Leftovers.of(data).isEmpty());
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    account.own(data);
    ProcessBuilder builder =
        new ProcessBuilder(
            account.command(
                List.of(
                    binaries.resolve("bin/postgres").toString(),
                    "-D",
                    data.toString(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=on",
                    "-c",
                    "synchronous_commit=on",
                    "-c",
                    "full_page_writes=on",
                    "-c",
                    "max_connections=64")));
    builder.redirectErrorStream(true).redirectOutput(output(runs++).toFile());
    process = builder.start();
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !process.isAlive() || answers());
    if (!process.isAlive()) {
      throw new AssertionError(Files.readString(output(runs - 1)));
    }
  }

  private Path output(int run) {
    return folder.resolve("killable-" + run + ".txt");
  }

  private boolean answers() {
    try (Connection connection = connect("postgres")) {
      return connection.isValid(5);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), user(), password);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public String url() {
    return url("liangzheng");
  }

  public String user() {
    return PostgresServer.SUPERUSER;
  }

  public String password() {
    return password;
  }

  /** Kills the server as a loss of power would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("a killed server still runs");
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process != null) {
      kill();
    }
  }
}
