package org.liangzheng.cli.demo;

import java.util.Map;
import org.liangzheng.cli.demo.city.Call;
import org.liangzheng.cli.demo.city.Desk;
import org.liangzheng.cli.demo.city.SampleFiles.Person;
import org.liangzheng.cli.demo.made.Citizens;
import org.liangzheng.verifier.format.licence.PersonId;
import tools.jackson.databind.JsonNode;

/** An officer issues two licences to a citizen; earlier ones of the same kind end first. */
final class CitizenStep implements Step {
  static final String KEY = "citizen";

  /** Who issues. */
  static final String OFFICER = "xin@sample";

  /** Who holds. */
  static final String CITIZEN = "ding@sample";

  private static final int NUMBERS = 1_000_000;

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void play(Story story, Claims claims) {
    Person citizen = story.city().files().person(CITIZEN);
    Desk officer = story.city().person(OFFICER);
    int number = story.random().nextInt(NUMBERS);
    Map<String, Object> driving =
        Citizens.drivingLicence(citizen.code(), citizen.name(), number, story.today());
    endEarlier(officer, citizen, Citizens.DRIVING_LICENCE);
    endEarlier(officer, citizen, Citizens.RESIDENCE_CERTIFICATE);
    String key = officer.newKey();
    String path = officer.post("/v1/licences", key, driving).expect(201).location();
    claims.same(
        path, officer.post("/v1/licences", key, driving).expect(201).location(), "citizen-once");
    claims.same(
        "409 licence-held-already",
        officer.post("/v1/licences", driving).outcome(),
        "citizen-one-each");
    story.left().drivingLicence(licence(path));
    byte[] file = officer.get(path + "/file").expect(200).body().toByteArray();
    story.results().write("driving-licence.ofd", file);
    story
        .results()
        .write(
            "driving-licence.pdf",
            officer.get(path + "/file?format=pdf").expect(200).body().toByteArray());
    claims.same("VALID", Story.said(story.verified(file)), "citizen-driving");
    String other =
        officer
            .post(
                "/v1/licences",
                Citizens.residenceCertificate(citizen.code(), citizen.name(), number))
            .expect(201)
            .location();
    story.left().residenceCertificate(licence(other));
    claims.same(
        "IN_FORCE",
        officer.get(other).expect(200).json().path("status").asString(),
        "citizen-residence");
  }

  private static Left.Licence licence(String path) {
    return new Left.Licence(path.substring(path.lastIndexOf('/') + 1), path);
  }

  /** Somebody may hold one of a kind: what an earlier demo issued here is cancelled. */
  private static void endEarlier(Desk officer, Person citizen, String type) {
    Map<String, Object> criteria =
        Map.of("holder", Map.of("type", PersonId.TYPE, "code", citizen.code()), "type", type);
    for (JsonNode found :
        officer
            .send(Call.json("POST", "/v1/licences/search", criteria))
            .expect(200)
            .json()
            .path("licences")) {
      String status = found.path("status").asString();
      if (status.equals("IN_FORCE") || status.equals("SUSPENDED")) {
        officer
            .post(
                "/v1/licences/" + found.path("id").asString() + "/status",
                Map.of("act", "CANCEL", "reasonCode", "DEMO", "reason", "示例：重新演示前注销"))
            .expect(201);
      }
    }
  }
}
