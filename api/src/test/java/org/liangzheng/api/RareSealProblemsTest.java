package org.liangzheng.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.seal.SealWorld.code;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.seal.SealWorld;
import org.liangzheng.testkit.TestPages;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Errors of sealing that no other test meets on its way: each made to happen. */
@ApiTest
class RareSealProblemsTest {
  private static final byte[] DOCUMENT = TestPages.pages(1, "210", "297").build();

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  private Tokens tokens;

  @BeforeEach
  void open() {
    tokens = Tokens.of(context);
  }

  private String machine(Scope... scopes) {
    return tokens.bearer(Tokens.OWN, scopes);
  }

  private Answer seal(SealWorld world, String seal, byte[] document) {
    return world.send(
        machine(Scope.SEAL_USE), "/v1/seal-signatures", SealWorld.document(seal, document, ""));
  }

  @Test
  void aDocumentThatWasAlteredIsNotSealedOver() throws Exception {
    SealWorld world = SealWorld.own(context);
    String seal = world.activeOffice();
    Answer sealed = seal(world, seal, DOCUMENT);
    assertThat(sealed.status()).as(sealed.body()).isEqualTo(201);
    byte[] file = world.file(machine(Scope.SEAL_USE), sealed.json().get("file").asString());
    assertThat(code(seal(world, seal, altered(file)))).isEqualTo("422 document-not-good");
  }

  /** With one blank more on its page. */
  private static byte[] altered(byte[] file) throws Exception {
    OfdPackage whole = ZipReader.read(file, OfdLimits.DEFAULT);
    Map<String, ByteString> parts = new LinkedHashMap<>();
    for (String path : whole.paths()) {
      byte[] part = whole.require(path).toByteArray();
      if (path.endsWith("/Content.xml")) {
        part = (new String(part, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
      }
      parts.put(path, ByteString.of(part));
    }
    return ZipWriter.write(new OfdPackage(parts));
  }

  @Test
  void aSealWithAnothersCertificateOrKeyStampsNothing() {
    SealWorld world = SealWorld.own(context);
    String seal = world.activeOffice();
    String other = world.activeOffice();
    byte[] foreign =
        database
            .sql(
                "select signer_certificate from seal where authority = ? and kind = 'LICENCE'"
                    + " and state = 'ACTIVE'")
            .param(Tokens.FOREIGN.value())
            .query(byte[].class)
            .single();
    byte[] own =
        database
            .sql("select signer_certificate from seal where id = ?::uuid")
            .param(seal)
            .query(byte[].class)
            .single();
    set(seal, "signer_certificate = ?", foreign);
    assertThat(code(seal(world, seal, DOCUMENT))).isEqualTo("409 seal-certificate-not-trusted");
    set(seal, "signer_certificate = ?", own);
    assertThat(seal(world, seal, DOCUMENT).status()).isEqualTo(201);
    database
        .sql(
            "update seal set key_ref = (select key_ref from seal where id = ?::uuid) where id = ?::uuid")
        .params(other, seal)
        .update();
    assertThat(code(seal(world, seal, DOCUMENT))).isEqualTo("500 sealing-self-check-failed");
  }

  private void set(String seal, String what, Object value) {
    database.sql("update seal set " + what + " where id = ?::uuid").params(value, seal).update();
  }

  @Test
  void aTaskThatAnotherSealsAtThisMomentIsBusy() {
    SealWorld market = SealWorld.own(context);
    SealWorld housing = new SealWorld(context, Tokens.FOREIGN);
    String seal = market.activeOffice();
    Answer task =
        market.send(
            machine(Scope.SEAL_USE),
            "/v1/sealing-tasks",
            "{\"title\":\"示例\",\"order\":\"PARALLEL\",\"document\":\""
                + SealWorld.base64(DOCUMENT)
                + "\",\"parties\":[{\"authority\":\""
                + market.authority().value()
                + "\",\"places\":[{\"at\":{\"page\":1,\"x\":20,\"y\":20}}]},{\"authority\":\""
                + housing.authority().value()
                + "\",\"places\":[{\"at\":{\"page\":1,\"x\":90,\"y\":20}}]}]}");
    assertThat(task.status()).as(task.body()).isEqualTo(201);
    String body =
        "{\"seal\":\""
            + seal
            + "\",\"document\":\""
            + task.json().get("original").asString()
            + "\"}";
    String path = task.header("Location") + "/approval";
    AtomicReference<Answer> busy = new AtomicReference<>();
    boolean alone =
        context
            .getBean(OneNode.class)
            .tryRun(
                "seal_task " + task.json().get("id").asString(),
                () -> busy.set(market.post(path, body)));
    assertThat(alone).isTrue();
    assertThat(code(busy.get())).isEqualTo("409 sealing-task-busy");
    assertThat(busy.get().header("Retry-After")).isNotBlank();
    assertThat(market.post(path, body).status()).isEqualTo(200);
  }
}
