package org.liangzheng.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;

/** Every code of every feature speaks both languages and says what to do next. */
class ProblemTextsTest {

  private static final List<String> ARGUMENTS = List.of("a0", "a1", "a2", "a3");

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

  @Test
  void everyCodeHasItsSentences() {
    List<ProblemCode> codes = codes();
    assertThat(codes).contains(WebProblem.values());
    for (ProblemCode code : codes) {
      Sentences sentences = Sentences.of(code.getClass());
      assertThat(code.code()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
      assertThat(code.status()).isBetween(400, 599);
      for (String part : new String[] {"", ".next"}) {
        good(code.code() + part, sentences.say("problem." + code.code() + part, ARGUMENTS));
      }
    }
  }

  @Test
  void noTwoProblemsShareACode() {
    assertThat(codes().stream().map(ProblemCode::code)).doesNotHaveDuplicates();
  }

  @Test
  void everyStartupFailureHasItsSentencesAndNumber() {
    for (StartupFailure failure : StartupFailure.values()) {
      good(failure.code(), failure.says(ARGUMENTS));
      good(failure.code() + ".next", failure.next(ARGUMENTS));
      assertThat(failure.exitCode()).isBetween(2, 125);
    }
    assertThat(Arrays.stream(StartupFailure.values()).map(StartupFailure::exitCode))
        .doesNotHaveDuplicates();
  }

  private static void good(String key, Said said) {
    assertThat(said.zh()).as(key).containsPattern("\\p{IsHan}").doesNotContain("{");
    assertThat(said.en()).as(key).isNotBlank().doesNotContainPattern("\\p{IsHan}|\\{");
  }
}
