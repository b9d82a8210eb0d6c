package org.liangzheng.cli.demo;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.cli.demo.city.City;
import org.liangzheng.cli.demo.city.CityException;
import org.liangzheng.cli.demo.city.OwnService;
import org.liangzheng.cli.demo.city.SampleFiles;
import tools.jackson.databind.json.JsonMapper;

/** The whole story, step by step. */
public final class Demo {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Results results;
  private final Screen screen;
  private final CommandLineRun lz;
  private final Clock clock;
  private final SecureRandom random;

  public Demo(Results results, Screen screen, CommandLineRun lz, Clock clock, SecureRandom random) {
    this.results = results;
    this.screen = screen;
    this.lz = lz;
    this.clock = clock;
    this.random = random;
  }

  /** How the whole ended; the exit code follows from it. */
  public enum End {
    /** Every step passed. */
    PASSED,
    /** A step failed, or was skipped because one before it failed. */
    FAILED,
    /** No step failed, but the service lacks parts of the story. */
    NOT_BUILT
  }

  /** One step as it ended. */
  private record Played(String step, Outcome outcome, List<String> claims, Duration took) {}

  private static List<Step> steps() {
    return List.of(
        new SealStep(),
        new BatchStep(),
        new JointStep(),
        new CitizenStep(),
        new ShowStep(),
        new ShareStep(),
        new RevokeStep(),
        new AuditStep());
  }

  /**
   * Plays it.
   *
   * @param service the one behind the city, if the demo started it
   * @param licences lines of the batch, at least 1
   */
  public End play(City city, Optional<OwnService> service, int licences, long seed) {
    screen.heading(
        "demo.begin", city.open().address(), Long.toString(seed), results.folder().toString());
    Story story =
        new Story(
            city, service, results, screen, lz, clock, random, new Story.Plan(licences, seed));
    List<Played> all = new ArrayList<>();
    List<Step> steps = steps();
    for (int i = 0; i < steps.size(); i++) {
      screen.line("");
      screen.strong(
          (i + 1) + "/" + steps.size() + "  " + screen.text("step." + steps.get(i).key()));
      all.add(play(steps.get(i), story));
    }
    End end = end(all);
    results.write("demo.json", report(city, seed, licences, all, end));
    total(all, end);
    return end;
  }

  private Played play(Step step, Story story) {
    Claims claims = new Claims(screen);
    Instant begun = clock.instant();
    Outcome outcome;
    try {
      step.play(story, claims);
      outcome = claims.outcome();
    } catch (ClaimFailedException failed) {
      outcome = new Outcome.Failed(String.valueOf(failed.getMessage()));
    } catch (StepMissingException missing) {
      outcome = new Outcome.Skipped(missing.step());
    } catch (CityException trouble) {
      trouble(screen, trouble);
      outcome = new Outcome.Failed(trouble.trouble().code());
    }
    Duration took = Duration.between(begun, clock.instant());
    screen.say("outcome." + outcome.word(), claims.count(), seconds(took), named(outcome));
    return new Played(step.key(), outcome, claims.held(), took);
  }

  private String named(Outcome outcome) {
    return outcome instanceof Outcome.Skipped skipped ? screen.text("step." + skipped.step()) : "";
  }

  /** Says what went wrong outside of a claim, and what to do. */
  public static void trouble(Screen screen, CityException trouble) {
    Object[] about = trouble.about().toArray();
    String key = "trouble." + trouble.trouble().code();
    screen.refuted(key, "[" + trouble.trouble().code() + "]", about);
    screen.line("  → " + screen.text(key + ".next", about));
  }

  private static End end(List<Played> all) {
    boolean open = false;
    for (Played played : all) {
      switch (played.outcome()) {
        case Outcome.Failed _, Outcome.Skipped _ -> {
          return End.FAILED;
        }
        case Outcome.NotBuilt _ -> open = true;
        case Outcome.Passed _ -> {
          // Nothing against it.
        }
      }
    }
    return open ? End.NOT_BUILT : End.PASSED;
  }

  private void total(List<Played> all, End end) {
    long passed = all.stream().filter(one -> one.outcome() instanceof Outcome.Passed).count();
    int claims = all.stream().mapToInt(one -> one.claims().size()).sum();
    Duration took = all.stream().map(Played::took).reduce(Duration.ZERO, Duration::plus);
    screen.heading(
        "demo." + end.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        passed,
        all.size(),
        claims,
        seconds(took));
    screen.say("demo.results", results.folder().toString());
  }

  private static byte[] report(City city, long seed, int licences, List<Played> all, End end) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("service", city.open().address());
    report.put("seed", seed);
    report.put("licences", licences);
    report.put("end", end.name());
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Played played : all) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("step", played.step());
      step.put("outcome", played.outcome().word());
      switch (played.outcome()) {
        case Outcome.Failed failed -> step.put("failed", failed.code());
        case Outcome.NotBuilt open -> step.put("notBuilt", open.parts());
        case Outcome.Skipped skipped -> step.put("needs", skipped.step());
        case Outcome.Passed _ -> {
          // The claims say it.
        }
      }
      step.put("claims", played.claims());
      step.put("milliseconds", played.took().toMillis());
      steps.add(step);
    }
    report.put("steps", steps);
    return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1e3);
  }

  /** Says that a service is being started. */
  public static void starting(Screen screen, OwnService service) {
    screen.say("demo.starting", service.log().toString());
  }

  /** Says how to start the demo's own service again. */
  public static void again(Screen screen, OwnService service) {
    screen.say("explore.again", service.home().toString());
  }

  /** Says how to stop the demo's own service. */
  public void left(OwnService service) {
    screen.say("explore.stop", service.process().map(number -> Long.toString(number)).orElse("?"));
  }

  /** Where to go on by hand, and as whom. */
  public void explore(City city) {
    SampleFiles files = city.files();
    screen.heading("explore.begin");
    screen.say("explore.log-in", files.logInPage());
    screen.say("explore.api", city.open().address() + "/api");
    screen.say("explore.passwords", city.home().resolve("sample-people.json").toString());
    for (SampleFiles.Person person : files.people()) {
      screen.line(
          "    "
              + person.signInName()
              + "   "
              + person.name()
              + "   "
              + person.authorityName().orElseGet(() -> screen.text("explore.citizen")));
    }
  }
}
