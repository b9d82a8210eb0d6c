package org.liangzheng.testkit.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The lists behind the licence check (which itself runs in the build, on what ships): nothing that
 * obliges who uses us is allowed, and no spelling is merged into a licence it is not.
 */
class LicencesTest {
  private static final Path POM = Path.of(System.getProperty("house.root"), "pom.xml");

  @Test
  void no_gnu_licence_is_allowed_on_its_own() throws Exception {
    assertThat(elements("includedLicense"))
        .contains("Apache-2.0", "MIT")
        .noneMatch(LicencesTest::gnu);
  }

  @Test
  void spellings_are_merged_only_into_allowed_licences_and_never_from_a_gnu_one() throws Exception {
    List<String> allowed = elements("includedLicense");
    Set<String> seen = new HashSet<>();
    for (String line : elements("licenseMerge")) {
      List<String> names = List.of(line.split("\\|"));
      assertThat(allowed).contains(names.getFirst());
      assertThat(names).noneMatch(LicencesTest::gnu).allMatch(seen::add);
    }
  }

  private static boolean gnu(String name) {
    return name.contains("GPL") || name.contains("GNU") || name.contains("Affero");
  }

  private static List<String> elements(String name) throws IOException {
    return Pattern.compile("<" + name + ">(.+?)</" + name + ">")
        .matcher(Files.readString(POM, UTF_8))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
