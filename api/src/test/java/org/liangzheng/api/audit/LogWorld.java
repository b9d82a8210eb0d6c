package org.liangzheng.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.cli.CommandLineDoor;
import org.liangzheng.cli.CommandLineDoor.Ended;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.GrowingTree;
import org.liangzheng.verifier.format.log.LogFault;
import org.liangzheng.verifier.format.log.LogKey;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.liangzheng.verifier.format.log.TreeHash;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service with licences in its log, what somebody changes behind its back, and the command line
 * that looks. Each change is made in a transaction, exported inside it, and taken back.
 */
final class LogWorld {
  static final String ORIGIN = "log.example/tampered";

  /** The newest act of the log. */
  static final String LAST = "position = (select max(position) from audit_entry)";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient database;
  private final TransactionTemplate transactions;
  private final AuditLog log;
  private final LogExport export;
  private final LogKeys keys;
  private final Custody custody;
  private final FieldCipher cipher;

  private final Path folder;
  private final Path pack;
  private final String anchor;
  private final Tokens tokens;
  private final long early;
  private final List<UUID> licences = new ArrayList<>();

  /** Licences of another issuer: one only delivered, one also suspended by its source. */
  private final List<UUID> foreign = new ArrayList<>();

  /** Issues and delivers some licences first. */
  LogWorld(ApplicationContext context, Path folder) throws IOException {
    this.database = context.getBean(JdbcClient.class);
    this.transactions = context.getBean(TransactionTemplate.class);
    this.log = context.getBean(AuditLog.class);
    this.export = context.getBean(LogExport.class);
    this.keys = context.getBean(LogKeys.class);
    this.custody = context.getBean(Custody.class);
    this.cipher = context.getBean(FieldCipher.class);
    this.folder = folder;
    this.tokens = Tokens.of(context);
    licences.addAll(AuditedLicences.issue(context, 4));
    foreign.addAll(AuditedLicences.deliver(context));
    early = settled();
    licences.addAll(AuditedLicences.issue(context, 2));
    assertThat(settled()).isGreaterThan(early);
    Environment settings = context.getEnvironment();
    anchor =
        Files.readString(
                Path.of(settings.getRequiredProperty("liangzheng.home")).resolve("trust-anchor"))
            .strip();
    TrustDirectory trust = context.getBean(TrustDirectory.class);
    pack = Files.write(folder.resolve("pack.lzpack"), trust.newest().bytes().toByteArray());
  }

  /** What somebody does to the database. */
  interface Tampering {
    void in(LogWorld world);
  }

  interface Check {
    void run() throws Exception;
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

  static Set<LogFault> set(LogFault... codes) {
    Set<LogFault> set = EnumSet.noneOf(LogFault.class);
    set.addAll(Arrays.asList(codes));
    return set;
  }

  int sql(String statement, Object... parameters) {
    return database.sql(statement).params(parameters).update();
  }

  /** As it was before the newest acts got their places. */
  void unplace() {
    sql("delete from audit_checkpoint where size > ?", early);
    sql("delete from audit_node where (index + 1) * (2 ^ level) > ?", early);
    sql("update audit_entry set position = null where position >= ?", early);
  }

  /** Rewrites the record of an entry with the service's own keys; nonce and place stay. */
  void rewrite(String where, boolean leafToo) {
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

  void record(String act, UUID licence) {
    log.record(
        new AuditFact(act, licence, SampleDepartment.MARKET.id(), "test", JSON.createObjectNode()));
  }

  void recordIssued(UUID licence) {
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
  void recordWord(String act, UUID licence, long sequence, String status) {
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

  byte[] exported() {
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
  byte[] exported(boolean waiting, Tampering tampering) {
    return transactions.execute(status -> {
      status.setRollbackOnly();
      if (waiting) {
        unplace();
      }
      tampering.in(this);
      return exported();
    });
  }

  Ended verify(Path state, Object log, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("verify", "--pack", pack, "--anchor", anchor, "--json", "--log"));
    arguments.add(log);
    arguments.addAll(Arrays.asList(more));
    return CommandLineDoor.run(state, arguments.toArray());
  }

  Ended verify(Path state, byte[] exported) throws Exception {
    return verify(state, Files.write(folder.resolve("log.ndjson"), exported));
  }

  Path state() throws Exception {
    return Files.createTempDirectory(folder, "state");
  }

  static JsonNode json(Ended ended) {
    assertThat(ended.err()).isEmpty();
    return JSON.readTree(ended.out());
  }

  static void found(Ended ended, Set<LogFault> codes) {
    JsonNode report = json(ended);
    Set<String> wanted = new TreeSet<>();
    codes.forEach(code -> wanted.add(code.name()));
    assertThat(new TreeSet<>(report.get("faults").propertyNames())).isEqualTo(wanted);
    assertThat(ended.code()).as(ended.out()).isEqualTo(codes.isEmpty() ? 0 : 1);
  }

  Path tokenFile(Scope scope) throws Exception {
    Path file = folder.resolve("token-" + scope);
    Files.writeString(file, tokens.bearer(SampleDepartment.MARKET.id(), scope) + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Whoever may write everywhere is not stopped by foreign keys. */
  void deleteLicence(UUID licence) {
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

  long place() {
    return database.sql("select max(position) from audit_entry").query(Long.class).single();
  }

  void note(java.util.function.UnaryOperator<String> change) {
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

  /** The same rewriting again, to the byte. */
  void rewriteAs(byte[] forked) {
    rewrite(LAST, true);
    assertThat(root(exported())).isEqualTo(root(forked));
  }

  static Checkpoint root(byte[] exported) {
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

  SignedCheckpoint sign(Checkpoint checkpoint) {
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

  /** For a moment, with jobs running: what they must not do meanwhile they do not. */
  void changed(String update, String select, Check check) throws Exception {
    byte[] good = database.sql(select).query(byte[].class).single();
    sql(update, (Object) TreeHash.ofLeaf(good).value().toByteArray());
    try {
      check.run();
    } finally {
      sql(update, (Object) good);
    }
  }

  Path folder() {
    return folder;
  }

  Path pack() {
    return pack;
  }

  String anchor() {
    return anchor;
  }

  Tokens tokens() {
    return tokens;
  }

  List<UUID> licences() {
    return licences;
  }

  List<UUID> foreign() {
    return foreign;
  }
}
