package org.liangzheng.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.hsm.planted.KnowsSeals;
import org.liangzheng.signer.planted.AsksTheClock;
import org.liangzheng.signer.planted.HalfCircle;
import org.liangzheng.verifier.planted.KnowsSigner;
import org.liangzheng.verifier.planted.OtherHalf;
import org.liangzheng.verifier.planted.ReadsFiles;

class HouseRulesTest {
  private static final JavaClasses LIBRARIES =
      HouseRules.shipped("org.liangzheng.verifier", "org.liangzheng.hsm", "org.liangzheng.signer");

  static Stream<ArchRule> rules() {
    return HouseRules.all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theLibrariesFollowTheDrawing(ArchRule rule) {
    rule.allowEmptyShould(true).check(LIBRARIES);
  }

  @Test
  void plantedImportsAreCaught() {
    assertCaught(ReadsFiles.class, "no framework, input or output");
    assertCaught(AsksTheClock.class, "no framework, input or output");
    assertCaught(KnowsSigner.class, "verifier depends on no other module");
    assertCaught(KnowsSeals.class, "hsm-adapter knows verifier.crypto");
  }

  @Test
  void aPlantedCircleIsCaught() {
    JavaClasses circle = new ClassFileImporter().importClasses(HalfCircle.class, OtherHalf.class);
    List<String> broken = broken(circle);
    assertThat(broken).anyMatch(name -> name.contains("free of cycles"));
  }

  private static void assertCaught(Class<?> planted, String rule) {
    assertThat(broken(new ClassFileImporter().importClasses(planted)))
        .singleElement()
        .satisfies(name -> assertThat(name).contains(rule));
  }

  private static List<String> broken(JavaClasses classes) {
    return HouseRules.all().stream()
        .map(rule -> rule.allowEmptyShould(true).evaluate(classes))
        .filter(result -> result.hasViolation())
        .map(result -> result.getFailureReport().toString())
        .toList();
  }
}
