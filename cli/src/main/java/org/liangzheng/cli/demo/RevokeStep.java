package org.liangzheng.cli.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.cli.demo.city.Answer;
import org.liangzheng.cli.demo.city.Desk;

/** A licence is revoked, and every face of it dies. */
final class RevokeStep implements Step {
  static final String KEY = "revoke";

  /** The licence that is revoked here, as it was issued. */
  static final String FILE = "revoked-licence.ofd";

  /** An annotated copy of it, made while it was in force. */
  static final String COPY = "annotated-copy.ofd";

  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final int COPY_DAYS = 30;

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void play(Story story, Claims claims) {
    Left.Licence licence = story.left().drivingLicence();
    Desk officer = story.city().person(CitizenStep.OFFICER);
    byte[] file = officer.get(licence.path() + "/file").expect(200).body().toByteArray();
    String path = story.results().write(FILE, file).toString();
    byte[] copy = copy(story, officer, licence);
    story.results().write(COPY, copy);
    claims.same("VALID", Story.said(story.verified(file)), "revoke-valid-before");
    claims.same("VALID", Story.said(story.verified(copy)), "revoke-copy-valid-before");
    officer
        .post(
            licence.path() + "/status",
            Map.of("act", "REVOKE", "reasonCode", "DEMO", "reason", "示例：吊销"))
        .expect(201);
    claims.same(
        "NOT_IN_FORCE LICENCE_REVOKED", Story.said(story.verified(file)), "revoke-file");
    claims.same(
        "NOT_IN_FORCE LICENCE_REVOKED", Story.said(story.verified(copy)), "revoke-copy");
    claims.same(
        "409 original-not-in-force", copyOf(story, officer, licence).outcome(), "revoke-no-copy");
    claims.same(
        "409 act-not-allowed",
        officer
            .post(
                licence.path() + "/status",
                Map.of("act", "RESUME", "reasonCode", "DEMO", "reason", "示例：恢复"))
            .outcome(),
        "revoke-for-good");
    claims.that(
        story.until(
            LONGEST,
            () -> {
              story.fetchPack();
              return story.judged(path).first().equals("1 NOT_IN_FORCE LICENCE_REVOKED");
            }),
        "revoke-offline");
    claims.same(
        "1 NOT_IN_FORCE LICENCE_REVOKED",
        story.judged(story.results().path(COPY).toString()).first(),
        "revoke-copy-offline");
    claims.notBuilt("revoke-code");
    claims.notBuilt("revoke-face");
    claims.notBuilt("revoke-receipt");
  }

  private static byte[] copy(Story story, Desk officer, Left.Licence licence) {
    Answer made = copyOf(story, officer, licence).expect(201);
    return officer.get(made.location() + "/file").expect(200).body().toByteArray();
  }

  private static Answer copyOf(Story story, Desk officer, Left.Licence licence) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("cause", "示例业务办理");
    body.put("caseNumber", "LC-DEMO-1");
    body.put("asker", "亮城市示例窗口");
    body.put("expiry", story.today().plusDays(COPY_DAYS).toString());
    body.put("useCause", "DEMO");
    return officer.post(licence.path() + "/annotated-copies", body);
  }
}
