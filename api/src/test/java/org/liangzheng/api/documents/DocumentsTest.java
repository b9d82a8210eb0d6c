package org.liangzheng.api.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.presentation.counter.WebScript;
import org.liangzheng.testkit.documents.TypedDocument;
import org.liangzheng.testkit.documents.TypedDocument.Block;
import org.liangzheng.testkit.documents.Typist;

/**
 * The commands of the documents, typed as they stand into one shell against one service: what the
 * newcomer types first, then the pages that go on from there, at last what a stopped service takes.
 * docs/demo.md is typed by {@code DemoTest}.
 */
class DocumentsTest {
  private static final Path ROOT = Path.of(System.getProperty("house.root"));

  /** So that there is something to agree to on the phone. */
  private static final TypedDocument SECOND_CASE =
      new TypedDocument(
          "a second case",
          List.of(
              new Block(
                  "post /v1/cases food-permit-2 -d @docs/examples/food-business-case.json",
                  "\"state\":\"PENDING\"")));

  @TempDir Path temporary;

  @Test
  void whatTheDocumentsSayIsTyped() throws Exception {
    Path own = Files.createDirectory(temporary.resolve("built"));
    TypedDocument quickstart = document("docs/quickstart.md");
    assertThat(quickstart.blocks()).hasSizeGreaterThan(12);
    try (Typist newcomer = new Typist(ROOT, temporary, BuiltClasses.settings(own))) {
      newcomer.type(document("keys-sample/README.md"));
      newcomer.type(document("conformance/README.md"));
      newcomer.start(quickstart.blocks().getFirst());
      newcomer.type(document("README.md").after(1));
      newcomer.type(quickstart.after(1));
      newcomer.type(SECOND_CASE);
      pressed(newcomer);
      newcomer.type(document("docs/api.md"));
      newcomer.type(document("docs/batches.md"));
      newcomer.type(document("docs/verification.md"));
      TypedDocument administration = document("docs/administration.md");
      // Its first block is for a stopped service.
      newcomer.type(administration.after(1));
      newcomer.stop();
      newcomer.type(administration.until(1));
    }
  }

  /** Windows and phone, by hand: the words that the quickstart says to press. */
  private static void pressed(Typist newcomer) {
    WebScript.run(
        Duration.ofMinutes(4),
        "browser/quickstart.mjs",
        "http://" + newcomer.address(),
        newcomer.folder().resolve("var").toString(),
        ROOT.resolve("docs/quickstart.md").toString());
  }

  private static TypedDocument document(String name) throws Exception {
    return TypedDocument.read(ROOT.resolve(name));
  }
}
