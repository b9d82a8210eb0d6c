package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.catalogue.JointTypes;
import org.liangzheng.api.catalogue.TestTypes;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.api.licence.batch.TestBatches;
import org.liangzheng.api.seal.LicenceSeal;
import org.liangzheng.api.seal.SealWorld;
import org.liangzheng.api.seal.Seals;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Ids;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Licences that the market regulator issues and another department seals too. */
@ApiTest
class JointLicenceTest {
  private static final SampleDepartment OTHER = SampleDepartment.HOUSING;
  private static final AtomicInteger COUNT = new AtomicInteger();

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  @Autowired private Clock clock;
  private LifeCity city;
  private SealWorld keepers;
  private ObjectNode type;

  @BeforeEach
  void open() {
    city = LifeCity.of(context);
    keepers = new SealWorld(context, OTHER.id());
    type = JointTypes.published(context, OTHER.id(), _ -> {});
  }

  private String code() {
    return type.get("code").asString();
  }

  private ObjectNode request() {
    return TestTypes.request(
        type, LicenceRequests.company(6_400_000 + COUNT.incrementAndGet()), "亮城市示例商贸有限公司");
  }

  private static String leave(String code, String more) {
    return "{\"type\":\"" + code + "\",\"version\":1" + more + "}";
  }

  private Answer propose(String more) {
    return keepers.post("/v1/seal-grants", leave(code(), more));
  }

  /** Leave, given by two; its id. */
  private String granted() {
    Answer proposed = propose("");
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(202);
    Answer approved = keepers.approve(proposed);
    assertThat(approved.status()).as(approved.body()).isEqualTo(200);
    return proposed.json().get("proposal").asString();
  }

  private Answer withdraw(String grant) {
    return keepers.post("/v1/seal-grants/" + grant + "/withdrawal", "{\"reason\":\"示例理由\"}");
  }

  private JsonNode grant(String id) {
    for (JsonNode one : keepers.get("/v1/seal-grants").json().get("grants")) {
      if (one.get("id").asString().equals(id)) {
        return one;
      }
    }
    throw new AssertionError("no grant " + id);
  }

  private void refused(Reply reply, String problem) {
    assertThat(reply.problem()).isEqualTo(problem);
    assertThat(reply.json().at("/seal/authority").asString()).isEqualTo(OTHER.id().value());
    assertThat(reply.json().at("/seal/role").asString()).isEqualTo(JointTypes.SECOND);
  }

  private UUID version(String licence) {
    return database
        .sql("select id from licence_version where licence = ? order by version desc limit 1")
        .param(UUID.fromString(licence))
        .query(UUID.class)
        .single();
  }

  /** Signatures that custody has a finished record of, by whose key, in their order. */
  private List<String> signatures(UUID version) {
    return database
        .sql(
            "select coalesce(s.authority, a.act) from custody_attempt a"
                + " left join seal s on s.key_ref = a.key_ref"
                + " where a.subject like '%licence-version:' || ? and a.outcome = 'SIGNED'"
                + " order by a.number")
        .param(version.toString())
        .query(String.class)
        .list();
  }

  private Report offline(byte[] file) {
    return Verifier.verify(
        file, context.getBean(TrustDirectory.class).evidence(), Policy.FILE, clock.instant());
  }

  private void sealedByBoth(byte[] file) {
    Reply online = city.http().verify(file);
    assertThat(online.verdict()).as(online.text()).isEqualTo("VALID");
    assertThat(online.json().get("level").asString()).isEqualTo("ISSUED");
    Report report = offline(file);
    assertThat(report.verdict()).as("%s", report.findings()).isEqualTo(Verdict.VALID);
    assertThat(report.signatures()).hasSize(2);
    assertThat(report.licence().orElseThrow().sealedBy())
        .containsExactly(SampleDepartment.MARKET.id(), OTHER.id());
  }

  @Test
  void leaveIsAskedForAndThenBothSealIt() throws Exception {
    String key = TestCity.key();
    ObjectNode request = request();
    refused(city.http().issue(key, request), "409 joint-seal-not-granted");
    String grant = granted();
    Reply issued = city.http().issue(key, request);
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    byte[] file = city.file(issued.id());
    sealedByBoth(file);
    UUID version = version(issued.id());
    String market = SampleDepartment.MARKET.id().value();
    assertThat(signatures(version))
        .containsExactly(market, "SIGN_TIMESTAMP", OTHER.id().value(), "SIGN_TIMESTAMP");
    assertThat(
            database
                .sql(
                    "select count(distinct intent) from custody_attempt"
                        + " where subject like '%licence-version:' || ?")
                .param(version.toString())
                .query(Integer.class)
                .single())
        .isOne();
    // Each finds it in its own seal book.
    for (SealWorld office : List.of(keepers, SealWorld.own(context))) {
      List<String> uses = new ArrayList<>();
      office
          .post("/v1/seal-uses/search", "{\"act\":\"SEAL_LICENCE\",\"limit\":1000}")
          .json()
          .get("uses")
          .forEach(use -> uses.add(use.path("subject").asString("")));
      assertThat(uses).contains(version.toString());
    }
    assertThat(grant(grant).get("standing").asBoolean()).isTrue();
    assertThat(grant(grant).get("role").asString()).isEqualTo(JointTypes.SECOND);
    assertThat(
            database
                .sql("select act from audit_entry where subject = ? order by drawn")
                .param(UUID.fromString(grant))
                .query(String.class)
                .list())
        .contains("SEAL_GRANTED");
    // Its seals stripped one after the other.
    for (int number = 0; number < 2; number++) {
      byte[] stripped = stripped(file, number);
      assertThat(city.http().verify(stripped).verdict()).isEqualTo("INVALID");
      assertThat(city.http().verify(stripped).reasons()).contains("LICENCE_SEALS_MISSING");
    }
  }

  private static byte[] stripped(byte[] file, int number) throws Exception {
    Map<String, ByteString> parts =
        new LinkedHashMap<>(ZipReader.read(file, OfdLimits.DEFAULT).asMap());
    String folder = "/Doc_0/Signs/Sign_" + number + "/";
    assertThat(parts.keySet().removeIf(path -> path.startsWith(folder))).isTrue();
    String path = "/Doc_0/Signs/Signatures.xml";
    String list =
        new String(parts.get(path).toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    String shorter = list.replaceAll("<ofd:Signature [^>]*" + folder + "[^>]*/>", "");
    assertThat(shorter).isNotEqualTo(list);
    parts.put(path, ByteString.of(shorter.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return ZipWriter.write(new OfdPackage(parts));
  }

  @Test
  void itsVersionsAndCopiesAreAsOfAnyLicence() {
    granted();
    Reply issued = city.issued(request());
    String path = "/v1/licences/" + issued.id();
    Reply changed = city.version(issued.id(), LifeCity.change().put("number", "示例 2 号"));
    assertThat(changed.status()).as(changed.text()).isEqualTo(201);
    sealedByBoth(city.file(issued.id()));
    for (String format : List.of("pdf", "png")) {
      assertThat(city.http().read(path + "/file?format=" + format).status())
          .as(format)
          .isEqualTo(200);
    }
    ObjectNode copy =
        LicenceRequests.JSON
            .createObjectNode()
            .put("cause", "示例用途")
            .put("caseNumber", "A-1")
            .put("asker", "亮城市示例局")
            .put("useCause", "TEST-01")
            .put("expiry", LegalDay.of(clock.instant()).plusDays(1).toString());
    Reply made = city.post(path + "/annotated-copies", copy);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    Reply file = city.http().read(made.json().at("/file/href").asString());
    assertThat(city.http().verify(file.body()).verdict()).isEqualTo("VALID");
    assertThat(offline(file.body()).signatures()).hasSize(1);
  }

  @Test
  void aBatchOfThem() {
    granted();
    Tokens tokens = Tokens.of(context);
    TestBatches sender =
        new TestBatches(
            tokens.base(), tokens.bearer(SampleDepartment.MARKET.id(), Scope.LICENCE_ISSUE));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      lines.add(request().toString());
    }
    UUID batch = sender.send(TestCity.key(), TestBatches.body(lines)).id();
    JsonNode done = sender.untilFinished(TestBatches.PATH, batch, Duration.ofMinutes(2));
    assertThat(done.get("done").asInt()).as(done.toString()).isEqualTo(3);
    for (JsonNode line : sender.results(TestBatches.PATH, batch, 10)) {
      sealedByBoth(city.file(line.get("licence").asString()));
    }
  }

  @Test
  void eachSealThatCannotBeUsedIsNamed() {
    granted();
    String other = OTHER.id().value();
    spoiled(other, "state = 'SUSPENDED'", "409 joint-seal-suspended");
    spoiled(other, "state = 'REVOKED'", "409 joint-seal-missing");
    spoiled(
        other,
        "signer_certificate = (select signer_certificate from seal where kind = 'LICENCE'"
            + " and authority = '"
            + SampleDepartment.DATA.id().value()
            + "')",
        "409 joint-seal-not-valid");
  }

  private void spoiled(String authority, String how, String problem) {
    String where = " where authority = ? and kind = 'LICENCE'";
    Map<String, Object> kept =
        database
            .sql("select id, state, signer_certificate from seal" + where + " and state = 'ACTIVE'")
            .param(authority)
            .query()
            .singleRow();
    ObjectNode request = request();
    String key = TestCity.key();
    try {
      database.sql("update seal set " + how + " where id = ?").param(kept.get("id")).update();
      refused(city.http().issue(key, request), problem);
    } finally {
      database
          .sql("update seal set state = ?, signer_certificate = ? where id = ?")
          .params(kept.get("state"), kept.get("signer_certificate"), kept.get("id"))
          .update();
    }
    assertThat(city.http().issue(key, request).status()).isEqualTo(201);
  }

  /** The seals' own rules hold, each for its seal. */
  @Test
  void aRuleOfTheSecondSealIsLookedAtBeforeTheFirstSigns() {
    granted();
    String seal = seal();
    ObjectNode request = request();
    String key = TestCity.key();
    int before = firstSeals();
    keepers.both(seal, "CHANGE_RULES", ",\"rules\":{\"callers\":[\"somebody-else\"]}");
    try {
      refused(city.http().issue(key, request), "403 key-actor-refused");
      assertThat(firstSeals()).isEqualTo(before);
    } finally {
      keepers.both(seal, "CHANGE_RULES", ",\"rules\":{}");
    }
    assertThat(city.http().issue(key, request).status()).isEqualTo(201);
    assertThat(firstSeals()).isEqualTo(before + 1);
  }

  private String seal() {
    return database
        .sql("select id from seal where authority = ? and kind = 'LICENCE' and state = 'ACTIVE'")
        .param(OTHER.id().value())
        .query(UUID.class)
        .single()
        .toString();
  }

  private int firstSeals() {
    return database
        .sql("select count(*) from seal_use where authority = ? and act = 'SEAL_LICENCE'")
        .param(SampleDepartment.MARKET.id().value())
        .query(Integer.class)
        .single();
  }

  @Test
  void leaveIsGivenByTwoAndTakenBackByOne() {
    Answer proposed = propose(",\"until\":\"" + LocalDate.now(clock).plusDays(3) + "\"");
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(202);
    Answer alone =
        keepers.send(
            keepers.keeper(),
            proposed.header("Location") + "/approve",
            "{\"digest\":\"" + proposed.json().get("digest").asString() + "\"}");
    assertThat(SealWorld.code(alone)).isEqualTo("409 second-person-needed");
    refused(city.http().issue(request()), "409 joint-seal-not-granted");
    assertThat(keepers.approve(proposed).status()).isEqualTo(200);
    assertThat(city.http().issue(request()).status()).isEqualTo(201);
    assertThat(SealWorld.code(propose(""))).isEqualTo("409 seal-grant-stands");

    String grant = proposed.json().get("proposal").asString();
    // Others do not see it, let alone end it.
    SealWorld market = SealWorld.own(context);
    assertThat(
            SealWorld.code(
                market.post("/v1/seal-grants/" + grant + "/withdrawal", "{\"reason\":\"示例理由\"}")))
        .isEqualTo("404 seal-grant-unknown");
    assertThat(withdraw(grant).status()).isEqualTo(200);
    assertThat(SealWorld.code(withdraw(grant))).isEqualTo("409 seal-grant-ended");
    assertThat(grant(grant).get("standing").asBoolean()).isFalse();
    assertThat(grant(grant).get("reason").asString()).isEqualTo("示例理由");
    refused(city.http().issue(request()), "409 joint-seal-not-granted");
    // And given anew.
    granted();
    assertThat(city.http().issue(request()).status()).isEqualTo(201);
  }

  @Test
  void leaveOfYesterdayIsNone() {
    String grant = granted();
    database
        .sql("update seal_grant set last_day = ? where id = ?")
        .params(LegalDay.of(clock.instant()).minusDays(1), UUID.fromString(grant))
        .update();
    refused(city.http().issue(request()), "409 joint-seal-not-granted");
    assertThat(granted()).isNotEqualTo(grant);
    assertThat(city.http().issue(request()).status()).isEqualTo(201);
  }

  @Test
  void leaveIsOnlyForWhatATypeAsks() {
    assertThat(SealWorld.code(SealWorld.own(context).post("/v1/seal-grants", leave(code(), ""))))
        .isEqualTo("422 seal-grant-not-asked");
    assertThat(SealWorld.code(keepers.post("/v1/seal-grants", leave("11100000MB0143028R001", ""))))
        .isEqualTo("422 seal-grant-not-asked");
    assertThat(SealWorld.code(keepers.post("/v1/seal-grants", leave("x", ""))))
        .isEqualTo("404 type-unknown");
    assertThat(SealWorld.code(propose(",\"until\":\"2020-01-01\"")))
        .isEqualTo("400 request-invalid");
    assertThat(SealWorld.code(keepers.post("/v1/seal-grants", "{}")))
        .isEqualTo("400 request-invalid");
  }

  /** Custody holds the signature against the leave, whatever was looked at before. */
  @Test
  void custodyAsksForTheLeaveItself() {
    Seals seals = context.getBean(Seals.class);
    LicenceSeal seal = seals.jointSeal(OTHER.id(), JointTypes.SECOND);
    Ids ids = context.getBean(Ids.class);
    UUID version = ids.next();
    SigningDigest digest = seal.signer().publicKey().digest(new byte[1]);
    String grant = granted();
    UUID none = ids.next();
    assertThatThrownBy(() ->
            seals.stampLicence(
                seal, SampleDepartment.MARKET.id(), none, digest, "inside", version, ids.next()))
        .hasMessage("key-grant-missing");
    assertThatThrownBy(() ->
            seals.stampLicence(
                seal, SampleDepartment.MARKET.id(), null, digest, "inside", version, ids.next()))
        .isInstanceOf(IllegalStateException.class);
    // Leave for another authority's key is none for this one.
    LicenceSeal market = seals.licenceSeal(SampleDepartment.MARKET.id());
    assertThatThrownBy(() ->
            seals.stampLicence(
                market,
                market.authority(),
                UUID.fromString(grant),
                market.signer().publicKey().digest(new byte[1]),
                "inside",
                version,
                ids.next()))
        .hasMessage("key-grant-missing");
    assertThat(signatures(version)).isEmpty();
    assertThat(withdraw(grant).status()).isEqualTo(200);
    assertThatThrownBy(() ->
            seals.stampLicence(
                seal,
                SampleDepartment.MARKET.id(),
                UUID.fromString(grant),
                digest,
                "inside",
                version,
                ids.next()))
        .hasMessage("key-grant-missing");
    assertThat(signatures(version)).isEmpty();
  }

  /**
   * The second signature's record cannot be kept: nothing is issued, and the repeat issues once.
   */
  @Test
  void anActThatEndedBetweenTheSealsIsDoneAnew() {
    granted();
    ObjectNode request = request();
    String key = TestCity.key();
    String keyRef =
        database
            .sql("select key_ref from seal where id = ?")
            .param(UUID.fromString(seal()))
            .query(String.class)
            .single();
    database
        .sql(
            "create function refuse_attempt() returns trigger language plpgsql as"
                + " $$ begin if new.key_ref = '"
                + keyRef
                + "' then raise exception 'no'; end if; return new; end $$")
        .update();
    int before = firstSeals();
    try {
      database
          .sql(
              "create trigger refuse_attempt before insert on custody_attempt for each row"
                  + " execute function refuse_attempt()")
          .update();
      refused(city.http().issue(key, request), "503 key-custody-unavailable");
      assertThat(firstSeals()).isEqualTo(before + 1);
    } finally {
      database.sql("drop trigger if exists refuse_attempt on custody_attempt").update();
      database.sql("drop function refuse_attempt()").update();
    }
    Reply issued = city.http().issue(key, request);
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    sealedByBoth(city.file(issued.id()));
    String market = SampleDepartment.MARKET.id().value();
    assertThat(signatures(version(issued.id())))
        .containsExactly(
            market,
            "SIGN_TIMESTAMP",
            market,
            "SIGN_TIMESTAMP",
            OTHER.id().value(),
            "SIGN_TIMESTAMP");
    assertThat(city.http().issue(key, request).header("Idempotency-Replayed")).isEqualTo("true");
  }

  /** A renewed seal goes on under the leave that was given, and under its own fuse. */
  @Test
  void leaveOutlivesTheRenewalOfTheSealAndItsFuseHolds() {
    // Of a department that no other test has licences of.
    SampleDepartment third = SampleDepartment.DATA;
    keepers = new SealWorld(context, third.id());
    type = JointTypes.published(context, third.id(), _ -> {});
    granted();
    String seal =
        database
            .sql(
                "select id from seal where authority = ? and kind = 'LICENCE'"
                    + " and state = 'ACTIVE'")
            .param(third.id().value())
            .query(UUID.class)
            .single()
            .toString();
    // A new key's first signature is the request for its certificate: that leaves one.
    keepers.both(seal, "CHANGE_RULES", ",\"rules\":{\"perDay\":2}");
    keepers.both(seal, "REMAKE", "");
    keepers.done(seal, "KEY");
    keepers.done(seal, "CERTIFY");
    keepers.done(seal, "ACTIVATE");
    Reply issued = city.issued(request());
    assertThat(city.http().verify(city.file(issued.id())).verdict()).isEqualTo("VALID");
    assertThat(offline(city.file(issued.id())).licence().orElseThrow().sealedBy())
        .containsExactly(SampleDepartment.MARKET.id(), third.id());

    ObjectNode next = request();
    String key = TestCity.key();
    int before = firstSeals();
    Reply blown = city.http().issue(key, next);
    assertThat(blown.problem()).isEqualTo("429 key-fuse-blown");
    assertThat(blown.json().at("/seal/authority").asString()).isEqualTo(third.id().value());
    assertThat(firstSeals()).as("the seals before it were used").isEqualTo(before + 1);
    keepers.both(seal, "CHANGE_RULES", ",\"rules\":{}");
    assertThat(city.http().issue(key, next).status()).isEqualTo(201);
  }
}
