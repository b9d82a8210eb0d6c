package org.liangzheng.api.licence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node as its own process with its own database, killed and started again by a test. */
final class CrashRig {
  /** What was left open is taken up again soon, and nobody is told to come later. */
  private static final List<String> SETTINGS =
      List.of(
          "--liangzheng.idempotency.lease=2s",
          "--liangzheng.idempotency.recover-every=1s",
          "--liangzheng.verification.per-minute=1000000");

  private final NodeProcess node;
  private final OwnDatabase database;

  CrashRig(Path home, String... settings) throws IOException {
    List<String> all = new ArrayList<>(SETTINGS);
    all.addAll(List.of(settings));
    this.database = new OwnDatabase(home);
    this.node = new NodeProcess("crash", home, all);
  }

  /** Starts it; what a client of the sample city may do is in the token. */
  String start() throws Exception {
    node.start();
    return SampleToken.get(node.home().resolve("sample-client.json"));
  }

  /**
   * Kills it.
   *
   * @param databaseToo as when the machine's power goes
   */
  void kill(boolean databaseToo) throws Exception {
    node.kill();
    if (databaseToo) {
      database.kill();
    }
  }

  String base() {
    return node.base();
  }

  JdbcClient database() throws IOException {
    return database.client();
  }
}
