package org.liangzheng.testkit.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types docs/quickstart.md as it stands, against a service that its own first line built and
 * started. The ordinary test of the same page ({@code DocumentsTest} in api) starts built classes.
 */
class QuickstartTest {
  private static final Path ROOT = Path.of(System.getProperty("house.root"));

  @TempDir Path temporary;

  /** Long: it builds what it starts. */
  @Test
  @Tag("long")
  void every_block_prints_what_the_page_shows() throws Exception {
    TypedDocument page = TypedDocument.read(ROOT.resolve("docs/quickstart.md"));
    assertThat(page.blocks())
        .hasSizeGreaterThan(12)
        .allSatisfy(block -> {
          assertThat(block.output()).as(block.commands()).isNotBlank();
        });
    try (Typist newcomer = new Typist(ROOT, temporary, Map.of())) {
      newcomer.start(page.blocks().getFirst());
      newcomer.type(page.after(1));
      assertThat(newcomer.folder().resolve("licence.pdf")).isNotEmptyFile();
    }
  }
}
