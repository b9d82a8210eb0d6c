package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.testkit.conformance.ConformanceKit;
import org.liangzheng.testkit.conformance.ConformanceKit.Case;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lz verify} answers the questions of the conformance kit as they are put there. */
class ConformanceCliTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path state;

  /** The command line asks no register, has no status list of seals, and remembers by itself. */
  static List<Case> cases() {
    return ConformanceKit.committed().cases().stream()
        .filter(c -> c.text("policy").equals("FILE"))
        // A code is scanned, not kept in a file: CodeCommandTest.
        .filter(c -> !c.kind().equals("CODE"))
        .filter(c -> !c.has("register") && !c.has("seals") && !c.has("seen"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCommandLineGivesTheSameAnswer(Case one) {
    List<Object> arguments = new ArrayList<>(List.of("verify", "--json"));
    if (one.has("pack")) {
      arguments.addAll(List.of("--pack", path(one.text("pack")), "--anchor", one.text("anchor")));
    }
    arguments.addAll(List.of("--as-of", one.text("asOf"), path(one.text("file"))));
    Shell shell = new Shell(state).at(Instant.parse(one.text("asOf")));
    Shell.Ended ended = shell.run(arguments.toArray());
    if (one.has("packRefused")) {
      assertThat(ended.code()).isEqualTo(66);
      assertThat(ended.err()).contains(one.answer());
      return;
    }
    JsonNode report = JSON.readTree(ended.out());
    List<String> reasons = new ArrayList<>();
    if (one.kind().equals("RECEIPT")) {
      report.required("reason").asStringOpt().ifPresent(reasons::add);
    } else {
      report.required("reasons").forEach(reason -> reasons.add(code(reason)));
    }
    String verdict = report.required("verdict").stringValue();
    assertThat(verdict + " " + reasons.stream().sorted().toList()).isEqualTo(one.answer());
    assertThat(ended.code()).isEqualTo(ExitCode.of(Verdict.valueOf(verdict)));
  }

  private static String code(JsonNode reason) {
    return reason.isString() ? reason.stringValue() : reason.required("code").stringValue();
  }

  private static Path path(String name) {
    return ConformanceKit.folder().resolve(name);
  }
}
