package org.liangzheng.api.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.documents.BuiltClasses;
import org.liangzheng.testkit.documents.TypedDocument;
import org.liangzheng.testkit.documents.TypedDocument.Block;
import org.liangzheng.testkit.documents.Typist;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/demo.md typed as it stands: a demo with a service of its own that it starts and stops. */
class DemoTest {
  private static final Path ROOT = Path.of(System.getProperty("house.root"));

  @TempDir Path temporary;

  @Test
  void playsTheWholeStory() throws Exception {
    try (Typist reader = reader()) {
      reader.type(TypedDocument.read(ROOT.resolve("docs/demo.md")));
      Path results = reader.folder().resolve("results");
      assertThat(outcomes(results))
          .containsExactlyEntriesOf(
              inOrder("seal", "batch", "joint", "citizen", "show", "share", "revoke", "audit"));
      try (Stream<Path> files = Files.list(results.resolve("licences"))) {
        assertThat(files.count()).isEqualTo(20);
      }
      assertThat(Files.readString(results.resolve("demo.json")))
          .contains("audit-stopped", "audit-register", "audit-tampered-log");
      long service = Long.parseLong(Files.readAllLines(results.resolve("home/lock")).getFirst());
      assertThat(ProcessHandle.of(service).filter(ProcessHandle::isAlive))
          .as("the service was stopped")
          .isEmpty();
    }
  }

  /** What cannot begin says why, in both languages, and leaves nothing running. */
  @Test
  void refusesAFolderThatIsNotEmpty() throws Exception {
    try (Typist reader = reader()) {
      String command =
          "mkdir results; echo x > results/mine\n./lz demo --own --out results; echo $?";
      reader.type(page(command, "[unwritable]…--out…\n73\n"));
    }
  }

  private Typist reader() throws IOException {
    Path own = Files.createDirectory(temporary.resolve("built"));
    return new Typist(ROOT, temporary, BuiltClasses.settings(own));
  }

  private static TypedDocument page(String commands, String output) {
    return new TypedDocument("page", List.of(new Block(commands, output)));
  }

  private static Map<String, String> outcomes(Path results) throws IOException {
    JsonNode report =
        JsonMapper.builder().build().readTree(Files.readString(results.resolve("demo.json")));
    Map<String, String> outcomes = new LinkedHashMap<>();
    report
        .get("steps")
        .forEach(step -> outcomes.put(step.get("step").asString(), step.get("outcome").asString()));
    return outcomes;
  }

  private static Map<String, String> inOrder(String... steps) {
    Map<String, String> passed = new LinkedHashMap<>();
    for (String step : steps) {
      passed.put(step, "passed");
    }
    return passed;
  }
}
