package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.home.KillableDatabase;
import org.liangzheng.api.licence.Deed.Done;
import org.liangzheng.api.licence.Deed.Order;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.cli.CommandLineDoor;
import org.liangzheng.testkit.custody.natives.FaultyPkcs11;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;
import org.liangzheng.testkit.custody.natives.SoftHsm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two nodes and the database as processes of their own, on one token behind a module that writes
 * every signature down; sixteen clients that repeat each request under its key, at either node,
 * until it is answered; and kills at random. Then what clients wrote down, the database, the
 * token's journal and the audit log have to tell the same story.
 */
class NodesCrashTest {
  private static final int CLIENTS = 16;
  private static final int ACTS = 60;
  private static final String CLIENT = "crash-auditor";
  private static final Duration LIMIT = Duration.ofSeconds(180);

  /** The first is always possible. */
  private static final List<Deed> DEEDS =
      List.of(
          new IssueDeed(), new StatusDeed(), new SealUseDeed(), new BatchDeed(), new FetchDeed());

  @TempDir Path folder;

  private final Clock clock = Clock.systemUTC();
  private final List<List<Done>> journals = new ArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();

  /** How many acts may be begun: enough that some are under way at each kill. */
  private final AtomicInteger allowed = new AtomicInteger();

  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();
  private volatile boolean enough;
  private volatile String token = "";
  private KillableDatabase postgres;
  private NodeProcess one;
  private NodeProcess two;
  private FaultyPkcs11 module;

  @AfterEach
  void end() throws Exception {
    for (NodeProcess node : nodes()) {
      node.kill();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private List<NodeProcess> nodes() {
    List<NodeProcess> nodes = new ArrayList<>();
    Optional.ofNullable(one).ifPresent(nodes::add);
    Optional.ofNullable(two).ifPresent(nodes::add);
    return nodes;
  }

  @Test
  void oneOfEachIsKilled() throws Exception {
    List<Victim> victims = new ArrayList<>(List.of(Victim.ONE, Victim.TWO, Victim.DATABASE));
    Random chance = seeded();
    Collections.shuffle(victims, chance);
    killAndProve(chance, victims);
  }

  @Test
  @Tag("long")
  void manyAreKilled() throws Exception {
    Random chance = seeded();
    List<Victim> victims = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      victims.add(Victim.values()[chance.nextInt(Victim.values().length)]);
    }
    killAndProve(chance, victims);
  }

  private enum Victim {
    ONE,
    TWO,
    DATABASE,
    ALL
  }

  /** Its seed is printed; {@code -Dcrash.seed=} gives the same victims again. */
  private Random seeded() {
    long seed = Long.getLong("crash.seed", clock.millis());
    System.out.println("nodes crash: seed " + seed);
    return new Random(seed);
  }

  private void killAndProve(Random chance, List<Victim> victims) throws Exception {
    build();
    Path state = Files.createDirectory(folder.resolve("seen"));
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        List<Done> journal = new ArrayList<>();
        journals.add(journal);
        Random own = new Random(chance.nextLong());
        clients.add(threads.submit(() -> act(journal, own)));
      }
      try {
        progress(clients, CLIENTS);
        // Somebody outside sees a checkpoint: nothing that comes may take it back.
        verifyLog(state);
        for (Victim victim : victims) {
          allowed.addAndGet(ACTS);
          TimeUnit.MILLISECONDS.sleep(chance.nextInt(20, 500));
          System.out.println("nodes crash: " + victim + " after " + answered + " answers");
          kill(victim);
          progress(clients, CLIENTS);
        }
      } finally {
        enough = true;
      }
      for (Future<?> client : clients) {
        client.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    }
    prove(state);
  }

  /** Waits for more answers. */
  private void progress(List<Future<?>> clients, int more) throws Exception {
    int before = answered.get();
    allowed.addAndGet(more);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> answered.get() >= before + more || clients.stream().anyMatch(Future::isDone));
    for (Future<?> client : clients) {
      if (client.isDone()) {
        client.get(); // it failed: say why
      }
    }
  }

  // ---- the world ----

  private void build() throws Exception {
    SoftHsm hsm = SoftHsm.in(folder);
    module = FaultyPkcs11.over(hsm, folder, Sm2Numbers.NONE);
    postgres = KillableDatabase.start(folder.resolve("postgres"));
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--spring.datasource.url=" + postgres.url(),
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password(),
                "--liangzheng.sample.enabled=true",
                "--liangzheng.custody.vaults[0].kind=pkcs11",
                "--liangzheng.custody.vaults[0].name=hsm",
                "--liangzheng.custody.vaults[0].module=" + module.path(),
                "--liangzheng.custody.vaults[0].tokens[0]=liangzheng",
                "--liangzheng.custody.vaults[0].create-if-absent=true",
                "--liangzheng.idempotency.lease=2s",
                "--liangzheng.batch.lease=3s",
                "--liangzheng.batch.poll=100ms",
                "--liangzheng.idempotency.recover-every=1s",
                "--liangzheng.verification.per-minute=1000000"));
    Path firstHome = folder.resolve("one");
    one = new NodeProcess("node one", firstHome, settings);
    one.start();
    JdbcClient database = database();
    JsonNode client =
        LicenceRequests.JSON.readTree(Files.readString(firstHome.resolve("sample-client.json")));
    // The sample's own client is registered anew at each start, with another key.
    assertThat(
            database
                .sql(
                    "insert into identity_client (id, name, authority, keys, scopes, created_at)"
                        + " select ?, name, authority, keys, scopes || ?, created_at"
                        + " from identity_client where id = ?")
                .params(
                    CLIENT,
                    new String[] {"audit:read", "licence:act", "seal:read", "seal:use"},
                    client.get("client_id").asString())
                .update())
        .isEqualTo(1);
    Files.writeString(
        folder.resolve("client.json"), ((ObjectNode) client).put("client_id", CLIENT).toString());
    settings.add("--liangzheng.identity.issuer=" + client.get("issuer").asString());
    settings.add("--liangzheng.vault-pin-file=" + firstHome.resolve("vault.pin"));
    settings.add("--liangzheng.trust.anchor=" + anchor());
    two = new NodeProcess("node two", folder.resolve("two"), settings);
    two.start();
    token = newToken();
    DEEDS.forEach(deed -> deed.prepare(new TestCity(one.base(), token)));
  }

  private String anchor() throws Exception {
    return Files.readString(folder.resolve("one/trust-anchor")).strip();
  }

  private String newToken() throws Exception {
    return SampleToken.get(folder.resolve("client.json"));
  }

  private JdbcClient database() {
    return JdbcClient.create(
        new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password()));
  }

  private void kill(Victim victim) throws Exception {
    switch (victim) {
      case ONE -> again(one);
      case TWO -> again(two);
      case DATABASE -> {
        postgres.kill();
        postgres.start();
      }
      case ALL -> {
        one.kill();
        postgres.kill();
        two.kill();
        postgres.start();
        one.start();
        two.start();
      }
    }
  }

  private static void again(NodeProcess node) throws Exception {
    node.kill();
    node.start();
  }

  // ---- clients ----

  private void act(List<Done> journal, Random chance) {
    while (!enough) {
      if (begun.get() >= allowed.get()) {
        pause();
        continue;
      }
      int number = begun.incrementAndGet();
      Deed deed = DEEDS.get(chance.nextInt(DEEDS.size()));
      Optional<Order> wanted = deed.next(number, journal);
      if (wanted.isEmpty()) {
        deed = DEEDS.getFirst();
        wanted = deed.next(number, journal);
      }
      Order order = wanted.orElseThrow();
      String key = "nodes-" + deed.name() + "-" + number;
      byte[] answer = untilAnswered(deed, key, order, chance);
      journal.add(new Done(deed, key, order, answer));
      answered.incrementAndGet();
      if (number % 7 == 0) {
        assertThat(untilAnswered(deed, key, order, chance)).as(key).isEqualTo(answer);
      }
    }
  }

  private byte[] untilAnswered(Deed deed, String key, Order order, Random chance) {
    Instant end = clock.instant().plus(LIMIT);
    String last = "no node was up";
    while (clock.instant().isBefore(end)) {
      NodeProcess node = chance.nextBoolean() ? one : two;
      if (node.isUp()) {
        try {
          Reply reply = post(node, key, order);
          if (deed.fulfilled(reply)) {
            return reply.body();
          }
          last = reply.problem();
          if (reply.status() != 409 && reply.status() < 500) {
            throw new AssertionError(key + ": " + last);
          }
        } catch (UncheckedIOException down) {
          last = String.valueOf(down.getCause());
        }
        repeated.incrementAndGet();
      }
      pause();
    }
    throw new AssertionError(key + " was never answered; at last: " + last);
  }

  private Reply post(NodeProcess node, String key, Order order) {
    return order.send(new TestCity(node.base(), token), key);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  // ---- proof ----

  private void prove(Path state) throws Exception {
    token = newToken();
    List<Done> all = journals.stream().flatMap(List::stream).toList();
    System.out.println(
        "nodes crash: "
            + all.size()
            + " acts answered, "
            + repeated
            + " requests repeated, "
            + module.journal().size()
            + " signatures in the journal of the module");
    JdbcClient database = database();
    CrashProof.finished(database);
    CrashProof.settled(database);
    assertThat(all.stream().map(Done::key).toList()).doesNotHaveDuplicates();
    CrashProof.everyRequestIsAnswered(database, all.size());
    CrashProof.everySignatureHasItsRecord(database, module.journal(), answered.get());
    TestCity city = new TestCity(one.base(), token);
    for (Deed deed : DEEDS) {
      deed.prove(all.stream().filter(done -> done.deed() == deed).toList(), database, city);
    }
    verifyLog(state);
  }

  /** As an auditor does: entries, root, signature, what was seen before, register both ways. */
  private void verifyLog(Path state) throws Exception {
    NodeProcess node = one.isUp() ? one : two;
    Path pack = folder.resolve("pack.lzpack");
    Files.write(pack, new TestCity(node.base(), token).read("/v1/trust/pack").body());
    Path file = folder.resolve("token");
    Files.writeString(file, newToken());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    CommandLineDoor.Ended ended =
        CommandLineDoor.run(
            state,
            "verify",
            "--pack",
            pack,
            "--anchor",
            anchor(),
            "--json",
            "--log",
            node.base(),
            "--token-file",
            file);
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    System.out.println("nodes crash: log " + ended.out().strip());
  }
}
