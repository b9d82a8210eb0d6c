package org.liangzheng.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.liangzheng.cli.demo.city.Answer;
import org.liangzheng.cli.demo.city.Desk;
import org.liangzheng.cli.demo.city.SampleFiles.Person;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.licence.PersonId;
import tools.jackson.databind.JsonNode;

/** A department fetches what it needs to know instead of asking for paper. */
final class ShareStep implements Step {
  static final String KEY = "share";

  /** Folder of receipts. */
  static final String RECEIPTS = "receipts";

  /** Of the case that receipts are kept of. */
  static final String CASE_NUMBER = "LC-DEMO-2";

  private static final String CASES = "/v1/cases";
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void play(Story story, Claims claims) {
    if (!story.city().has("POST", CASES)) {
      claims.notBuilt("share");
      return;
    }
    Left.Licence residence = story.left().residenceCertificate();
    Left.Licence driving = story.left().drivingLicence();
    Desk desk = story.city().machine();
    Person citizen = story.city().files().person(CitizenStep.CITIZEN);
    String company =
        desk.get("/v1/licences/" + story.left().issued().getFirst())
            .expect(200)
            .json()
            .at("/holder/code")
            .asString();
    Answer opened =
        desk.post(
                CASES,
                Map.of(
                    "matter",
                    "FOOD_BUSINESS_PERMIT",
                    "caseNumber",
                    CASE_NUMBER,
                    "holders",
                    List.of(
                        holder("APPLICANT", OrganizationId.TYPE, company),
                        holder("PRINCIPAL", PersonId.TYPE, citizen.code()))))
            .expect(201);
    claims.same(
        "COVERED ASK_HOLDER",
        covered(opened.json(), "BUSINESS_LICENCE")
            + " "
            + covered(opened.json(), "PRINCIPAL_IDENTITY"),
        "share-coverage");
    statutory(story, claims, desk, opened.location());
    consented(story, claims, desk, opened, residence);
    renewal(story, citizen, driving);
  }

  private static Map<String, String> holder(String role, String type, String code) {
    return Map.of("role", role, "type", type, "code", code);
  }

  private static String covered(JsonNode view, String material) {
    for (JsonNode one : view.path("materials")) {
      if (one.path("material").asString().equals(material)) {
        return one.path("state").asString();
      }
    }
    return "";
  }

  private static Answer fetch(Desk desk, String path, String material, String form) {
    return desk.post(path + "/fetches", Map.of("material", material, "form", form));
  }

  private static Set<String> fields(JsonNode fetched) {
    return new TreeSet<>(fetched.path("fields").propertyNames());
  }

  /** By law, without asking; with a receipt that proves it to anybody. */
  private static void statutory(Story story, Claims claims, Desk desk, String path) {
    JsonNode fetched = fetch(desk, path, "BUSINESS_LICENCE", "FIELDS").expect(201).json();
    claims.same(
        Set.of("name", "uscc", "legalRepresentative", "address", "businessScope"),
        fields(fetched),
        "share-statutory");
    JsonNode answer = fetch(desk, path, "BUSINESS_LICENCE", "ANSWER").expect(201).json();
    claims.same(
        "true false",
        answer.at("/answers/IN_FORCE").asBoolean() + " " + answer.has("fields"),
        "share-yes-or-no");
    receipt(story, claims, desk, fetched.path("id").asString(), "statutory.json");
  }

  private static void receipt(Story story, Claims claims, Desk desk, String id, String name) {
    String path = "/v1/receipts/" + id;
    claims.that(
        story.until(
            LONGEST,
            () -> desk.get(path).expect(200).json().path("log").asString().equals("INCLUDED")),
        "share-receipt-logged");
    byte[] file = desk.get(path + "/file").expect(200).body().toByteArray();
    String kept = story.results().write(RECEIPTS + "/" + name, file).toString();
    story.fetchPack();
    claims.same("0 VALID", story.judged(kept).first(), "share-receipt");
  }

  /** Only when the citizen has seen what is asked, and agrees; until that is taken back. */
  private static void consented(
      Story story, Claims claims, Desk desk, Answer opened, Left.Licence residence) {
    String path = opened.location();
    claims.same(
        "403 consent-missing",
        fetch(desk, path, "PRINCIPAL_IDENTITY", "FIELDS").outcome(),
        "share-not-without-consent");
    Desk citizen = story.city().person(CitizenStep.CITIZEN);
    String consent = "/v1/holder/consents/" + opened.json().at("/consents/0/id").asString();
    JsonNode request = citizen.get(consent).expect(200).json();
    claims.same(
        "409 consent-outdated", decide(citizen, consent, "AGREE", "00").outcome(), "share-unseen");
    String digest = request.path("digest").asString();
    decide(citizen, consent, "AGREE", digest).expect(200);
    Map<String, String> wanted =
        Map.of("material", "PRINCIPAL_IDENTITY", "form", "FIELDS", "licence", residence.id());
    JsonNode fetched = desk.post(path + "/fetches", wanted).expect(201).json();
    claims.same(Set.of("name", "citizenNumber"), fields(fetched), "share-agreed");
    receipt(story, claims, desk, fetched.path("id").asString(), "consented.json");
    decide(citizen, consent, "WITHDRAW", digest).expect(200);
    claims.same(
        "403 consent-withdrawn",
        fetch(desk, path, "PRINCIPAL_IDENTITY", "FIELDS").outcome(),
        "share-withdrawn");
    claims.same(
        1,
        citizen.get("/v1/holder/cases").expect(200).json().at("/cases/0/uses").size(),
        "share-seen");
    desk.post(path + "/closing", Map.of()).expect(200);
    claims.same(
        "409 case-closed",
        fetch(desk, path, "BUSINESS_LICENCE", "FIELDS").outcome(),
        "share-closed");
  }

  private static Answer decide(Desk citizen, String consent, String decision, String digest) {
    return citizen.post(consent + "/decision", Map.of("decision", decision, "digest", digest));
  }

  /** Another department's case about the licence that is revoked later. */
  private static void renewal(Story story, Person citizen, Left.Licence driving) {
    Desk officer = story.city().person(CitizenStep.OFFICER);
    String path =
        officer
            .post(
                CASES,
                Map.of(
                    "matter",
                    "DRIVING_LICENCE_RENEWAL",
                    "caseNumber",
                    "LC-DEMO-3",
                    "holders",
                    List.of(holder("APPLICANT", PersonId.TYPE, citizen.code()))))
            .expect(201)
            .location();
    story
        .left()
        .receipt(
            officer
                .post(
                    path + "/fetches",
                    Map.of(
                        "material", "DRIVING_LICENCE", "form", "FIELDS", "licence", driving.id()))
                .expect(201)
                .json()
                .path("id")
                .asString());
  }
}
