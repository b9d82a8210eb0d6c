package org.liangzheng.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.audit.LogWorld.found;
import static org.liangzheng.api.audit.LogWorld.json;
import static org.liangzheng.api.audit.LogWorld.root;
import static org.liangzheng.api.audit.LogWorld.set;
import static org.liangzheng.verifier.format.log.LogFault.*;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.cli.CommandLineDoor;
import org.liangzheng.cli.CommandLineDoor.Ended;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.format.log.ExportLine;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** {@code lz verify --log} against a service whose database somebody changes behind its back. */
@ApiTest
@TestPropertySource(properties = "liangzheng.audit.origin=" + LogWorld.ORIGIN)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogVerificationTest {
  @Autowired private ApplicationContext context;
  private LogWorld world;

  @BeforeAll
  void issueSome(@TempDir Path shared) throws Exception {
    world = new LogWorld(context, shared);
  }

  // ---- a log that nobody touched ----

  @Test
  void aCleanLogPassesAsAFile() throws Exception {
    Path state = world.state();
    Ended ended = world.verify(state, world.exported());
    found(ended, set());
    JsonNode report = json(ended);
    assertThat(report.get("verdict").asString()).isEqualTo("VALID");
    assertThat(report.get("signed").asBoolean()).isTrue();
    assertThat(report.get("rows").asLong())
        .isEqualTo(world.licences().size() + world.foreign().size());
    assertThat(report.get("seen").isNull()).isTrue();
    // And again: now it is held against what was seen.
    assertThat(json(world.verify(state, world.exported())).get("seen").get("size").asLong())
        .isEqualTo(report.get("checkpoint").get("size").asLong());
  }

  @Test
  void aCleanLogWhoseNewestActsWaitPasses() throws Exception {
    Ended ended = world.verify(world.state(), world.exported(true, _ -> {}));
    found(ended, set());
    assertThat(json(ended).get("waiting").asLong()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aCleanLogPassesAtTheServiceWithAndWithoutItsEntries() throws Exception {
    Ended open = world.verify(world.state(), world.tokens().base());
    found(open, set());
    assertThat(json(open).get("entries").isNull()).isTrue();
    assertThat(json(open).get("rows").isNull()).isTrue();
    Path state = world.state();
    Ended all =
        world.verify(
            state, world.tokens().base(), "--token-file", world.tokenFile(Scope.AUDIT_READ));
    found(all, set());
    assertThat(json(all).get("rows").asLong())
        .isEqualTo(world.licences().size() + world.foreign().size());
    assertThat(world.verify(state, world.tokens().base()).code()).isZero();
    Ended refused =
        world.verify(
            state, world.tokens().base(), "--token-file", world.tokenFile(Scope.LICENCE_READ));
    assertThat(refused.code()).isEqualTo(69);
    assertThat(refused.err()).contains("[log-refused]");
  }

  @Test
  void peopleReadIt() throws Exception {
    Path file = Files.write(world.folder().resolve("read.ndjson"), world.exported());
    Ended good =
        CommandLineDoor.run(
            world.state(),
            "verify",
            "--pack",
            world.pack(),
            "--anchor",
            world.anchor(),
            "--log",
            file);
    assertThat(good.out()).contains("VALID", LogWorld.ORIGIN, "双向核对", "signed by the log's keys");
    Ended nobody = CommandLineDoor.run(world.state(), "verify", "--log", file);
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.out()).contains("LOG_KEYS_UNKNOWN", "--pack");
  }

  @Test
  void halfAnExportIsNoExport() throws Exception {
    byte[] whole = world.exported();
    String text = new String(whole, StandardCharsets.UTF_8);
    int last = text.lastIndexOf('\n', text.length() - 2) + 1;
    for (String cut :
        List.of(text.substring(0, last), text.substring(0, last - 20), text.substring(0, 0))) {
      Ended ended = world.verify(world.state(), cut.getBytes(StandardCharsets.UTF_8));
      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.out()).contains("LOG_EXPORT_TRUNCATED");
    }
    Ended other =
        world.verify(world.state(), "{\"kind\":\"other\"}\n".getBytes(StandardCharsets.UTF_8));
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.out()).contains("LOG_EXPORT_MALFORMED");
  }

  // ---- and one that somebody touched ----

  @ParameterizedTest
  @MethodSource("org.liangzheng.api.audit.LogTamperings#cases")
  void eachChangeIsFound(LogTamperings.Case one) throws Exception {
    found(world.verify(world.state(), world.exported(one.waiting(), one.tampering())), one.codes());
  }

  @Test
  void aLogThatGoesBackIsFoundByWhoSawMore() throws Exception {
    Path state = world.state();
    found(world.verify(state, world.exported()), set());
    LogWorld.Tampering back =
        it -> {
          it.sql("delete from audit_entry where position is null");
          for (UUID licence : it.licences().subList(4, 6)) {
            it.deleteLicence(licence);
          }
        };
    byte[] rolled = world.exported(true, back);
    found(world.verify(state, rolled), set(LOG_SHRANK));
    // Who sees it for the first time cannot know, and the memory is not put back by it.
    found(world.verify(world.state(), rolled), set());
    found(world.verify(state, rolled), set(LOG_SHRANK));
  }

  @Test
  void aForkThatTheLogItselfSignedIsFoundByWhoSawTheOther() throws Exception {
    Path state = world.state();
    found(world.verify(state, world.exported()), set());
    LogWorld.Tampering fork = it -> it.rewrite(LogWorld.LAST, true);
    byte[] forked = world.exported(false, fork);
    // The forger has the log's keys: another root, rightly signed.
    SignedCheckpoint signed = world.sign(root(forked));
    LogWorld.Tampering whole =
        it -> {
          it.rewriteAs(forked);
          it.note(_ -> new String(signed.toBytes(), StandardCharsets.UTF_8));
        };
    byte[] again = world.exported(false, whole);
    found(world.verify(state, again), set(LOG_REWRITTEN));
    found(world.verify(world.state(), again), set());
  }

  // ---- at the service, for those who only see hashes ----

  @Test
  void aLeafChangedAtTheServiceIsLocated() throws Exception {
    Path state = world.state();
    found(world.verify(state, world.tokens().base()), set());
    long victim = world.place() - 1;
    world.changed(
        "update audit_entry set leaf = ? where position = " + victim,
        "select leaf from audit_entry where position = " + victim,
        () -> {
          Ended ended = world.verify(state, world.tokens().base());
          assertThat(json(ended).get("faults").propertyNames())
              .contains("LOG_ROOT_WRONG", "ENTRY_NOT_INCLUDED");
          assertThat(ended.code()).isEqualTo(1);
        });
    found(world.verify(state, world.tokens().base()), set());
  }

  @Test
  void proofsOverChangedHashesAreFound() throws Exception {
    Path state = world.state();
    world.changed(
        "update audit_node set hash = ? where level = 1 and index = 0",
        "select hash from audit_node where level = 1 and index = 0",
        () -> found(world.verify(state, world.tokens().base()), set(ENTRY_NOT_INCLUDED)));
  }

  @Test
  void theExportOfTheServiceIsTheFile() throws Exception {
    TestHttp.Answer answer =
        TestHttp.send(
            world.tokens().base(),
            Call.get("/v1/log/export")
                .with(
                    "Authorization",
                    "Bearer "
                        + world.tokens().bearer(SampleDepartment.MARKET.id(), Scope.AUDIT_READ)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(new String(world.exported(), StandardCharsets.UTF_8));
    assertThat(answer.body()).doesNotContain("示例商贸", "示例人甲");
    for (String line : answer.body().lines().toList()) {
      assertThat(ExportLine.read(line.getBytes(StandardCharsets.UTF_8)).toBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(line);
    }
  }
}
