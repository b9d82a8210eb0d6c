package org.liangzheng.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.text.Sentences;
import org.liangzheng.api.web.ProblemCode;

/**
 * Each documented error stands in a test: by its code, its constant, or, of those that only pages
 * show, its sentence. This looks at the sources of the tests; that they produce what they name is
 * their own affair.
 */
class ProblemCodesShownTest {

  /** Shown on pages, where the sentence is read. */
  private static final Map<String, String> BY_SENTENCE =
      Map.of("sign-in-failed", "登录名或密码不对", "sign-in-locked", "暂时不能登录");

  private static List<ProblemCode> codes() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.liangzheng.api")
            .stream()
            .filter(type -> type.isEnum() && type.isAssignableTo(ProblemCode.class))
            .map(JavaClass::reflect)
            .flatMap(type -> Stream.of(type.getEnumConstants()))
            .map(ProblemCode.class::cast)
            .toList();
  }

  private static String tests() {
    return HouseFiles.under(HouseFiles.ROOT.resolve("api/src/test/java")).stream()
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> !file.endsWith("ProblemCodesShownTest.java"))
        .map(HouseFiles::read)
        .collect(Collectors.joining("\n"));
  }

  private static boolean shown(ProblemCode code, String tests) {
    String sentence = BY_SENTENCE.get(code.code());
    if (sentence != null) {
      assertThat(
              Sentences.of(code.getClass())
                  .say("problem." + code.code(), List.of("0", "1", "2"))
                  .zh())
          .contains(sentence);
      return tests.contains(sentence);
    }
    return Pattern.compile("(?<![a-z0-9-])" + code.code() + "(?![a-z0-9-])").matcher(tests).find()
        || Pattern.compile("\\b" + code.getClass().getSimpleName() + "\\." + code + "\\b")
            .matcher(tests)
            .find();
  }

  @Test
  void everyCodeStandsInATest() {
    String tests = tests();
    Set<String> missing = new TreeSet<>();
    for (ProblemCode code : codes()) {
      if (!shown(code, tests)) {
        missing.add(code.code());
      }
    }
    assertThat(codes().size()).isGreaterThan(100);
    assertThat(missing).isEmpty();
  }
}
