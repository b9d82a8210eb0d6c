package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.catalogue.JointTypes;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.api.licence.batch.TestBatches;
import org.liangzheng.api.seal.SealWorld;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Licences that the market regulator issues and another department seals too. */
@ApiTest
class JointLicenceTest extends JointLicenceRig {
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
}
