package org.liangzheng.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs one match in this process. */
public final class MatchRunner {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Plan plan;

  /** Ready to run by the plan. */
  public MatchRunner(Plan plan) {
    this.plan = plan;
  }

  /**
   * The rounds of this process: for each round what each contestant did, in the match's order.
   * Every other round runs backwards, so that nobody always comes after the same one.
   */
  public List<List<Measured>> run(Match match) {
    List<Contestant> contestants = match.contestants();
    for (Contestant contestant : contestants) {
      switch (contestant) {
        case Contestant.Jmh jmh -> measure(jmh, plan.warmUp());
        case Contestant.Neighbour neighbour -> {
          Measured _ = neighbour.rounds().apply(plan.warmUp().toMillis());
        }
        case Contestant.Program _ -> {
          // It starts anew each time and warms itself up.
        }
      }
    }
    List<List<Measured>> rounds = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      boolean backwards = round % 2 == 1;
      List<Measured> results = new ArrayList<>();
      for (Contestant contestant : backwards ? contestants.reversed() : contestants) {
        results.add(
            switch (contestant) {
              case Contestant.Jmh jmh -> measure(jmh, plan.round());
              case Contestant.Program program -> measure(program);
              case Contestant.Neighbour neighbour ->
                  neighbour.rounds().apply(plan.round().toMillis());
            });
      }
      rounds.add(backwards ? results.reversed() : results);
    }
    return rounds;
  }

  private static Measured measure(Contestant.Jmh jmh, Duration time) {
    try {
      RunResult result =
          new Runner(
                  new OptionsBuilder()
                      .include("^" + jmh.benchmark().replace(".", "\\.") + "$")
                      .forks(0)
                      .threads(jmh.threads())
                      // What a contestant makes for itself it makes here, not in what is measured.
                      .warmupIterations(1)
                      .warmupTime(TimeValue.milliseconds(50))
                      .measurementIterations(1)
                      .measurementTime(TimeValue.milliseconds(time.toMillis()))
                      .timeUnit(TimeUnit.SECONDS)
                      .addProfiler(CpuTime.class)
                      .shouldFailOnError(true)
                      .verbosity(VerboseMode.SILENT)
                      .build())
              .runSingle();
      Result<?> cpu =
          Objects.requireNonNull(result.getSecondaryResults().get(CpuTime.PER_CPU_SECOND));
      return new Measured(result.getPrimaryResult().getScore(), cpu.getScore());
    } catch (RunnerException failed) {
      throw new IllegalStateException(jmh.benchmark() + " failed", failed);
    }
  }

  private static Measured measure(Contestant.Program program) {
    try {
      Process process =
          new ProcessBuilder(program.command())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(program.name() + " ended with " + process.exitValue());
      }
      JsonNode line = JSON.readTree(out);
      return new Measured(
          line.path("perSecond").asDouble(Double.NaN), line.required("perCpuSecond").asDouble());
    } catch (IOException failed) {
      throw new IllegalStateException(program.name() + " cannot be run", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(program.name() + " was interrupted", interrupted);
    }
  }
}
