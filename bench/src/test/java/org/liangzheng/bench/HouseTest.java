package org.liangzheng.bench;

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
  void theBenchFollowsTheDrawing(ArchRule rule) {
    rule.allowEmptyShould(true).check(HouseRules.shipped("org.liangzheng.bench"));
  }
}
