package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.catalogue.JointTypes;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.api.seal.LicenceSeal;
import org.liangzheng.api.seal.SealWorld;
import org.liangzheng.api.seal.Seals;
import org.liangzheng.api.web.Ids;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.crypto.SigningDigest;
import tools.jackson.databind.node.ObjectNode;

/** Leave for a seal on the licences of another authority: by two, for one type, till a day. */
@ApiTest
class JointLeaveTest extends JointLicenceRig {
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
