package org.liangzheng.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.verifier.format.log.LogFault.*;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPeople;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.cli.CommandLineDoor;
import org.liangzheng.cli.CommandLineDoor.Ended;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.ExportLine;
import org.liangzheng.verifier.format.log.GrowingTree;
import org.liangzheng.verifier.format.log.LogFault;
import org.liangzheng.verifier.format.log.LogKey;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.liangzheng.verifier.format.log.TreeHash;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code lz verify --log} against a service whose database somebody changes behind its back. Each
 * change is made in a transaction, exported inside it, and taken back.
 */
@ApiTest
@TestPropertySource(properties = "liangzheng.audit.origin=" + LogVerificationTest.ORIGIN)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogVerificationTest {
  static final String ORIGIN = "log.example/tampered";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The newest act of the log, and the one before it. */
  private static final String LAST = "position = (select max(position) from audit_entry)";

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  @Autowired private TransactionTemplate transactions;
  @Autowired private AuditLog log;
  @Autowired private LogExport export;
  @Autowired private LogKeys keys;
  @Autowired private Custody custody;
  @Autowired private FieldCipher cipher;
  @Autowired private TrustDirectory trust;

  private Path folder;
  private Path pack;
  private String anchor;
  private Tokens tokens;
  private long early;
  private final List<UUID> licences = new ArrayList<>();

  /** Licences of another issuer: one only delivered, one also suspended by its source. */
  private final List<UUID> foreign = new ArrayList<>();

  @BeforeAll
  void issueSome(@TempDir Path shared) throws Exception {
    folder = shared;
    tokens = Tokens.of(context);
    issue(4);
    deliverSome();
    early = settled();
    issue(2);
    assertThat(settled()).isGreaterThan(early);
    Environment settings = context.getEnvironment();
    anchor =
        Files.readString(
                Path.of(settings.getRequiredProperty("liangzheng.home")).resolve("trust-anchor"))
            .strip();
    pack = Files.write(folder.resolve("pack.lzpack"), trust.newest().bytes().toByteArray());
  }

  private void issue(int count) {
    TestCity city = TestCity.of(context, SampleDepartment.MARKET);
    for (int i = 0; i < count; i++) {
      TestCity.Reply reply = city.issue(LicenceRequests.valid());
      assertThat(reply.status()).as(reply.text()).isEqualTo(201);
      licences.add(UUID.fromString(reply.json().get("id").asString()));
    }
  }

  private void deliverSome() {
    TestPeople people = TestPeople.of(context);
    String administrator =
        people.token(
            people.officer(SampleDepartment.MARKET.id(), Role.ADMINISTRATOR),
            SampleDepartment.MARKET.id());
    String deliverer = tokens.bearer(SampleDepartment.MARKET.id(), Scope.EXTERNAL_DELIVER);
    for (int i = 0; i < 2; i++) {
      String source = "audited-" + i;
      TestHttp.Answer registered =
          people.post(
              administrator,
              "/v1/external-issuers",
              JSON.createObjectNode()
                  .put("code", source)
                  .put("name", "邻市示例局")
                  .put("authority", SampleDepartment.HOUSING.id().value())
                  .toString());
      assertThat(registered.status()).as(registered.body()).isEqualTo(201);
      ObjectNode word =
          JSON.createObjectNode()
              .put("issuer", source)
              .put("sequence", 1)
              .put(
                  "identifier",
                  new LicenceId(
                          TestLicences.TYPE,
                          SampleDepartment.HOUSING.id().value(),
                          UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT),
                          1)
                      .text());
      ObjectNode content = word.deepCopy();
      content
          .putObject("holder")
          .put("type", "001")
          .put("code", LicenceRequests.company(777_900 + i))
          .put("name", "示例");
      content.putObject("data").put("address", "样例路1号");
      foreign.add(delivered(people, deliverer, content, 201));
      if (i == 1) {
        delivered(people, deliverer, word.put("sequence", 2).put("status", "SUSPENDED"), 200);
      }
    }
  }

  private static UUID delivered(TestPeople people, String token, ObjectNode word, int status) {
    TestHttp.Answer answer = people.post(token, "/v1/external-licences", word.toString());
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return UUID.fromString(answer.json().get("id").asString());
  }

  /** Everything is placed and signed; returns the size. */
  private long settled() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            database
                .sql(
                    "select (select count(*) from audit_entry) ="
                        + " (select coalesce(max(size), 0) from audit_checkpoint)")
                .query(Boolean.class)
                .single());
    return database.sql("select max(size) from audit_checkpoint").query(Long.class).single();
  }

  // ---- the tools of the trade ----

  /** What somebody does to the database. */
  private interface Tampering {
    void in(LogVerificationTest world);
  }

  /**
   * One change.
   *
   * @param waiting whether the newest acts have no place yet when it is made
   * @param codes what has to be found, all of it and nothing else
   */
  record Case(String name, boolean waiting, Set<LogFault> codes, Tampering tampering) {
    @Override
    public String toString() {
      return (waiting ? "before sequencing: " : "after sequencing: ") + name;
    }
  }

  private static Case before(String name, Tampering tampering, LogFault... codes) {
    return new Case(name, true, set(codes), tampering);
  }

  private static Case after(String name, Tampering tampering, LogFault... codes) {
    return new Case(name, false, set(codes), tampering);
  }

  private static Set<LogFault> set(LogFault... codes) {
    Set<LogFault> set = EnumSet.noneOf(LogFault.class);
    set.addAll(Arrays.asList(codes));
    return set;
  }

  private int sql(String statement, Object... parameters) {
    return database.sql(statement).params(parameters).update();
  }

  private static Tampering run(String... statements) {
    return world -> {
      for (String statement : statements) {
        assertThat(world.sql(statement)).as(statement).isNotNegative();
      }
    };
  }

  /** As it was before the newest acts got their places. */
  private void unplace() {
    sql("delete from audit_checkpoint where size > ?", early);
    sql("delete from audit_node where (index + 1) * (2 ^ level) > ?", early);
    sql("update audit_entry set position = null where position >= ?", early);
  }

  /** Rewrites the record of an entry with the service's own keys; nonce and place stay. */
  private void rewrite(String where, boolean leafToo) {
    Map<String, Object> row =
        database.sql("select id, content from audit_entry where " + where).query().singleRow();
    UUID id = (UUID) row.get("id");
    Cell cell = new Cell("audit_entry", "content", id);
    byte[] content = cipher.decrypt(cell, (byte[]) row.get("content"));
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String other = text.replace("\"actor\":\"", "\"actor\":\"x");
    assertThat(other).isNotEqualTo(text);
    byte[] changed = other.getBytes(StandardCharsets.ISO_8859_1);
    sql("update audit_entry set content = ? where id = ?", cipher.encrypt(cell, changed), id);
    if (leafToo) {
      sql(
          "update audit_entry set leaf = ? where id = ?",
          TreeHash.ofLeaf(changed).value().toByteArray(),
          id);
    }
  }

  private void record(String act, UUID licence) {
    log.record(
        new AuditFact(act, licence, SampleDepartment.MARKET.id(), "test", JSON.createObjectNode()));
  }

  private void recordIssued(UUID licence) {
    log.record(
        new AuditFact(
            "LICENCE_ISSUED",
            licence,
            SampleDepartment.MARKET.id(),
            "test",
            JSON.createObjectNode()
                .put("sha256", "00".repeat(32))
                .put("type", "11100000MB0143028R001")
                .put("version", 1)));
  }

  /**
   * @param status null: a word about what stands on the licence
   */
  private void recordWord(String act, UUID licence, long sequence, String status) {
    UUID source =
        database
            .sql(
                "select coalesce((select issuer from external_licence where id = ?),"
                    + " gen_random_uuid())")
            .param(licence)
            .query(UUID.class)
            .single();
    ObjectNode facts =
        JSON.createObjectNode()
            .put("source", source.toString())
            .put("sequence", sequence)
            .put("type", TestLicences.TYPE.value())
            .put("content", status == null);
    if (status != null) {
      facts.put("status", status);
    }
    log.record(new AuditFact(act, licence, SampleDepartment.MARKET.id(), "test", facts));
  }

  private byte[] exported() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(
            export.write(line -> {
              out.writeBytes(line.toBytes());
              out.write('\n');
            }))
        .isTrue();
    return out.toByteArray();
  }

  /** The export as it is after a change that is taken back. */
  private byte[] exported(boolean waiting, Tampering tampering) {
    return transactions.execute(status -> {
      status.setRollbackOnly();
      if (waiting) {
        unplace();
      }
      tampering.in(this);
      return exported();
    });
  }

  private Ended verify(Path state, Object log, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("verify", "--pack", pack, "--anchor", anchor, "--json", "--log"));
    arguments.add(log);
    arguments.addAll(Arrays.asList(more));
    return CommandLineDoor.run(state, arguments.toArray());
  }

  private Ended verify(Path state, byte[] exported) throws Exception {
    return verify(state, Files.write(folder.resolve("log.ndjson"), exported));
  }

  private Path state() throws Exception {
    return Files.createTempDirectory(folder, "state");
  }

  private static JsonNode json(Ended ended) {
    assertThat(ended.err()).isEmpty();
    return JSON.readTree(ended.out());
  }

  private static void found(Ended ended, Set<LogFault> codes) {
    JsonNode report = json(ended);
    Set<String> wanted = new TreeSet<>();
    codes.forEach(code -> wanted.add(code.name()));
    assertThat(new TreeSet<>(report.get("faults").propertyNames())).isEqualTo(wanted);
    assertThat(ended.code()).as(ended.out()).isEqualTo(codes.isEmpty() ? 0 : 1);
  }

  // ---- a log that nobody touched ----

  @Test
  void aCleanLogPassesAsAFile() throws Exception {
    Path state = state();
    Ended ended = verify(state, exported());
    found(ended, set());
    JsonNode report = json(ended);
    assertThat(report.get("verdict").asString()).isEqualTo("VALID");
    assertThat(report.get("signed").asBoolean()).isTrue();
    assertThat(report.get("rows").asLong()).isEqualTo(licences.size() + foreign.size());
    assertThat(report.get("seen").isNull()).isTrue();
    // And again: now it is held against what was seen.
    assertThat(json(verify(state, exported())).get("seen").get("size").asLong())
        .isEqualTo(report.get("checkpoint").get("size").asLong());
  }

  @Test
  void aCleanLogWhoseNewestActsWaitPasses() throws Exception {
    Ended ended = verify(state(), exported(true, _ -> {}));
    found(ended, set());
    assertThat(json(ended).get("waiting").asLong()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aCleanLogPassesAtTheServiceWithAndWithoutItsEntries() throws Exception {
    Ended open = verify(state(), tokens.base());
    found(open, set());
    assertThat(json(open).get("entries").isNull()).isTrue();
    assertThat(json(open).get("rows").isNull()).isTrue();
    Path state = state();
    Ended all = verify(state, tokens.base(), "--token-file", tokenFile(Scope.AUDIT_READ));
    found(all, set());
    assertThat(json(all).get("rows").asLong()).isEqualTo(licences.size() + foreign.size());
    assertThat(verify(state, tokens.base()).code()).isZero();
    Ended refused = verify(state, tokens.base(), "--token-file", tokenFile(Scope.LICENCE_READ));
    assertThat(refused.code()).isEqualTo(69);
    assertThat(refused.err()).contains("[log-refused]");
  }

  private Path tokenFile(Scope scope) throws Exception {
    Path file = folder.resolve("token-" + scope);
    Files.writeString(file, tokens.bearer(SampleDepartment.MARKET.id(), scope) + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void peopleReadIt() throws Exception {
    Path file = Files.write(folder.resolve("read.ndjson"), exported());
    Ended good =
        CommandLineDoor.run(state(), "verify", "--pack", pack, "--anchor", anchor, "--log", file);
    assertThat(good.out()).contains("VALID", ORIGIN, "双向核对", "signed by the log's keys");
    Ended nobody = CommandLineDoor.run(state(), "verify", "--log", file);
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.out()).contains("LOG_KEYS_UNKNOWN", "--pack");
  }

  @Test
  void halfAnExportIsNoExport() throws Exception {
    byte[] whole = exported();
    String text = new String(whole, StandardCharsets.UTF_8);
    int last = text.lastIndexOf('\n', text.length() - 2) + 1;
    for (String cut :
        List.of(text.substring(0, last), text.substring(0, last - 20), text.substring(0, 0))) {
      Ended ended = verify(state(), cut.getBytes(StandardCharsets.UTF_8));
      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.out()).contains("LOG_EXPORT_TRUNCATED");
    }
    Ended other = verify(state(), "{\"kind\":\"other\"}\n".getBytes(StandardCharsets.UTF_8));
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.out()).contains("LOG_EXPORT_MALFORMED");
  }

  // ---- and one that somebody touched ----

  static Stream<Case> cases() {
    return Stream.of(
        before(
            "an entry is deleted",
            run("delete from audit_entry where drawn = (select max(drawn) from audit_entry)"),
            ROW_WITHOUT_ENTRY),
        before(
            "a sealed record is changed",
            run(
                "update audit_entry set content = set_byte(content, 60,"
                    + " (get_byte(content, 60) + 1) % 256)"
                    + " where drawn = (select max(drawn) from audit_entry)"),
            ENTRY_DAMAGED,
            ROW_WITHOUT_ENTRY),
        before(
            "two records are exchanged",
            run(
                "update audit_entry e set content = (select o.content from audit_entry o"
                    + " where o.position is null and o.id <> e.id limit 1)"
                    + " where position is null"),
            ENTRY_DAMAGED,
            ROW_WITHOUT_ENTRY),
        before(
            "a leaf is changed",
            run("update audit_entry set leaf = sha256(leaf) where position is null"),
            ENTRY_HASH_WRONG),
        before(
            "a record is rewritten with the service's keys",
            world -> world.rewrite("drawn = (select max(drawn) from audit_entry)", false),
            ENTRY_HASH_WRONG),
        before(
            "an entry is hidden from its authority",
            run(
                "update audit_entry set authority = '11100000MB0143028R'"
                    + " where drawn = (select max(drawn) from audit_entry)"),
            ENTRY_INDEX_WRONG),
        before(
            "an entry is put in by hand",
            run(
                "insert into audit_entry (id, act, subject, authority, recorded_at, content, leaf)"
                    + " select gen_random_uuid(), act, subject, authority, recorded_at, content,"
                    + " leaf from audit_entry limit 1"),
            ENTRY_DAMAGED),
        before(
            "an act is made up with the service's keys",
            world -> world.recordIssued(UUID.randomUUID()),
            ENTRY_WITHOUT_ROW),
        before(
            "an act is repeated with the service's keys",
            world -> world.recordIssued(world.licences.getFirst()),
            ENTRY_TWICE),
        before(
            "two acts are put in the other order",
            world -> {
              UUID licence = world.licences.getFirst();
              world.record("LICENCE_SUSPENDED", licence);
              world.record("LICENCE_RESUMED", licence);
              world.sql("alter table audit_entry alter column drawn set generated by default");
              world.sql(
                  "update audit_entry set drawn = (select max(drawn) + 1 from audit_entry)"
                      + " where act = 'LICENCE_SUSPENDED'");
              world.sql("update licence set status = 'SUSPENDED' where id = ?", licence);
            },
            ENTRY_OUT_OF_ORDER),
        after(
            "an entry is deleted",
            world -> world.sql("delete from audit_entry where subject = ?", world.licences.get(1)),
            ENTRY_MISSING,
            ROW_WITHOUT_ENTRY),
        after(
            "the last entry is deleted",
            run("delete from audit_entry where " + LAST),
            ENTRY_MISSING,
            ROW_WITHOUT_ENTRY),
        after(
            "an entry and its licence are deleted and the gap is closed",
            world -> {
              UUID licence = world.licences.get(1);
              world.sql("delete from audit_entry where subject = ?", licence);
              world.deleteLicence(licence);
              world.sql("update audit_entry set position = position + 1000000");
              world.sql(
                  "update audit_entry e set position = n.place from (select id,"
                      + " row_number() over (order by position) - 1 as place from audit_entry) n"
                      + " where n.id = e.id");
            },
            ENTRY_MISSING),
        after(
            "two entries change places",
            world -> {
              long last = world.place();
              world.sql("update audit_entry set position = 1000000 where position = ?", last);
              world.sql("update audit_entry set position = ? where position = ?", last, last - 1);
              world.sql("update audit_entry set position = ? where position = 1000000", last - 1);
            },
            LOG_ROOT_WRONG),
        after(
            "a leaf is changed",
            run("update audit_entry set leaf = sha256(leaf) where " + LAST),
            ENTRY_HASH_WRONG,
            LOG_ROOT_WRONG),
        after(
            "a record is rewritten with the service's keys, not its leaf",
            world -> world.rewrite(LAST, false),
            ENTRY_HASH_WRONG),
        after(
            "record and leaf are rewritten with the service's keys",
            world -> world.rewrite(LAST, true),
            LOG_ROOT_WRONG),
        after(
            "an entry is put between others",
            world -> {
              long last = world.place();
              world.sql("update audit_entry set position = ? where position = ?", last + 1, last);
              world.record("TEST_ACT", UUID.randomUUID());
              world.sql("update audit_entry set position = ? where act = 'TEST_ACT'", last);
            },
            LOG_ROOT_WRONG),
        after(
            "an entry is put beside another",
            world -> {
              world.sql("alter table audit_entry drop constraint audit_entry_position_key");
              world.record("TEST_ACT", UUID.randomUUID());
              world.sql(
                  "update audit_entry set position = ? where act = 'TEST_ACT'", world.place());
            },
            ENTRY_POSITION_TWICE),
        after(
            "an entry is hidden from its authority",
            run("update audit_entry set act = 'LICENCE_SEEN' where " + LAST),
            ENTRY_INDEX_WRONG),
        after(
            "an act is left out of the order",
            world -> {
              world.record("LICENCE_REVOKED", world.licences.getFirst());
              world.record("LICENCE_RESUMED", world.licences.getFirst());
            },
            ENTRY_OUT_OF_ORDER),
        // ---- the register ----
        after(
            "a licence is deleted",
            world -> world.deleteLicence(world.licences.getFirst()),
            ENTRY_WITHOUT_ROW),
        after(
            "a licence is put in",
            world -> {
              UUID made = UUID.randomUUID();
              world.sql(
                  "insert into licence (id, holder, type, authority, status, status_since,"
                      + " current_version) select ?, holder, type, authority, status,"
                      + " status_since, 1 from licence where id = ?",
                  made,
                  world.licences.getFirst());
              world.sql(
                  "insert into licence_version (id, licence, version, type_version, file, content,"
                      + " issued_at) select gen_random_uuid(), ?, 1, type_version, file, content,"
                      + " issued_at from licence_version where licence = ?",
                  made,
                  world.licences.getFirst());
            },
            ROW_WITHOUT_ENTRY),
        after(
            "a file is exchanged for another's",
            world ->
                world.sql(
                    "update licence_version set file = (select file from licence_version"
                        + " where licence = ?) where licence = ?",
                    world.licences.get(0),
                    world.licences.get(1)),
            DIGEST_DIFFERS),
        after(
            "a file's digest is changed",
            world ->
                world.sql(
                    "update document_file set sha256 = sha256(sha256) where id ="
                        + " (select file from licence_version where licence = ?)",
                    world.licences.getFirst()),
            DIGEST_DIFFERS),
        after(
            "a file is deleted",
            world ->
                world.sql(
                    "delete from document_file where id ="
                        + " (select file from licence_version where licence = ?)",
                    world.licences.getFirst()),
            DIGEST_DIFFERS),
        after(
            "a licence is suspended by hand",
            world ->
                world.sql(
                    "update licence set status = 'SUSPENDED' where id = ?",
                    world.licences.getFirst()),
            STATUS_UNEXPLAINED),
        after(
            "a revocation is taken back by hand",
            world -> world.record("LICENCE_REVOKED", world.licences.getFirst()),
            STATUS_UNEXPLAINED),
        after(
            "a licence is given to another authority",
            world ->
                world.sql(
                    "update licence set authority = ? where id = ?",
                    SampleDepartment.HOUSING.id().value(),
                    world.licences.getFirst()),
            ROW_DIFFERS),
        after(
            "a licence gets another type",
            world ->
                world.sql(
                    "update licence set type = '11100000000013338W001' where id = ?",
                    world.licences.getFirst()),
            ROW_DIFFERS),
        after(
            "a version is declared replaced",
            world ->
                world.sql(
                    "update licence set current_version = 2 where id = ?",
                    world.licences.getFirst()),
            ROW_DIFFERS),
        // ---- the register of foreign licences ----
        after(
            "a foreign licence is deleted",
            world -> {
              UUID licence = world.foreign.getFirst();
              world.sql("delete from external_identifier where licence = ?", licence);
              world.sql("delete from external_licence where id = ?", licence);
            },
            ENTRY_WITHOUT_ROW),
        after(
            "a foreign licence is put in",
            world ->
                world.sql(
                    "insert into external_licence select (jsonb_populate_record(e,"
                        + " jsonb_build_object('id', gen_random_uuid()))).*"
                        + " from external_licence e where id = ?",
                    world.foreign.getFirst()),
            ROW_WITHOUT_ENTRY),
        after(
            "a foreign licence is suspended by hand",
            world ->
                world.sql(
                    "update external_licence set status = 'SUSPENDED' where id = ?",
                    world.foreign.getFirst()),
            STATUS_UNEXPLAINED),
        after(
            "the end that a source told is taken back by hand",
            world ->
                world.sql(
                    "update external_licence set status = 'IN_FORCE', status_sequence = 0"
                        + " where id = ?",
                    world.foreign.get(1)),
            ROW_DIFFERS,
            STATUS_UNEXPLAINED),
        after(
            "a foreign licence is made deaf for what its source will tell",
            world ->
                world.sql(
                    "update external_licence set content_sequence = 1000000 where id = ?",
                    world.foreign.getFirst()),
            ROW_DIFFERS),
        after(
            "a foreign licence is given to another source",
            world ->
                world.sql(
                    "update external_licence set issuer = (select issuer from external_licence"
                        + " where id = ?) where id = ?",
                    world.foreign.get(1),
                    world.foreign.get(0)),
            ROW_DIFFERS),
        after(
            "a source is given to another department",
            world ->
                world.sql(
                    "update external_issuer set keeper = ? where code = 'audited-0'",
                    SampleDepartment.HOUSING.id().value()),
            ROW_DIFFERS),
        after(
            "a file is put to a foreign licence that came without one",
            world ->
                world.sql(
                    "update external_licence set file = (select file from licence_version"
                        + " where licence = ?) where id = ?",
                    world.licences.getFirst(),
                    world.foreign.getFirst()),
            DIGEST_DIFFERS),
        after(
            "the entry of a foreign licence is deleted",
            world ->
                world.sql("delete from audit_entry where subject = ?", world.foreign.getFirst()),
            ENTRY_MISSING,
            ROW_WITHOUT_ENTRY),
        before(
            "a delivery is made up with the service's keys",
            world -> world.recordWord("EXTERNAL_LICENCE_TAKEN", UUID.randomUUID(), 1, null),
            ENTRY_WITHOUT_ROW),
        before(
            "a delivery is repeated with the service's keys",
            world -> world.recordWord("EXTERNAL_LICENCE_TAKEN", world.foreign.getFirst(), 1, null),
            ENTRY_TWICE),
        before(
            "an old word is entered again with the service's keys",
            world -> world.recordWord("EXTERNAL_LICENCE_UPDATED", world.foreign.get(1), 1, null),
            ENTRY_OUT_OF_ORDER),
        before(
            "an end is made up with the service's keys",
            world ->
                world.recordWord("EXTERNAL_LICENCE_UPDATED", world.foreign.get(1), 3, "REVOKED"),
            ROW_DIFFERS,
            STATUS_UNEXPLAINED),
        // ---- the checkpoint ----
        after(
            "the root in the signed note is changed",
            world ->
                world.note(text -> {
                  String[] lines = text.split("\n", -1);
                  lines[2] = TreeHash.ofLeaf(new byte[] {1}).toBase64();
                  return String.join("\n", lines);
                }),
            CHECKPOINT_SIGNATURE_WRONG,
            LOG_ROOT_WRONG),
        after(
            "a signature is taken off the note",
            world ->
                world.note(
                    text -> text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1)),
            CHECKPOINT_NOT_SIGNED));
  }

  /** Whoever may write everywhere is not stopped by foreign keys. */
  private void deleteLicence(UUID licence) {
    sql(
        """
        do $$
        declare key record;
        begin
          for key in select conrelid::regclass as of, conname from pg_constraint
              where contype = 'f'
              and confrelid in ('licence'::regclass, 'licence_version'::regclass) loop
            execute format('alter table %s drop constraint %I', key.of, key.conname);
          end loop;
        end $$
        """);
    sql(
        "delete from licence_identifier where version_id in"
            + " (select id from licence_version where licence = ?)",
        licence);
    sql("delete from licence_version where licence = ?", licence);
    sql("delete from licence where id = ?", licence);
  }

  private long place() {
    return database.sql("select max(position) from audit_entry").query(Long.class).single();
  }

  private void note(java.util.function.UnaryOperator<String> change) {
    String newest = "where size = (select max(size) from audit_checkpoint)";
    byte[] note =
        database.sql("select note from audit_checkpoint " + newest).query(byte[].class).single();
    sql(
        "update audit_checkpoint set note = ? " + newest,
        (Object)
            change
                .apply(new String(note, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachChangeIsFound(Case one) throws Exception {
    found(verify(state(), exported(one.waiting(), one.tampering())), one.codes());
  }

  @Test
  void aLogThatGoesBackIsFoundByWhoSawMore() throws Exception {
    Path state = state();
    found(verify(state, exported()), set());
    Tampering back =
        world -> {
          world.sql("delete from audit_entry where position is null");
          for (UUID licence : world.licences.subList(4, 6)) {
            world.deleteLicence(licence);
          }
        };
    byte[] rolled = exported(true, back);
    found(verify(state, rolled), set(LOG_SHRANK));
    // Who sees it for the first time cannot know, and the memory is not put back by it.
    found(verify(state(), rolled), set());
    found(verify(state, rolled), set(LOG_SHRANK));
  }

  @Test
  void aForkThatTheLogItselfSignedIsFoundByWhoSawTheOther() throws Exception {
    Path state = state();
    found(verify(state, exported()), set());
    Tampering fork = world -> world.rewrite(LAST, true);
    byte[] forked = exported(false, fork);
    // The forger has the log's keys: another root, rightly signed.
    SignedCheckpoint signed = sign(root(forked));
    Tampering whole =
        world -> {
          world.rewriteAs(forked);
          world.note(_ -> new String(signed.toBytes(), StandardCharsets.UTF_8));
        };
    byte[] again = exported(false, whole);
    found(verify(state, again), set(LOG_REWRITTEN));
    found(verify(state(), again), set());
  }

  /** The same rewriting again, to the byte. */
  private void rewriteAs(byte[] forked) {
    rewrite(LAST, true);
    assertThat(root(exported())).isEqualTo(root(forked));
  }

  private static Checkpoint root(byte[] exported) {
    GrowingTree tree = new GrowingTree();
    String[] lines = new String(exported, StandardCharsets.UTF_8).split("\n", -1);
    for (String line : lines) {
      JsonNode json = line.isEmpty() ? JSON.createObjectNode() : JSON.readTree(line);
      if (json.has("position")) {
        try {
          tree.append(TreeHash.ofBase64(json.get("leaf").asString()), (_, _) -> {});
        } catch (org.liangzheng.verifier.crypto.MalformedException impossible) {
          throw new AssertionError(impossible);
        }
      }
    }
    return new Checkpoint(ORIGIN, tree.size(), tree.root());
  }

  private SignedCheckpoint sign(Checkpoint checkpoint) {
    Map<LogKey, SignatureValue> values = new LinkedHashMap<>();
    for (Map.Entry<KeyRef, VerificationKey> key : keys.keys().entrySet()) {
      LogKey logKey = new LogKey(ORIGIN, key.getValue());
      values.put(
          logKey,
          custody.sign(
              new SignatureOrder(
                  key.getKey(),
                  SignatureAct.SIGN_CHECKPOINT,
                  "forger",
                  "fork",
                  logKey.digest(checkpoint),
                  null)));
    }
    return SignedCheckpoint.of(checkpoint, values);
  }

  // ---- at the service, for those who only see hashes ----

  @Test
  void aLeafChangedAtTheServiceIsLocated() throws Exception {
    Path state = state();
    found(verify(state, tokens.base()), set());
    long victim = place() - 1;
    changed(
        "update audit_entry set leaf = ? where position = " + victim,
        "select leaf from audit_entry where position = " + victim,
        () -> {
          Ended ended = verify(state, tokens.base());
          assertThat(json(ended).get("faults").propertyNames())
              .contains("LOG_ROOT_WRONG", "ENTRY_NOT_INCLUDED");
          assertThat(ended.code()).isEqualTo(1);
        });
    found(verify(state, tokens.base()), set());
  }

  @Test
  void proofsOverChangedHashesAreFound() throws Exception {
    Path state = state();
    changed(
        "update audit_node set hash = ? where level = 1 and index = 0",
        "select hash from audit_node where level = 1 and index = 0",
        () -> found(verify(state, tokens.base()), set(ENTRY_NOT_INCLUDED)));
  }

  /** For a moment, with jobs running: what they must not do meanwhile they do not. */
  private void changed(String update, String select, Check check) throws Exception {
    byte[] good = database.sql(select).query(byte[].class).single();
    sql(update, (Object) TreeHash.ofLeaf(good).value().toByteArray());
    try {
      check.run();
    } finally {
      sql(update, (Object) good);
    }
  }

  private interface Check {
    void run() throws Exception;
  }

  @Test
  void theExportOfTheServiceIsTheFile() throws Exception {
    TestHttp.Answer answer =
        TestHttp.send(
            tokens.base(),
            Call.get("/v1/log/export")
                .with(
                    "Authorization",
                    "Bearer " + tokens.bearer(SampleDepartment.MARKET.id(), Scope.AUDIT_READ)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(new String(exported(), StandardCharsets.UTF_8));
    assertThat(answer.body()).doesNotContain("示例商贸", "示例人甲");
    for (String line : answer.body().lines().toList()) {
      assertThat(ExportLine.read(line.getBytes(StandardCharsets.UTF_8)).toBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(line);
    }
  }
}
