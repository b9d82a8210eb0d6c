package org.liangzheng.cli.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.cli.demo.city.Answer;
import org.liangzheng.cli.demo.city.Desk;
import org.liangzheng.cli.demo.city.Point;
import org.liangzheng.cli.demo.city.SampleFiles.Person;
import org.liangzheng.cli.demo.made.Citizens;

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
    Optional<String> code = code(story, licence);
    officer
        .post(
            licence.path() + "/status",
            Map.of("act", "REVOKE", "reasonCode", "DEMO", "reason", "示例：吊销"))
        .expect(201);
    claims.same("NOT_IN_FORCE LICENCE_REVOKED", Story.said(story.verified(file)), "revoke-file");
    claims.same("NOT_IN_FORCE LICENCE_REVOKED", Story.said(story.verified(copy)), "revoke-copy");
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
    codes(story, claims, code);
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
    receipt(story, claims, officer);
    again(story, claims, officer);
  }

  /** What a department fetched stays proven; how the licence stands since is told beside it. */
  private static void receipt(Story story, Claims claims, Desk officer) {
    Optional<String> receipt = story.left().receipt();
    if (receipt.isEmpty()) {
      claims.notBuilt("revoke-receipt");
      return;
    }
    String path = "/v1/receipts/" + receipt.get();
    var _ =
        story.until(
            LONGEST,
            () ->
                !officer
                    .get(path)
                    .expect(200)
                    .json()
                    .path("standing")
                    .asString()
                    .equals("CURRENT"));
    claims.same(
        "REVOKED",
        officer.get(path).expect(200).json().path("standing").asString(),
        "revoke-receipt");
  }

  /** So that somebody can go on by hand. */
  private static void again(Story story, Claims claims, Desk officer) {
    Person citizen = story.city().files().person(CitizenStep.CITIZEN);
    String path =
        officer
            .post(
                "/v1/licences",
                Citizens.drivingLicence(
                    citizen.code(), citizen.name(), story.random().nextInt(1_000), story.today()))
            .expect(201)
            .location();
    byte[] file = officer.get(path + "/file").expect(200).body().toByteArray();
    claims.same("VALID", Story.said(story.verified(file)), "revoke-new-one");
  }

  /** A code that the citizen shows before the act; none where showing is not built. */
  private static Optional<String> code(Story story, Left.Licence licence) {
    return story
        .left()
        .point()
        .map(_ ->
            Shown.of(story.city().person(CitizenStep.CITIZEN), licence, ShowStep.STOP, "ONLINE")
                .code());
  }

  /** The code that is still on the citizen's screen, and the one printed on the face. */
  private static void codes(Story story, Claims claims, Optional<String> code) {
    Optional<Point> point = story.left().point();
    if (point.isPresent() && code.isPresent()) {
      claims.same(
          "VERDICT NOT_IN_FORCE REVOKED",
          Shown.told(point.get().scan(code.get(), ShowStep.STOP)),
          "revoke-code");
    } else {
      claims.notBuilt("revoke-code");
    }
    Optional<String> face = story.left().faceCode();
    if (face.isPresent()) {
      claims.same(
          "VERDICT NOT_IN_FORCE REVOKED",
          Shown.told(Shown.publicly(story, face.get())),
          "revoke-face");
    } else {
      claims.notBuilt("revoke-face");
    }
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
