package org.liangzheng.testkit.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.liangzheng.verifier.report.CheckId;

/** Holds docs/verification.md, and the pages that reports point to, against the checks. */
class VerificationPageTest {
  private static final Path ROOT = Path.of(System.getProperty("house.root"));
  private static final Pattern STEP =
      Pattern.compile("^\\| ([0-9]+) \\| ([A-Z_]+) \\|", Pattern.MULTILINE);

  @Test
  void the_table_lists_every_check_in_the_order_of_reports() throws Exception {
    Matcher step = STEP.matcher(read("docs/verification.md"));
    List<String> listed = new ArrayList<>();
    while (step.find()) {
      listed.add(step.group(2));
      assertThat(step.group(1)).isEqualTo(Integer.toString(listed.size()));
    }
    assertThat(listed)
        .containsExactlyElementsOf(Arrays.stream(CheckId.values()).map(CheckId::name).toList());
  }

  @Test
  void every_clause_names_a_standard_or_a_section_that_is_there() throws Exception {
    List<String> pages = new ArrayList<>();
    for (CheckId check : CheckId.values()) {
      for (String clause : check.clause().split("; ")) {
        if (!clause.startsWith("docs/")) {
          assertThat(clause).as(check.name()).matches("(GB/T|GM/T|RFC) [0-9].*");
          continue;
        }
        pages.add(clause);
        String[] parts = clause.split(", ", 2);
        assertThat(parts).as(clause).hasSize(2);
        assertThat(read(parts[0]).lines()).as(clause).contains("## " + parts[1]);
      }
    }
    assertThat(pages).hasSizeGreaterThan(10);
  }

  private static String read(String page) throws IOException {
    return Files.readString(ROOT.resolve(page), UTF_8);
  }
}
