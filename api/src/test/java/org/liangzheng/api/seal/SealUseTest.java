package org.liangzheng.api.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.liangzheng.api.seal.SealWorld.code;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.testkit.TestPages;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.SealStatus;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.format.seal.SealSignature;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sealing of documents and digests, each refusal, and the seal book. */
@ApiTest
class SealUseTest {
  private static final String PATH = "/v1/seal-signatures";
  private static final byte[] DOCUMENT = TestPages.pages(2, "210", "297").build();

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  private SealWorld world;
  private String machine;

  @BeforeEach
  void open() {
    world = SealWorld.own(context);
    machine = Tokens.of(context).bearer(Tokens.OWN, Scope.SEAL_USE);
  }

  private Report verify(byte[] file) {
    IntFunction<SealStatus> inForce = _ -> new SealStatus.InForce();
    return Verifier.verify(
        file,
        context.getBean(TrustDirectory.class).evidence().withSealStatus(inForce),
        Policy.FILE,
        context.getBean(Clock.class).instant());
  }

  private Answer use(String body) {
    return world.send(machine, PATH, body);
  }

  @Test
  void aDocumentIsSealedOnceHoweverOftenAsked() {
    String seal = world.activeOffice();
    String key = SealWorld.key();
    String body = SealWorld.document(seal, DOCUMENT, "");
    Answer sealed = world.keyed(machine, PATH, key, body);
    assertThat(sealed.status()).as(sealed.body()).isEqualTo(201);
    Answer again = world.keyed(machine, PATH, key, body);
    assertThat(again.body()).isEqualTo(sealed.body());
    byte[] file = world.file(machine, sealed.json().get("file").asString());
    assertThat(Sha256Digest.of(file).value().toHex())
        .isEqualTo(sealed.json().get("sha256").asString());
    Report report = verify(file);
    assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.VALID);
    assertThat(report.signatures()).hasSize(1);
    assertThat(uses(seal)).isEqualTo(1);
    file[file.length / 2] ^= 1;
    assertThat(verify(file).verdict()).isNotEqualTo(Verdict.VALID);
    Answer foreign =
        world.send(
            Tokens.of(context).bearer(Tokens.FOREIGN, Scope.SEAL_USE),
            PATH,
            SealWorld.document(seal, DOCUMENT, ""));
    assertThat(code(foreign)).isEqualTo("404 seal-unknown");
  }

  private int uses(String seal) {
    return database
        .sql("select count(*) from seal_use where seal = ?")
        .param(UUID.fromString(seal))
        .query(Integer.class)
        .single();
  }

  /** After a crash between signature and answer the act is done again under the same ids. */
  @Test
  void anInterruptedSealingIsTakenUp() {
    String seal = world.activeOffice();
    String key = SealWorld.key();
    String body = SealWorld.digest(seal, "");
    Answer sealed = world.keyed(machine, PATH, key, body);
    assertThat(sealed.status()).as(sealed.body()).isEqualTo(201);
    UUID use = UUID.fromString(sealed.json().get("id").asString());
    // As if the node had died after signing and before it stored anything.
    database.sql("delete from seal_use_digest where use = ?").param(use).update();
    database.sql("delete from seal_use where id = ?").param(use).update();
    database
        .sql(
            "update web_intent set state = 'PERFORMING', answer = null, answered_at = null,"
                + " lease_until = now() - interval '1 second'"
                + " where route = 'POST /v1/seal-signatures' and id in"
                + " (select intent from custody_attempt where subject like ?)")
        .param("%/use:" + use)
        .update();
    Answer again = world.keyed(machine, PATH, key, body);
    assertThat(again.status()).as(again.body()).isEqualTo(201);
    assertThat(again.json().get("id").asString()).isEqualTo(use.toString());
    assertThat(uses(seal)).isEqualTo(1);
    assertThat(
            database
                .sql("select count(*) from custody_attempt where subject like ?")
                .param("seal:%/use:" + use)
                .query(Integer.class)
                .single())
        .as("each signature has its record")
        .isEqualTo(2);
  }

  @Test
  void aDigestIsSealed() throws Exception {
    String seal = world.activeOffice();
    Answer sealed = use(SealWorld.digest(seal, ""));
    assertThat(sealed.status()).as(sealed.body()).isEqualTo(201);
    SealSignature stamp =
        SealReader.readSignature(Base64.getDecoder().decode(sealed.json().get("stamp").asString()));
    assertThat(stamp.dataHash().toHex()).isEqualTo("ab".repeat(32));
    assertThat(stamp.timestamp()).isPresent();
    assertThat(stamp.seal().info().esId()).isEqualTo(sealed.json().get("sealNumber").asString());
  }

  @Test
  void sealsThatMakeLicencesAndCopiesAreOutOfReach() {
    String licence =
        database
            .sql(
                "select id from seal where authority = ? and kind = 'LICENCE' and state = 'ACTIVE'")
            .param(Tokens.OWN.value())
            .query(UUID.class)
            .single()
            .toString();
    String copy = world.active("COPY", "{}");
    for (String seal : List.of(licence, copy)) {
      assertThat(code(use(SealWorld.digest(seal, "")))).isEqualTo("403 seal-not-for-documents");
      assertThat(code(use(SealWorld.document(seal, DOCUMENT, ""))))
          .isEqualTo("403 seal-not-for-documents");
    }
    // Whatever a caller inside of the service tells custody.
    for (String seal : List.of(licence, copy)) {
      KeyRef key = key(seal);
      assertThatThrownBy(() -> direct(key, null)).hasMessageContaining("signing-refused");
    }
    assertThat(
            database
                .sql(
                    "select count(*) from custody_attempt where act = 'SEAL_DOCUMENT' and key_ref = ?")
                .param(key(licence).value())
                .query(Integer.class)
                .single())
        .isZero();
  }

  private KeyRef key(String seal) {
    return new KeyRef(
        database
            .sql("select key_ref from seal where id = ?")
            .param(UUID.fromString(seal))
            .query(String.class)
            .single());
  }

  /** Past all checks of the seal office, straight to custody. */
  private Object direct(KeyRef key, String matter) {
    Custody custody = context.getBean(Custody.class);
    VerificationKey publicKey = custody.publicKey(key);
    return custody.sign(
        new SignatureOrder(
            key,
            SignatureAct.SEAL_DOCUMENT,
            "test",
            "seal:test",
            publicKey.digest(new byte[] {1}),
            matter,
            null));
  }

  @Test
  void aSealOutOfUseStampsNothingNotEvenInCustody() {
    String seal = world.activeOffice();
    KeyRef key = key(seal);
    assertThat(direct(key, null)).isNotNull();
    world.done(seal, "SUSPEND");
    assertThat(code(use(SealWorld.digest(seal, "")))).isEqualTo("409 seal-suspended");
    assertThatThrownBy(() -> direct(key, null)).hasMessageContaining("key-not-enabled");
    world.done(seal, "RESUME");
    assertThat(use(SealWorld.digest(seal, "")).status()).isEqualTo(201);
    world.both(seal, "REVOKE", "");
    assertThat(code(use(SealWorld.digest(seal, "")))).isEqualTo("409 seal-revoked");
    assertThatThrownBy(() -> direct(key, null)).hasMessageContaining("key-not-enabled");
    String applied = world.apply("OFFICE", "{}");
    assertThat(code(use(SealWorld.digest(applied, "")))).isEqualTo("409 seal-not-active");
    // A key nobody has given a rule.
    KeyRef fresh =
        context
            .getBean(Custody.class)
            .ensureKey(
                org.liangzheng.api.custody.KeyUse.OFFICE_SEAL,
                context.getBean(Custody.class).publicKey(key).suite(),
                "no-rule-" + UUID.randomUUID());
    assertThatThrownBy(() -> direct(fresh, null)).hasMessageContaining("key-not-enabled");
  }

  @Test
  void rulesTravelToCustody() {
    LocalTime now =
        LocalTime.ofInstant(context.getBean(Clock.class).instant(), ZoneId.of("Asia/Shanghai"));
    String closed =
        "{\"hoursFrom\":\""
            + now.plusHours(2).withNano(0)
            + "\",\"hoursUntil\":\""
            + now.plusHours(3).withNano(0)
            + "\"}";
    String night = world.active("OFFICE", closed);
    assertThat(code(use(SealWorld.digest(night, "")))).isEqualTo("409 key-outside-hours");
    String matters = world.active("OFFICE", "{\"matters\":[\"M-1\"]}");
    assertThat(code(use(SealWorld.digest(matters, "")))).isEqualTo("403 key-matter-refused");
    assertThat(code(use(SealWorld.digest(matters, ",\"matter\":\"M-2\""))))
        .isEqualTo("403 key-matter-refused");
    assertThat(use(SealWorld.digest(matters, ",\"matter\":\"M-1\"")).status()).isEqualTo(201);
    KeyRef key = key(matters);
    assertThatThrownBy(() -> direct(key, "M-2")).hasMessageContaining("key-matter-refused");
    String callers = world.active("OFFICE", "{\"callers\":[\"somebody-else\"]}");
    assertThat(code(use(SealWorld.digest(callers, "")))).isEqualTo("403 key-actor-refused");
    world.both(callers, "CHANGE_RULES", ",\"rules\":{}");
    assertThat(use(SealWorld.digest(callers, "")).status()).isEqualTo(201);
    // The request for its certificate was the first of three.
    String fused = world.active("OFFICE", "{\"perDay\":3}");
    assertThat(use(SealWorld.digest(fused, "")).status()).isEqualTo(201);
    assertThat(use(SealWorld.digest(fused, "")).status()).isEqualTo(201);
    Answer blown = use(SealWorld.digest(fused, ""));
    assertThat(code(blown)).isEqualTo("429 key-fuse-blown");
    assertThat(blown.header("Retry-After")).isNotBlank();
    assertThatThrownBy(() -> direct(key(fused), null)).hasMessageContaining("key-fuse-blown");
  }

  @Test
  void anExpiredCertificateStampsNothing() {
    String seal = world.activeOffice();
    byte[] expired =
        context
            .getBean(Custody.class)
            .certificate(
                new KeyRef(
                    key(licence()).value().replaceAll(":.*", ":") + "sample-expired-licence-seal"))
            .orElseThrow()
            .der()
            .toByteArray();
    database
        .sql("update seal set signer_certificate = ? where id = ?")
        .params(expired, UUID.fromString(seal))
        .update();
    assertThat(code(use(SealWorld.digest(seal, "")))).isEqualTo("409 seal-certificate-expired");
    database
        .sql(
            "update custody_key_rule set not_after = now() - interval '1 second' where key_ref = ?")
        .param(key(seal).value())
        .update();
    assertThatThrownBy(() -> direct(key(seal), null)).hasMessageContaining("key-use-over");
  }

  private String licence() {
    return database
        .sql("select id from seal where authority = ? and kind = 'LICENCE' and state = 'ACTIVE'")
        .param(Tokens.OWN.value())
        .query(UUID.class)
        .single()
        .toString();
  }

  @Test
  void wrongDocumentsAndPlacesAreRefused() {
    String seal = world.activeOffice();
    TestCity city = TestCity.of(context);
    var issued = city.issue(LicenceRequests.valid());
    byte[] licence = city.read(issued.header("Location") + "/file").body();
    assertThat(code(use(SealWorld.document(seal, licence, ""))))
        .isEqualTo("422 document-is-licence");
    assertThat(code(use(SealWorld.document(seal, new byte[] {1, 2}, ""))))
        .isEqualTo("422 document-not-stampable");
    assertThat(code(use(placed(seal, "{\"at\":{\"page\":9,\"x\":1,\"y\":1}}"))))
        .isEqualTo("422 stamp-place-wrong");
    assertThat(code(use(placed(seal, "{\"keyword\":{\"text\":\"不在这里\"}}"))))
        .isEqualTo("422 stamp-place-wrong");
    assertThat(code(use(placed(seal, "{}")))).isEqualTo("400 request-invalid");
    assertThat(use(placed(seal, "{\"seam\":{}}")).status()).isEqualTo(201);
    Answer locked = use(SealWorld.document(seal, DOCUMENT, ",\"lock\":true"));
    byte[] file = world.file(machine, locked.json().get("file").asString());
    assertThat(code(use(SealWorld.document(seal, file, "")))).isEqualTo("422 document-locked");
    assertThat(code(use("{\"seal\":\"" + seal + "\"}"))).isEqualTo("400 request-invalid");
    assertThat(code(use("{\"seal\":\"" + seal + "\",\"digest\":\"zz\",\"property\":\"x\"}")))
        .isEqualTo("400 request-invalid");
  }

  private static String placed(String seal, String place) {
    return "{\"seal\":\""
        + seal
        + "\",\"document\":\""
        + SealWorld.base64(DOCUMENT)
        + "\",\"places\":["
        + place
        + "]}";
  }

  @Test
  void theSealBookIsSearchedByItsOwnDepartmentAlone() {
    String seal = world.activeOffice();
    Answer document = use(SealWorld.document(seal, DOCUMENT, ",\"matter\":\"BOOK-1\""));
    assertThat(document.status()).as(document.body()).isEqualTo(201);
    String digest = "cd".repeat(32);
    for (int i = 0; i < 3; i++) {
      assertThat(use(SealWorld.digest(seal, "").replace("ab".repeat(32), digest)).status())
          .isEqualTo(201);
    }
    assertThat(found("{\"seal\":\"" + seal + "\"}")).isEqualTo(4);
    assertThat(found("{\"seal\":\"" + seal + "\",\"act\":\"SEAL_DOCUMENT\"}")).isEqualTo(1);
    assertThat(found("{\"seal\":\"" + seal + "\",\"matter\":\"BOOK-1\"}")).isEqualTo(1);
    assertThat(found("{\"digest\":\"" + digest + "\",\"seal\":\"" + seal + "\"}")).isEqualTo(3);
    assertThat(found("{\"digest\":\"" + document.json().get("sha256").asString() + "\"}"))
        .isEqualTo(1);
    assertThat(
            found(
                "{\"seal\":\""
                    + seal
                    + "\",\"digest\":\""
                    + Sha256Digest.of(DOCUMENT).value().toHex()
                    + "\"}"))
        .isEqualTo(1);
    assertThat(found("{\"seal\":\"" + seal + "\",\"actor\":\"nobody\"}")).isZero();
    assertThat(found("{\"seal\":\"" + seal + "\",\"until\":\"2020-01-01T00:00:00Z\"}")).isZero();
    assertThat(found("{\"seal\":\"" + seal + "\",\"from\":\"2020-01-01T00:00:00Z\"}")).isEqualTo(4);
    Answer page = search(world.keeper(), "{\"seal\":\"" + seal + "\",\"limit\":3}");
    String next = page.json().get("next").asString();
    Answer rest =
        search(
            world.keeper(), "{\"seal\":\"" + seal + "\",\"limit\":3,\"after\":\"" + next + "\"}");
    assertThat(rest.json().get("uses").size()).isEqualTo(1);
    assertThat(rest.json().get("next").isNull()).isTrue();
    SealWorld foreign = new SealWorld(context, Tokens.FOREIGN);
    assertThat(search(foreign.keeper(), "{\"seal\":\"" + seal + "\"}").json().get("uses").size())
        .isZero();
    // Licence seals stand in it too.
    assertThat(TestCity.of(context).issue(LicenceRequests.valid()).status()).isEqualTo(201);
    assertThat(found("{\"seal\":\"" + licence() + "\",\"act\":\"SEAL_LICENCE\",\"limit\":1}"))
        .isEqualTo(1);
    // No digest of a document stands in the open.
    byte[] plain = HexFormat.of().parseHex(digest);
    assertThat(
            database
                .sql("select count(*) from seal_use_digest where index = ?")
                .param(plain)
                .query(Integer.class)
                .single())
        .isZero();
  }

  private int found(String body) {
    Answer answer = search(world.keeper(), body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().get("uses").size();
  }

  private Answer search(String token, String body) {
    return world.send(token, "/v1/seal-uses/search", body);
  }
}
