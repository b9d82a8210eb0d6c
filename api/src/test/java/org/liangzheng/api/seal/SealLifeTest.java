package org.liangzheng.api.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.seal.SealWorld.code;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.seal.office.SealAct;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The life of a seal: each step from each state, two people, what is written down. */
@ApiTest
class SealLifeTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  private SealWorld world;

  @BeforeEach
  void open() {
    world = SealWorld.own(context);
  }

  @Test
  void aSealLivesFromApplicationToDestruction() throws Exception {
    String seal = world.apply("OFFICE", "{\"perDay\":1000}");
    assertThat(world.state(seal)).isEqualTo("APPLIED");
    world.both(seal, "APPROVE", "");
    assertThat(world.state(seal)).isEqualTo("APPROVED");
    Answer keyed = world.act(seal, "KEY");
    assertThat(keyed.status()).as(keyed.body()).isEqualTo(200);
    assertThat(keyed.json().get("request").asString())
        .startsWith("-----BEGIN CERTIFICATE REQUEST-----\n");
    world.done(seal, "CERTIFY");
    world.done(seal, "ACTIVATE");
    Answer shown = world.get("/v1/seals/" + seal);
    Seal data =
        SealReader.readSeal(Base64.getDecoder().decode(shown.json().get("sealData").asString()));
    assertThat(data.info().name()).isEqualTo("亮城市示例公务专用章");
    assertThat(data.info().picture().widthMm()).isEqualTo(42);
    assertThat(data.info().statusIndex().map(Integer::longValue))
        .contains(shown.json().get("statusIndex").asLong());
    assertThat(data.maker().publicKey().suite()).isNotNull();
    world.done(seal, "SUSPEND");
    assertThat(status(shown)).isEqualTo("SUSPENDED");
    world.done(seal, "RESUME");
    assertThat(status(shown)).isEqualTo("IN_FORCE");
    world.both(seal, "REVOKE", "");
    assertThat(status(shown)).isEqualTo("REVOKED");
    String key =
        database
            .sql("select key_ref from seal where id = ?")
            .param(UUID.fromString(seal))
            .query(String.class)
            .single();
    world.both(seal, "DESTROY", "");
    assertThat(world.state(seal)).isEqualTo("DESTROYED");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() ->
                context
                    .getBean(org.liangzheng.api.custody.Custody.class)
                    .publicKey(new org.liangzheng.api.custody.KeyRef(key))))
        .hasMessageContaining("key-absent");

    List<String> acts = new ArrayList<>();
    world
        .get("/v1/seals/" + seal + "/history")
        .json()
        .get("steps")
        .forEach(step -> {
          acts.add(step.get("act").asString());
          assertThat(step.get("actor").asString()).isNotBlank();
          assertThat(step.get("at").asString()).isNotBlank();
          boolean two = SealAct.valueOf(step.get("act").asString()).takesTwo();
          assertThat(step.get("proposal").isNull()).isEqualTo(!two);
          assertThat(step.get("authorisedBy").asString())
              .isEqualTo(two ? "SEAL_" + step.get("act").asString() : "seal:manage");
          if (!step.get("act").asString().equals("APPLY")) {
            assertThat(step.get("reason").asString()).isEqualTo("示例理由");
          }
        });
    assertThat(acts)
        .containsExactly(
            "APPLY",
            "APPROVE",
            "KEY",
            "CERTIFY",
            "ACTIVATE",
            "SUSPEND",
            "RESUME",
            "REVOKE",
            "DESTROY");
    assertThat(
            database
                .sql(
                    "select act from audit_entry where subject = ? and act like 'SEAL_%'"
                        + " order by drawn")
                .param(UUID.fromString(seal))
                .query(String.class)
                .list())
        .containsExactlyElementsOf(acts.stream().map(act -> "SEAL_" + act).toList());
  }

  private String status(Answer shown) {
    return database
        .sql("select act from trust_status where kind = 'SEAL' and index = ?")
        .param(shown.json().get("statusIndex").asLong())
        .query(String.class)
        .single();
  }

  /** Each act in each state: what the table does not allow is refused and changes nothing. */
  @Test
  void whatDoesNotFollowIsRefused() {
    String seal = world.apply("OFFICE", "{}");
    refusedBut(seal, "WITHDRAW", "APPROVE");
    world.both(seal, "APPROVE", "");
    refusedBut(seal, "KEY", "REVOKE");
    world.done(seal, "KEY");
    refusedBut(seal, "KEY", "CERTIFY", "REVOKE");
    world.done(seal, "CERTIFY");
    refusedBut(seal, "ACTIVATE", "REVOKE");
    world.done(seal, "ACTIVATE");
    refusedBut(seal, "SUSPEND", "REMAKE", "CHANGE_RULES", "REVOKE");
    world.done(seal, "SUSPEND");
    refusedBut(seal, "RESUME", "REMAKE", "CHANGE_RULES", "REVOKE");
    world.both(seal, "REVOKE", "");
    refusedBut(seal, "DESTROY");
    world.both(seal, "DESTROY", "");
    refusedBut(seal);
    String taken = world.apply("OFFICE", "{}");
    world.done(taken, "WITHDRAW");
    refusedBut(taken);
  }

  private void refusedBut(String seal, String... allowed) {
    String before = world.state(seal);
    for (SealAct act : SealAct.values()) {
      if (act == SealAct.APPLY || List.of(allowed).contains(act.name())) {
        continue;
      }
      String more = act == SealAct.CHANGE_RULES ? ",\"rules\":{}" : "";
      assertThat(code(world.act(seal, act.name(), more)))
          .as(act + " from " + before)
          .isIn("409 seal-act-not-now", "409 seal-making-not-now");
    }
    assertThat(world.state(seal)).isEqualTo(before);
  }

  @Test
  void oneCannotBeTwoAndWhatMovedMeanwhileFails() {
    String seal = world.activeOffice();
    Answer proposed = world.act(seal, "REVOKE");
    Answer alone =
        world.send(
            world.keeper(),
            proposed.header("Location") + "/approve",
            "{\"digest\":\"" + proposed.json().get("digest").asString() + "\"}");
    assertThat(code(alone)).isEqualTo("409 second-person-needed");
    assertThat(world.state(seal)).isEqualTo("ACTIVE");
    Answer other = world.act(seal, "REVOKE");
    assertThat(world.approve(proposed).status()).isEqualTo(200);
    assertThat(world.state(seal)).isEqualTo("REVOKED");
    assertThat(world.approve(other).status()).isEqualTo(200);
    assertThat(world.get(other.header("Location")).json().get("failure").asString())
        .isEqualTo("seal-act-not-now");
  }

  @Test
  void aRemadeSealHasNewDataAndTheOldIsNoMore() throws Exception {
    String seal = world.activeOffice();
    Answer before = world.get("/v1/seals/" + seal);
    world.both(seal, "REMAKE", "");
    assertThat(world.state(seal)).as("in use while it is remade").isEqualTo("ACTIVE");
    world.done(seal, "KEY");
    world.done(seal, "CERTIFY");
    world.done(seal, "ACTIVATE");
    Answer after = world.get("/v1/seals/" + seal);
    assertThat(after.json().get("version").asInt()).isEqualTo(2);
    assertThat(after.json().get("number").asString())
        .isNotEqualTo(before.json().get("number").asString());
    assertThat(status(before)).isEqualTo("CANCELLED");
    assertThat(status(after)).isEqualTo("IN_FORCE");
    Seal old =
        SealReader.readSeal(Base64.getDecoder().decode(before.json().get("sealData").asString()));
    Seal made =
        SealReader.readSeal(Base64.getDecoder().decode(after.json().get("sealData").asString()));
    assertThat(made.info().picture()).isEqualTo(old.info().picture());
    assertThat(made.info().signers()).isNotEqualTo(old.info().signers());
    assertThat(
            database
                .sql("select enabled from custody_key_rule where key_ref like ? order by key_ref")
                .param("%seal-" + seal + "-%")
                .query(Boolean.class)
                .list())
        .containsExactly(false, true);
  }

  @Test
  void wrongCertificatesAreRefused() {
    String seal = world.apply("OFFICE", "{}");
    world.both(seal, "APPROVE", "");
    world.done(seal, "KEY");
    assertThat(code(certify(seal, "bm90IGEgY2VydGlmaWNhdGU="))).isEqualTo("400 request-invalid");
    byte[] other =
        database
            .sql("select signer_certificate from seal where authority = ? and kind = 'LICENCE'")
            .param(Tokens.OWN.value())
            .query(byte[].class)
            .list()
            .getFirst();
    assertThat(code(certify(seal, SealWorld.base64(other))))
        .isEqualTo("422 seal-certificate-of-other-key");
    assertThat(world.get("/v1/seals/" + seal).json().get("making").asString()).isEqualTo("KEYED");
  }

  /** The right key, and the name of a body nobody listed: nobody would believe such stamps. */
  @Test
  void aCertificateOfACertifierNobodyListedIsRefused() throws Exception {
    String seal = world.apply("OFFICE", "{}");
    world.both(seal, "APPROVE", "");
    Answer keyed = world.act(seal, "KEY");
    TestKey key = TestKey.random(SignatureSuite.SM2_SM3, new SecureRandom());
    Certifier stranger =
        Certifier.root(
            key, new CertificateSubject("示例根", "示例认证机构", Optional.empty()), new SecureRandom());
    Instant now = context.getBean(Clock.class).instant().truncatedTo(ChronoUnit.SECONDS);
    Certificate certificate =
        stranger.issue(
            new CertificateSubject("示例章", "亮城市示例局", Optional.of(Tokens.OWN)),
            requested(keyed),
            CertificateProfile.SIGNER,
            now.minusSeconds(60),
            now.plusSeconds(86_400));
    Answer refused = certify(seal, SealWorld.base64(certificate.der().toByteArray()));
    assertThat(code(refused)).isEqualTo("422 seal-certificate-refused");
    assertThat(refused.json().get("en").asString()).contains("ISSUER_NOT_IN_TRUST_LIST");
    world.done(seal, "CERTIFY");
  }

  /** The key of the request for the seal's certificate. */
  private static VerificationKey requested(Answer keyed) throws Exception {
    String pem = keyed.json().get("request").asString().replaceAll("-----[A-Z ]+-----", "");
    return VerificationKey.fromSpki(
        new PKCS10CertificationRequest(Base64.getMimeDecoder().decode(pem))
            .getSubjectPublicKeyInfo()
            .getEncoded());
  }

  @Test
  void aSealWhosePictureWasDamagedIsNotMade() {
    String seal = world.apply("OFFICE", "{}");
    world.both(seal, "APPROVE", "");
    world.done(seal, "KEY");
    database
        .sql("update seal_version set picture = substr(picture, 1, 40) where seal = ?::uuid")
        .param(seal)
        .update();
    Answer refused = world.act(seal, "CERTIFY");
    assertThat(code(refused)).isEqualTo("409 seal-not-made");
    assertThat(world.get("/v1/seals/" + seal).json().get("making").asString()).isEqualTo("KEYED");
  }

  private Answer certify(String seal, String certificate) {
    return world.act(seal, "CERTIFY", ",\"certificate\":\"" + certificate + "\"");
  }

  @Test
  void foreignSealsAreNotThere() {
    String seal = world.apply("OFFICE", "{}");
    SealWorld foreign = new SealWorld(context, Tokens.FOREIGN);
    assertThat(code(foreign.get("/v1/seals/" + seal))).isEqualTo("404 seal-unknown");
    assertThat(code(foreign.get("/v1/seals/" + seal + "/history"))).isEqualTo("404 seal-unknown");
    assertThat(code(foreign.act(seal, "APPROVE"))).isEqualTo("404 seal-unknown");
    assertThat(foreign.get("/v1/seals").body()).doesNotContain(seal);
    assertThat(world.get("/v1/seals").body()).contains(seal);
  }

  @Test
  void aSecondActiveLicenceSealIsRefused() {
    String seal = world.apply("LICENCE", "{}");
    world.both(seal, "APPROVE", "");
    world.done(seal, "KEY");
    world.done(seal, "CERTIFY");
    assertThat(code(world.act(seal, "ACTIVATE"))).isEqualTo("409 licence-seal-in-use");
    assertThat(world.state(seal)).isEqualTo("APPROVED");
  }

  @Test
  void wrongApplicationsAreRefused() {
    for (String[] wrong :
        new String[][] {
          {"{}", "400 request-invalid"},
          {"{\"name\":\"示例\",\"kind\":\"OFFICE\",\"picture\":{}}", "400 request-invalid"},
          {SealWorld.application("OFFICE", "{\"perDay\":0}"), "400 request-invalid"},
          {SealWorld.application("OFFICE", "{\"hoursFrom\":\"08:00:00\"}"), "400 request-invalid"},
          {
            "{\"name\":\"示例\",\"kind\":\"OFFICE\",\"picture\":{\"upload\":{\"type\":\"PNG\","
                + "\"data\":\"AAAA\",\"widthMm\":40,\"heightMm\":40}}}",
            "422 seal-picture-refused"
          },
          {
            "{\"name\":\"示例\",\"kind\":\"OFFICE\",\"picture\":{\"upload\":{\"type\":\"SVG\","
                + "\"data\":\""
                + SealWorld.base64(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40mm\" height=\"40mm\"><script/></svg>"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "\",\"widthMm\":40,\"heightMm\":40}}}",
            "422 seal-picture-refused"
          },
          {
            "{\"name\":\"示例\",\"kind\":\"OFFICE\",\"picture\":{\"organization\":{\"name\":\"示例局\","
                + "\"diameter\":10}}}",
            "422 seal-picture-not-drawn"
          },
          {
            "{\"name\":\"示例\",\"kind\":\"OFFICE\",\"picture\":{\"person\":{\"name\":\"a\uE000\","
                + "\"side\":20}}}",
            "422 seal-picture-not-drawn"
          }
        }) {
      assertThat(code(world.post("/v1/seals", wrong[0]))).as(wrong[0]).isEqualTo(wrong[1]);
    }
    Answer drawn =
        world.post(
            "/v1/seal-pictures",
            "{\"picture\":{\"person\":{\"name\":\"示例人\",\"side\":20},\"format\":\"SVG\"}}");
    assertThat(drawn.status()).as(drawn.body()).isEqualTo(200);
    assertThat(drawn.body()).startsWith("<svg").contains("20mm");
    assertThat(drawn.header("Content-Security-Policy")).contains("sandbox");
  }

  @Test
  void aRepeatedStepIsOneStep() {
    String seal = world.activeOffice();
    String key = SealWorld.key();
    String path = "/v1/seals/" + seal + "/acts";
    String body = "{\"act\":\"SUSPEND\",\"reason\":\"示例\"}";
    Answer one = world.keyed(world.keeper(), path, key, body);
    Answer two = world.keyed(world.keeper(), path, key, body);
    assertThat(two.status()).isEqualTo(200);
    assertThat(two.body()).isEqualTo(one.body());
    assertThat(two.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(code(world.act(seal, "SUSPEND"))).isEqualTo("409 seal-act-not-now");
    Answer without = world.post(path, "{\"act\":\"RESUME\"}");
    assertThat(code(without)).isEqualTo("422 seal-reason-missing");
  }

  @Test
  void certificatesNameTheDepartment() throws Exception {
    String seal = world.activeOffice();
    byte[] der =
        database
            .sql("select signer_certificate from seal where id = ?")
            .param(UUID.fromString(seal))
            .query(byte[].class)
            .single();
    assertThat(Certificate.of(der).organizationCode()).contains(Tokens.OWN.value());
  }
}
