package org.liangzheng.testkit.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.testkit.documents.TypedDocument.Block;

/** A page whose shown output is not compared would prove nothing. */
class TypedDocumentTest {
  private static final Path ROOT = Path.of(System.getProperty("house.root"));

  @TempDir Path temporary;

  @Test
  void what_the_page_shows_has_to_be_printed_in_its_order() throws Exception {
    Block block =
        page("a\n```sh\necho x\n```\nb\n```text\none…two\nthree\n```\n").blocks().getFirst();
    assertThat(block.commands()).isEqualTo("echo x\n");
    assertThat(block.missingIn("one and two\nthree\n")).isEmpty();
    assertThat(block.missingIn("two\none\nthree\n")).contains("two");
    assertThat(block.missingIn("one two\n")).contains("three");
  }

  @Test
  void blocks_of_other_kinds_are_not_typed() throws Exception {
    TypedDocument page =
        page("```\n▸ no\n```\n```sh\necho x\n```\n```json\n{}\n```\n```text\nx\n```\n");
    assertThat(page.blocks()).containsExactly(new Block("echo x\n", "x\n"));
  }

  @Test
  void blocks_are_typed_in_one_shell_and_compared() throws Exception {
    try (Typist typist = new Typist(ROOT, temporary, Map.of())) {
      typist.type(
          page(
              "```sh\nA=1\ncat\n```\n```sh\necho a$A; ls\n```\n```text\na1\n…docs\n```\n"
                  + "```sh\necho 127.0.0.1:8080\n```\n```text\n127.0.0.1:8080\n```\n"));
      assertThatThrownBy(() -> typist.type(page("```sh\necho a$A\n```\n```text\na2\n```\n")))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("echo a$A", "a1");
      assertThatThrownBy(() -> typist.type(page("```sh\nexit 3\n```\n")))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("ended the shell");
    }
  }

  @Test
  void a_service_that_does_not_say_what_is_shown_is_told() throws Exception {
    try (Typist typist = new Typist(ROOT, temporary, Map.of())) {
      Block block = page("```sh\necho down\n```\n```text\nup\n```\n").blocks().getFirst();
      assertThatThrownBy(() -> typist.start(block))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("the service ended", "down");
    }
  }

  private TypedDocument page(String text) throws IOException {
    return TypedDocument.read(Files.writeString(temporary.resolve("page.md"), text));
  }

  /**
   * Where a command of a document is neither typed by a test nor marked, nobody knows if it works.
   */
  @Test
  void every_command_of_every_document_is_typed_or_marked() throws Exception {
    List<String> unmarked = CommandMarks.unmarked(ROOT);
    assertThat(unmarked).isEmpty();
    assertThat(CommandMarks.typed(ROOT))
        .containsExactlyInAnyOrderElementsOf(CommandMarks.TYPED_BY_TESTS);
  }

  @Test
  void a_command_without_a_mark_is_found() {
    assertThat(
            CommandMarks.unmarkedIn(
                "```\n▸ ./lz run\n./lz keys list\n◦ ./lz x\ncurl -s y\n  -d z\n```\n"
                    + "```sh\n./lz a\n```\n```json\n./lz b\n```\n"))
        .containsExactly("./lz keys list", "curl -s y");
  }
}
