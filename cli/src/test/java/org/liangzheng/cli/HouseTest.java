package org.liangzheng.cli;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.testkit.house.HouseRules;

class HouseTest {
  static Stream<ArchRule> rules() {
    return HouseRules.all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theCommandLineFollowsTheDrawing(ArchRule rule) {
    rule.allowEmptyShould(true)
        .check(
            HouseRules.shipped(
                "org.liangzheng.cli",
                "org.liangzheng.verifier",
                "org.liangzheng.hsm",
                "org.liangzheng.signer"));
  }
}
