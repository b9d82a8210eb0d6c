package org.liangzheng.cli.demo;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.liangzheng.cli.demo.city.Call;
import org.liangzheng.cli.demo.city.City;
import org.liangzheng.cli.demo.city.CityException;
import org.liangzheng.cli.demo.city.OwnService;
import org.liangzheng.cli.demo.city.Trouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What all steps share: the city, the folder of results, and what earlier steps left. */
final class Story {
  static final String PACK = "pack.jws";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ZoneId LEGAL_ZONE = ZoneId.of("Asia/Shanghai");
  private static final long PAUSE_MILLIS = 300;

  private final City city;
  private final Optional<OwnService> service;
  private final Results results;
  private final Screen screen;
  private final CommandLineRun lz;
  private final Clock clock;
  private final SecureRandom random;
  private final Plan plan;
  private final Left left = new Left();

  /**
   * What is played.
   *
   * @param licences lines of the batch
   * @param seed of what is made up
   */
  record Plan(int licences, long seed) {}

  Story(
      City city,
      Optional<OwnService> service,
      Results results,
      Screen screen,
      CommandLineRun lz,
      Clock clock,
      SecureRandom random,
      Plan plan) {
    this.city = city;
    this.service = service;
    this.results = results;
    this.screen = screen;
    this.lz = lz;
    this.clock = clock;
    this.random = random;
    this.plan = plan;
  }

  City city() {
    return city;
  }

  /** The service, if the demo started it. */
  Optional<OwnService> service() {
    return service;
  }

  Results results() {
    return results;
  }

  Screen screen() {
    return screen;
  }

  Plan plan() {
    return plan;
  }

  Left left() {
    return left;
  }

  SecureRandom random() {
    return random;
  }

  Clock clock() {
    return clock;
  }

  /** The legal day. */
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), LEGAL_ZONE);
  }

  /** What anybody is told of a file under policy ISSUED. */
  JsonNode verified(byte[] file) {
    return city.open()
        .send(Call.bytes("POST", "/v1/verifications", "application/octet-stream", file))
        .expect(200)
        .json();
  }

  /** The newest evidence pack, into the results. */
  void fetchPack() {
    results.write(
        PACK, city.open().send(Call.get("/v1/trust/pack")).expect(200).body().toByteArray());
  }

  /** Runs {@code lz …} in this process, with a memory of the demo's own. */
  CommandLineRun.Ended lz(String... arguments) {
    return lz.run(results.path("memory"), List.of(arguments));
  }

  /** {@code lz verify --json … --pack … --anchor …} over some arguments; one object a line. */
  Judged judged(String... arguments) {
    return judged(results.path("memory"), results.path(PACK), arguments);
  }

  /** The same at a verifier point, which has a pack and a memory of its own. */
  Judged judgedAtPoint(Path pack, String... arguments) {
    return judged(results.path("point-memory"), pack, arguments);
  }

  private Judged judged(Path memory, Path pack, String... arguments) {
    List<String> all = new ArrayList<>(List.of("verify", "--json"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--pack", pack.toString(), "--anchor", city.files().anchor()));
    CommandLineRun.Ended ended = lz.run(memory, all);
    return new Judged(ended.code(), ended.out().lines().map(JSON::readTree).toList());
  }

  /**
   * What the command line said.
   *
   * @param code exit code
   */
  record Judged(int code, List<JsonNode> lines) {
    /** Exit code, verdict of the first line and its first reason. */
    String first() {
      if (lines.isEmpty()) {
        return Integer.toString(code);
      }
      JsonNode line = lines.getFirst();
      String reason = line.path("reasons").path(0).path("code").asString("");
      return code + " " + line.path("verdict").asString() + (reason.isEmpty() ? "" : " " + reason);
    }
  }

  /** Verdict and first reason of an answer: {@code NOT_IN_FORCE LICENCE_REVOKED}. */
  static String said(JsonNode answer) {
    String reason = answer.path("reasons").path(0).path("code").asString("");
    return answer.path("verdict").asString("") + (reason.isEmpty() ? "" : " " + reason);
  }

  /**
   * Waits until something holds.
   *
   * @return whether it did, in that time
   */
  boolean until(Duration limit, BooleanSupplier holds) {
    Instant end = clock.instant().plus(limit);
    while (!holds.getAsBoolean()) {
      if (clock.instant().isAfter(end)) {
        return false;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new CityException(Trouble.UNREACHABLE, city.open().address());
      }
    }
    return true;
  }
}
