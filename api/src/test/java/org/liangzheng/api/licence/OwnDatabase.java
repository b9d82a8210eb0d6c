package org.liangzheng.api.licence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The embedded database of a node that runs as its own process. */
final class OwnDatabase {
  private final Path folder;

  /**
   * @param home of the node
   */
  OwnDatabase(Path home) {
    this.folder = home.resolve("postgres");
  }

  /** A client of it as it runs now; after another start it is on another port. */
  JdbcClient client() throws IOException {
    String port = Files.readAllLines(pid()).get(3).strip();
    return JdbcClient.create(
        new DriverManagerDataSource(
            "jdbc:postgresql://127.0.0.1:" + port + "/liangzheng",
            "postgres",
            Files.readString(folder.resolve("password")).strip()));
  }

  /** As when the machine's power goes; nothing if it does not run. */
  void kill() {
    try {
      long pid = Long.parseLong(Files.readAllLines(pid()).getFirst().strip());
      // The number of a server that is gone may be somebody else's by now.
      if (Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).endsWith("postgres")) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException stopped) {
      // Its file goes when it stops.
    }
  }

  private Path pid() {
    return folder.resolve("data/postmaster.pid");
  }

  static long number(JdbcClient database, String sql) {
    return database.sql(sql).query(Long.class).single();
  }
}
