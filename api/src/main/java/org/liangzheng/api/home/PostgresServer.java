package org.liangzheng.api.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server of our own: initialised once, started on a free port of 127.0.0.1, stopped
 * when closed. Passwords are SCRAM for every account and every connection, there is no socket file,
 * and the settings that keep acknowledged writes are given on the command line, where no
 * configuration file overrides them.
 */
final class PostgresServer implements AutoCloseable {

  static final String SUPERUSER = "postgres";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration INITIALISE = Duration.ofMinutes(2);
  private static final int START_SECONDS = 120;
  private static final int STOP_SECONDS = 20;
  private static final int PORT_ATTEMPTS = 3;

  private static final List<String> SETTINGS =
      List.of(
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "password_encryption=scram-sha-256",
          "max_connections=64",
          "jit=off",
          "log_timezone=UTC",
          "timezone=UTC",
          // Rows are personal data: the server's log says what failed, never with which values.
          "log_error_verbosity=terse",
          "log_min_error_statement=panic",
          "log_statement=none",
          "log_checkpoints=off");

  private final Path folder;
  private final Path binaries;
  private final ServerAccount account;
  private final String password;
  private int port;

  private PostgresServer(Path folder, Path binaries, ServerAccount account, String password) {
    this.folder = folder;
    this.binaries = binaries;
    this.account = account;
    this.password = password;
  }

  /**
   * @param home holds the lock: whoever calls this is the only run using the folder
   * @throws StartupProblem DISK_FULL, DATABASE_NOT_STARTING, PLATFORM_UNSUPPORTED, HOME_UNUSABLE
   */
  static PostgresServer start(Home home, SecureRandom random) {
    return start(home, random, null);
  }

  /**
   * @param forced how to run the server, for the test of a machine without user namespaces; {@code
   *     null} chooses
   */
  static PostgresServer start(Home home, SecureRandom random, @Nullable ServerAccount forced) {
    Path folder = home.folder("postgres");
    try {
      ServerAccount account = forced == null ? ServerAccount.choose() : forced;
      Path binaries = PostgresBinaries.unpack(folder);
      PostgresServer server =
          new PostgresServer(folder, binaries, account, password(folder, random));
      server.endLeftovers();
      server.initialise();
      account.own(server.data());
      server.launch();
      return server;
    } catch (IOException failed) {
      throw DiskSpace.problem(folder, "postgres", String.valueOf(failed.getMessage()), failed)
          .orElseGet(() -> notStarting(folder, String.valueOf(failed.getMessage()), failed));
    }
  }

  private static String password(Path folder, SecureRandom random) throws IOException {
    Path file = folder.resolve("password");
    if (!Files.exists(file)) {
      PrivateFiles.write(file, Secrets.base32(random, 32));
    }
    return Files.readString(file, StandardCharsets.US_ASCII).strip();
  }

  /** Loopback port the server listens on. */
  int port() {
    return port;
  }

  /** Password of {@link #SUPERUSER}. */
  String superuserPassword() {
    return password;
  }

  private Path data() {
    return folder.resolve("data");
  }

  private ServerLog log() {
    return ServerLog.in(folder);
  }

  private String program(String name) {
    return binaries.resolve("bin").resolve(name).toString();
  }

  private void initialise() throws IOException {
    if (Files.isDirectory(data())) {
      return;
    }
    // Aside and renamed, so that an initialisation cut short is never taken for a database.
    Path aside = folder.resolve("data.new");
    PrivateFiles.deleteTree(aside);
    Files.createDirectory(aside, PrivateFiles.FOLDER);
    account.own(aside);
    Command.Result result =
        Command.run(
            account.command(
                List.of(
                    program("initdb"),
                    "--pgdata=" + aside,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + folder.resolve("password"),
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--data-checksums",
                    "--no-instructions")),
            INITIALISE);
    if (!result.succeeded()) {
      // Before making room, so that the problem tells how little there was.
      StartupProblem problem = failure("initdb", result.output(), ServerLog.tail(result.output()));
      PrivateFiles.deleteTree(aside);
      throw problem;
    }
    Files.move(aside, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void launch() throws IOException {
    log().prepare();
    account.own(log().file());
    for (int attempt = 1; ; attempt++) {
      port = freePort();
      long logged = log().size();
      Command.Result result =
          Command.run(
              account.command(
                  List.of(
                      program("pg_ctl"),
                      "start",
                      "--silent",
                      "--pgdata=" + data(),
                      "--log=" + log(),
                      "--wait",
                      "--timeout=" + START_SECONDS,
                      "--options=" + options())),
              Duration.ofSeconds(START_SECONDS + 10));
      if (result.succeeded()) {
        return;
      }
      String said = log().since(logged);
      stopQuietly();
      boolean portLost = said.contains("could not bind") || said.contains("Address already in use");
      if (!portLost || attempt == PORT_ATTEMPTS) {
        throw failure("start", said + result.output(), ServerLog.tail(said + result.output()));
      }
    }
  }

  private String options() {
    List<String> options = new ArrayList<>(List.of("-p", Integer.toString(port)));
    for (String setting : SETTINGS) {
      options.add("-c");
      options.add(setting);
    }
    return String.join(" ", options);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private void endLeftovers() throws IOException {
    List<ProcessHandle> left = Leftovers.of(data());
    if (left.isEmpty()) {
      forgetReusedNumber();
      return;
    }
    LOG.warn("The database of an earlier run is still up; ending it before starting anew");
    stopQuietly();
    // What pg_ctl does not reach are children of a server that died itself; they end when they
    // notice.
    for (int i = 0; i < 50; i++) {
      left = Leftovers.of(data());
      if (left.isEmpty()) {
        return;
      }
      if (i == 20) {
        left.forEach(ProcessHandle::destroy);
      }
      pause();
    }
    throw notStarting(folder, left.size() + " processes of an earlier run do not end", null);
  }

  /**
   * The recorded number is alive, yet no server works in the folder: the number went to another
   * program (after a reboot, say), and PostgreSQL would refuse to start for it.
   */
  private void forgetReusedNumber() throws IOException {
    long recorded = Leftovers.recorded(data());
    if (recorded > 0 && ProcessHandle.of(recorded).isPresent()) {
      Files.delete(data().resolve("postmaster.pid"));
    }
  }

  /** Ends the server: clients are cut off, what was committed is kept. */
  @Override
  public void close() {
    stopQuietly();
  }

  private void stopQuietly() {
    try {
      if (!stop("fast", STOP_SECONDS) && !Leftovers.of(data()).isEmpty()) {
        // Recovery at the next start makes good what this leaves out.
        LOG.warn("The database did not stop in {} s; ending it at once", STOP_SECONDS);
        stop("immediate", 5);
      }
    } catch (IOException failed) {
      LOG.warn("The database could not be stopped: {}", failed.getClass().getSimpleName());
    }
  }

  private boolean stop(String mode, int seconds) throws IOException {
    return Command.run(
            account.command(
                List.of(
                    program("pg_ctl"),
                    "stop",
                    "--silent",
                    "--pgdata=" + data(),
                    "--mode=" + mode,
                    "--wait",
                    "--timeout=" + seconds)),
            Duration.ofSeconds(seconds + 5L))
        .succeeded();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private StartupProblem failure(String step, String output, List<String> tail) {
    return DiskSpace.problem(folder, step, output, null)
        .orElseGet(() ->
            new StartupProblem(
                StartupFailure.DATABASE_NOT_STARTING, List.of(step, log().toString()), tail, null));
  }

  private static StartupProblem notStarting(Path folder, String reason, @Nullable Throwable cause) {
    return new StartupProblem(
        StartupFailure.DATABASE_NOT_STARTING,
        List.of(reason, ServerLog.in(folder).toString()),
        List.of(),
        cause);
  }
}
