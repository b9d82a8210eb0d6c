package org.liangzheng.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liangzheng.cli.demo.city.Answer;
import org.liangzheng.cli.demo.city.Call;
import org.liangzheng.cli.demo.city.Desk;
import org.liangzheng.cli.demo.made.Companies;
import org.liangzheng.cli.demo.made.Company;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A morning's list of companies gets its licences in one batch. */
final class BatchStep implements Step {
  static final String KEY = "batch";

  /** Folder of the files that are kept for the auditor. */
  static final String FILES = "licences";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BATCHES = "/v1/licence-batches";
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final int PAGE = 500;
  private static final int MOST_FILES = 100;
  private static final int LOOKED_AT = 5;

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public void play(Story story, Claims claims) {
    List<Company> companies =
        new Companies(story.plan().seed(), story.today()).next(story.plan().licences());
    claims.that(
        companies.stream().allMatch(one -> OrganizationId.isValid(one.code()))
            && companies.stream().map(Company::code).distinct().count() == companies.size(),
        "batch-made-up",
        companies.size(),
        companies.stream().filter(Company::rare).count());
    byte[] lines = lines(companies);
    story.results().write("licences.ndjson", lines);
    Desk desk = story.city().machine();
    Instant begun = story.clock().instant();
    String batch = send(desk, lines, claims);
    JsonNode done = await(story, desk, batch);
    Duration took = Duration.between(begun, story.clock().instant());
    claims.same("DONE", done.path("state").asString(), "batch-done");
    claims.same(
        companies.size() + " 0 0",
        done.path("done").asInt()
            + " "
            + done.path("refused").asInt()
            + " "
            + done.path("failed").asInt(),
        "batch-issued",
        companies.size(),
        String.format(Locale.ROOT, "%.1f", took.toMillis() / 1e3),
        String.format(Locale.ROOT, "%.0f", companies.size() * 1e3 / Math.max(1, took.toMillis())));
    List<String> licences = results(story, desk, batch);
    claims.same(companies.size(), licences.size(), "batch-results", licences.size());
    claims.same(companies.size(), new HashSet<>(licences).size(), "batch-once");
    story.left().issued(licences);
    names(claims, desk, companies, licences);
    files(story, claims, desk, licences);
  }

  private static byte[] lines(List<Company> companies) {
    StringBuilder lines = new StringBuilder();
    companies.forEach(one -> lines.append(JSON.writeValueAsString(one.request())).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The same upload twice is one batch. */
  private static String send(Desk desk, byte[] lines, Claims claims) {
    String digest =
        Base64.getEncoder().encodeToString(Sha256Digest.of(lines).value().toByteArray());
    Call upload =
        Call.bytes("POST", BATCHES, "application/x-ndjson", lines)
            .with("Content-Digest", "sha-256=:" + digest + ":")
            .with("Idempotency-Key", desk.newKey());
    Answer accepted = desk.send(upload).expect(202);
    claims.same(accepted.location(), desk.send(upload).expect(202).location(), "batch-sent-twice");
    return accepted.location();
  }

  private static JsonNode await(Story story, Desk desk, String batch) {
    JsonNode[] last = {desk.get(batch).expect(200).json()};
    var _ =
        story.until(
            LONGEST,
            () -> {
              last[0] = desk.get(batch).expect(200).json();
              story
                  .screen()
                  .progress(
                      "batch-progress", last[0].path("done").asInt(), story.plan().licences());
              return last[0].path("state").asString().equals("DONE");
            });
    return last[0];
  }

  /** Ids of the licences by line; a line without one ends the step before it is counted. */
  private static List<String> results(Story story, Desk desk, String batch) {
    List<String> licences = new ArrayList<>();
    StringBuilder whole = new StringBuilder();
    boolean complete = false;
    int after = 0;
    while (!complete) {
      Answer page = desk.get(batch + "/results?after=" + after + "&limit=" + PAGE).expect(200);
      int before = after;
      for (String line : page.text().lines().toList()) {
        JsonNode record = JSON.readTree(line);
        if (record.has("next")) {
          after = record.path("next").asInt();
          complete = record.path("complete").asBoolean();
        } else {
          whole.append(line).append('\n');
          if (record.path("outcome").asString().equals("ISSUED")) {
            licences.add(record.path("licence").asString());
          }
        }
      }
      complete = complete || after == before;
    }
    story.results().write("results.ndjson", whole.toString().getBytes(StandardCharsets.UTF_8));
    return licences;
  }

  /** The names with rare characters came through, letter by letter. */
  private static void names(
      Claims claims, Desk desk, List<Company> companies, List<String> licences) {
    int same = 0;
    int looked = 0;
    for (int i = 0; i < companies.size() && looked < LOOKED_AT; i++) {
      Company company = companies.get(i);
      if (company.rare()) {
        JsonNode licence = desk.get("/v1/licences/" + licences.get(i)).expect(200).json();
        looked++;
        if (licence.at("/data/legalRepresentative").asString("").equals(company.representative())
            && licence.at("/holder/code").asString("").equals(company.code())) {
          same++;
        }
      }
    }
    claims.same(looked, same, "batch-names", looked);
    JsonNode found =
        desk.send(
                Call.json(
                    "POST", "/v1/licences/search", Map.of("number", companies.getLast().code())))
            .expect(200)
            .json()
            .path("licences");
    claims.that(found.size() >= 1 && found.toString().contains(licences.getLast()), "batch-found");
  }

  /** Some of the files, evenly spread; a few are held against the register. */
  private static void files(Story story, Claims claims, Desk desk, List<String> licences) {
    int count = Math.min(MOST_FILES, licences.size());
    int valid = 0;
    int asked = 0;
    for (int i = 0; i < count; i++) {
      String id = licences.get((int) ((long) i * licences.size() / count));
      byte[] file = desk.get("/v1/licences/" + id + "/file").expect(200).body().toByteArray();
      story.results().write(FILES + "/" + id + ".ofd", file);
      story.screen().progress("batch-files", i + 1, count);
      if (asked < LOOKED_AT) {
        asked++;
        valid += Story.said(story.verified(file)).equals("VALID") ? 1 : 0;
      }
    }
    claims.same(asked, valid, "batch-verified", asked);
  }
}
