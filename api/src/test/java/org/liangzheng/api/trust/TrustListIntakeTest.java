package org.liangzheng.api.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.Application;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.cli.CommandLineDoor;
import org.liangzheng.cli.CommandLineDoor.Ended;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.log.LogKey;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.SignedTrustList;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.pack.TrustListFile;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * New keys for packs and for the log: made in the vault, named by a list that two owners sign on
 * the command line, taken by the service at a start, and used.
 */
class TrustListIntakeTest {
  private static final String NEW_PACK = "soft:pack-2";
  private static final String NEW_LOG = "soft:log-p256-2";
  private static final String OWNER = "soft:sample-trust-root-";

  @TempDir Path folder;
  private final TestDatabases.Access database = TestDatabases.migrated();

  private ConfigurableApplicationContext start(String... more) {
    List<String> arguments = new ArrayList<>(Arrays.asList(more));
    Map.of(
            "liangzheng.home",
            home().toString(),
            "liangzheng.sample.enabled",
            "true",
            "spring.datasource.url",
            database.url(),
            "spring.datasource.username",
            String.valueOf(database.user()),
            "spring.datasource.password",
            String.valueOf(database.password()),
            "server.address",
            "127.0.0.1",
            "server.port",
            "0",
            "management.server.port",
            "0")
        .forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return new SpringApplicationBuilder(Application.class).run(arguments.toArray(String[]::new));
  }

  private Path home() {
    return folder.resolve("home");
  }

  private static void refused(ConfigurableApplicationContext service, Path file, String why) {
    assertThatThrownBy(() -> service.getBean(TrustListIntake.class).take(file.toString()))
        .isInstanceOfSatisfying(
            StartupProblem.class,
            problem -> {
              assertThat(problem.failure()).isEqualTo(StartupFailure.TRUST_LIST_REFUSED);
              assertThat(problem.arguments()).containsExactly(why);
            });
  }

  private static String[] ours() {
    return new String[] {
      "--liangzheng.trust.pack-keys=" + NEW_PACK, "--liangzheng.audit.log-keys=" + NEW_LOG
    };
  }

  private Ended lz(Object... arguments) {
    return CommandLineDoor.run(folder.resolve("state"), arguments);
  }

  private void done(Object... arguments) {
    Ended ended = lz(arguments);
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private Object[] withPack(Path pack, Object... arguments) throws Exception {
    List<Object> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(
        List.of(
            "--pack", pack, "--anchor", Files.readString(home().resolve("trust-anchor")).strip()));
    return all.toArray();
  }

  private Path pack(ConfigurableApplicationContext service, String name) throws Exception {
    return Files.write(
        folder.resolve(name), service.getBean(TrustDirectory.class).latest().bytes().toByteArray());
  }

  @Test
  void newKeysAreNamedByTwoOwnersAndThenUsed() throws Exception {
    Path before;
    int names;
    try (ConfigurableApplicationContext service = start()) {
      before = pack(service, "before.jws");
      names = ids(service.getBean(TrustDirectory.class).latest().pack().trust().list()).size();
    }
    done("keys", "generate", NEW_PACK, "--purpose", "PACK", "--suite", "SM2_SM3", "--home", home());
    done(
        "keys",
        "generate",
        NEW_LOG,
        "--purpose",
        "LOG",
        "--suite",
        "P256_SHA256",
        "--home",
        home());

    Path list = folder.resolve("list.json");
    done(
        withPack(
            before,
            "keys",
            "trust-list",
            "next",
            "--home",
            home(),
            "--add",
            "PACK=" + NEW_PACK,
            "--add",
            "LOG=" + NEW_LOG,
            "--from",
            Clock.systemUTC().instant().plusSeconds(2),
            "--out",
            list));
    Path one = signature(list, 1);
    Path two = signature(list, 3);
    Path signed = folder.resolve("signed.json");
    Ended alone = lz(withPack(before, "keys", "trust-list", "join", list, one, "--out", signed));
    assertThat(alone.code()).isEqualTo(65);
    assertThat(alone.err()).contains("[root-signature-refused]");
    Ended twice =
        lz(withPack(before, "keys", "trust-list", "join", list, one, one, "--out", signed));
    assertThat(twice.err()).contains("[root-signature-refused]");
    done(withPack(before, "keys", "trust-list", "join", list, one, two, "--out", signed));

    // A key of the service is no owner's: the vault refuses, whoever asks.
    Ended notARoot =
        lz(
            "keys",
            "trust-list",
            "sign",
            list,
            NEW_PACK,
            "--home",
            home(),
            "--out",
            folder.resolve("x"));
    assertThat(notARoot.code()).isNotZero();

    try (ConfigurableApplicationContext service =
        start("--liangzheng.trust.take=" + signed, ours()[0], ours()[1])) {
      Custody custody = service.getBean(Custody.class);
      TrustDirectory directory = service.getBean(TrustDirectory.class);
      TrustList named = directory.latest().pack().trust().list();
      assertThat(named.version()).isEqualTo(2);
      assertThat(ids(named)).contains(id(custody, NEW_PACK), id(custody, NEW_LOG));
      // The old ones are named as before: what they signed goes on being good.
      assertThat(ids(named)).hasSize(names + 2);
      String origin =
          service.getEnvironment().getProperty("liangzheng.audit.origin", "localhost/liangzheng");
      String keyId = new LogKey(origin, custody.publicKey(new KeyRef(NEW_LOG))).id().toHex();
      grow(service);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> signers(service).contains(keyId));
      service.getBean(Publication.class).renew(directory.latest().pack().revocations());
      byte[] newest = directory.latest().bytes().toByteArray();
      assertThat(header(newest)).contains(id(custody, NEW_PACK));
      Path after = pack(service, "after.jws");
      String base =
          "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
      Ended verified = lz(withPack(after, "verify", "--json", "--log", base));
      assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
      assertThat(
              service
                  .getBean(JdbcClient.class)
                  .sql("select count(*) from audit_entry where act = ?")
                  .param(TrustListIntake.ACT)
                  .query(Integer.class)
                  .single())
          .isEqualTo(1);

      refused(service, signed, "VERSION");
      refused(service, folder.resolve("no such file"), "FILE");
      String text = Files.readString(signed);
      refused(
          service,
          Files.writeString(folder.resolve("other.json"), text.replace("PACK", "PEEK")),
          "PACK_TRUST_LIST_NOT_SIGNED");
      refused(
          service,
          Files.writeString(folder.resolve("cut.json"), text.substring(9)),
          "PACK_MALFORMED");
      Instant end = Clock.systemUTC().instant().plusSeconds(1);
      Path withoutLog = withoutLog(after, named, end);
      Awaitility.await().until(() -> Clock.systemUTC().instant().isAfter(end));
      refused(service, withoutLog, "LOG P256_SHA256");
      // A list whose taking cannot be written down is not taken.
      SignedTrustList unrecorded =
          TrustListFile.read(Files.readAllBytes(withoutLog), directory.latest().pack().root());
      assertThatThrownBy(() ->
              service
                  .getBean(Publication.class)
                  .adopt(
                      unrecorded,
                      () -> {
                        throw new IllegalStateException("no record");
                      }))
          .hasMessage("no record");
      assertThat(directory.latest().pack().trust().list().version()).isEqualTo(2);
    }
  }

  /** Well signed, and nothing that this service could sign checkpoints with. */
  private Path withoutLog(Path pack, TrustList named, Instant end) throws Exception {
    Path list = folder.resolve("without.json");
    List<Object> next =
        new ArrayList<>(List.of("keys", "trust-list", "next", "--out", list, "--home", home()));
    named.keys().stream()
        .filter(key -> key.purpose().equals(NamedLogKeys.PURPOSE))
        .filter(key -> key.key().suite() == SignatureSuite.P256_SHA256)
        .forEach(key -> next.addAll(List.of("--end", key.id().value().toHex() + "=" + end)));
    done(withPack(pack, next.toArray()));
    Path out = folder.resolve("without-signed.json");
    done(
        withPack(
            pack,
            "keys",
            "trust-list",
            "join",
            list,
            signature(list, 1),
            signature(list, 2),
            "--out",
            out));
    return out;
  }

  /** A checkpoint is signed when there is something new. */
  private static void grow(ConfigurableApplicationContext service) {
    service
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            service
                .getBean(AuditLog.class)
                .record(
                    new AuditFact(
                        "TEST_ACT",
                        UUID.randomUUID(),
                        null,
                        "test",
                        JsonNodeFactory.instance.objectNode())));
  }

  private Path signature(Path list, int owner) {
    Path out = folder.resolve(list.getFileName() + "." + owner);
    done("keys", "trust-list", "sign", list, OWNER + owner, "--home", home(), "--out", out);
    return out;
  }

  /** Key ids on the newest checkpoint: the first four bytes of each signature line. */
  private static Set<String> signers(ConfigurableApplicationContext service) {
    String note =
        new String(
            service
                .getBean(JdbcClient.class)
                .sql("select note from audit_checkpoint order by size desc limit 1")
                .query(byte[].class)
                .single(),
            StandardCharsets.UTF_8);
    return note.lines()
        .filter(line -> line.startsWith("\u2014 "))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .map(line -> HexFormat.of().formatHex(Base64.getDecoder().decode(line), 0, 4))
        .collect(Collectors.toSet());
  }

  private static String header(byte[] pack) {
    String text = new String(pack, StandardCharsets.US_ASCII);
    return new String(
        Base64.getUrlDecoder().decode(text.substring(0, text.indexOf('.'))),
        StandardCharsets.UTF_8);
  }

  private static String id(Custody custody, String key) {
    return ServiceKey.idOf(custody.publicKey(new KeyRef(key))).value().toHex();
  }

  private static Set<String> ids(TrustList list) {
    return list.keys().stream().map(key -> key.id().value().toHex()).collect(Collectors.toSet());
  }
}
