package org.liangzheng.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.api.planted.HoldsAVault;
import org.liangzheng.testkit.house.HouseRules;

/** The service and the libraries beneath it are held against the drawing. */
class HouseTest {
  private static final JavaClasses HOUSE =
      HouseRules.shipped(
          "org.liangzheng.api",
          "org.liangzheng.verifier",
          "org.liangzheng.hsm",
          "org.liangzheng.signer");

  static Stream<ArchRule> rules() {
    return HouseRules.all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void followsTheDrawing(ArchRule rule) {
    assertThat(HOUSE.contain(Application.class)).isTrue();
    rule.allowEmptyShould(true).check(HOUSE);
  }

  @Test
  void aFeatureThatReachesForAVaultIsCaught() {
    JavaClasses planted = new ClassFileImporter().importClasses(HoldsAVault.class);
    List<String> broken =
        HouseRules.all().stream()
            .map(rule -> rule.allowEmptyShould(true).evaluate(planted))
            .filter(EvaluationResult::hasViolation)
            .map(result -> result.getFailureReport().toString())
            .toList();
    assertThat(broken)
        .singleElement()
        .satisfies(rule -> assertThat(rule).contains("only custody knows vaults"));
  }
}
