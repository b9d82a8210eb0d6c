package org.liangzheng.cli.demo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.liangzheng.cli.demo.city.OwnService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An auditor takes log and evidence home, the service is stopped, and everything is checked with
 * the command line alone; and what was tampered with is found.
 */
final class AuditStep implements Step {
  static final String KEY = "audit";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String AUDITOR = "ji@sample";
  private static final String LOG = "log.ndjson";
  private static final String ROW = "\"kind\":\"row\"";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void play(Story story, Claims claims) {
    List<String> issued = story.left().issued();
    byte[] log =
        story.city().person(AUDITOR).get("/v1/log/export").expect(200).body().toByteArray();
    Path export = story.results().write(LOG, log);
    story.fetchPack();
    stop(story, claims);
    log(story, claims, export, issued.size());
    files(story, claims, issued.size());
    tampered(story, claims, log);
    receipts(story, claims);
  }

  private static void receipts(Story story, Claims claims) {
    if (story.left().receipt().isEmpty()) {
      claims.notBuilt("audit-receipts");
      return;
    }
    String one = ShareStep.RECEIPTS + "/statutory.json";
    claims.same(
        "0 VALID",
        story
            .judged(
                story.results().path(one).toString(),
                story.results().path(ShareStep.RECEIPTS + "/consented.json").toString())
            .first(),
        "audit-receipts");
    Path forged =
        story.results().write("tampered/receipt.json", ofAnotherCase(story.results().read(one)));
    claims.same("1 INVALID", story.judged(forged.toString()).first(), "audit-tampered-receipt");
  }

  /** Only what the demo started is stopped; elsewhere nothing is asked of the service any more. */
  private static void stop(Story story, Claims claims) {
    story.service().ifPresent(OwnService::close);
    if (story.service().isPresent()) {
      claims.that(!story.city().open().answers(), "audit-stopped");
    } else {
      story.screen().open("audit-left-running");
    }
  }

  private static void log(Story story, Claims claims, Path export, int issued) {
    Story.Judged judged = story.judged("--log", export.toString());
    claims.same("0 VALID", judged.first(), "audit-log");
    JsonNode report = judged.lines().getFirst();
    claims.that(report.path("signed").asBoolean(), "audit-checkpoint");
    long rows = report.path("rows").asLong();
    long entries = report.path("entries").asLong();
    // The batch, and two licences of the citizen.
    claims.that(rows >= issued + 2 && entries >= rows, "audit-register", rows, entries);
  }

  private static void files(Story story, Claims claims, int issued) {
    Story.Judged licences = story.judged(story.results().path(BatchStep.FILES).toString());
    long valid =
        licences.lines().stream()
            .filter(line -> line.path("verdict").asString().equals("VALID"))
            .count();
    claims.same(
        "0 " + licences.lines().size(),
        licences.code() + " " + valid,
        "audit-files",
        valid,
        issued);
    claims.that(valid > 0, "audit-files-there");
    claims.same(
        "0 VALID",
        story
            .judged(
                story.results().path("sealed-notice.ofd").toString(),
                story.results().path("joint-notice.ofd").toString())
            .first(),
        "audit-notices");
    claims.same(
        "1 NOT_IN_FORCE LICENCE_REVOKED",
        story.judged(story.results().path(RevokeStep.FILE).toString()).first(),
        "audit-revoked");
  }

  /** A check that cannot fail is none. */
  private static void tampered(Story story, Claims claims, byte[] log) {
    Path forged = story.results().write("tampered/log.ndjson", withoutOneRow(log));
    claims.same(
        "1 INVALID", story.judged("--log", forged.toString()).first(), "audit-tampered-log");
    byte[] licence = story.results().read(RevokeStep.FILE);
    licence[licence.length / 2] ^= 1;
    Path broken = story.results().write("tampered/licence.ofd", licence);
    int code = story.judged(broken.toString()).code();
    claims.that(code == 1 || code == 3, "audit-tampered-file");
    claims.same(
        66,
        story
            .lz(
                "verify",
                story.results().path("joint-notice.ofd").toString(),
                "--pack",
                story.results().path(Story.PACK).toString(),
                "--anchor",
                "0".repeat(64))
            .code(),
        "audit-other-root");
  }

  /** As if somebody wanted it for another case. */
  private static byte[] ofAnotherCase(byte[] receipt) {
    ObjectNode json = (ObjectNode) JSON.readTree(receipt);
    String leaf =
        new String(
            Base64.getUrlDecoder().decode(json.path("leaf").asString()), StandardCharsets.UTF_8);
    json.put(
        "leaf",
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                leaf.replace(ShareStep.CASE_NUMBER, "LC-DEMO-9").getBytes(StandardCharsets.UTF_8)));
    return JSON.writeValueAsBytes(json);
  }

  /** As if somebody had deleted a licence from the register, and made the count fit. */
  private static byte[] withoutOneRow(byte[] log) {
    List<String> lines = new ArrayList<>(new String(log, StandardCharsets.UTF_8).lines().toList());
    long rows = lines.stream().filter(line -> line.contains(ROW)).count();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(ROW)) {
        lines.remove(i);
        break;
      }
    }
    String end = lines.removeLast();
    lines.add(end.replace("\"rows\":" + rows, "\"rows\":" + (rows - 1)));
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
