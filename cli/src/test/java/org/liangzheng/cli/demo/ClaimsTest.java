package org.liangzheng.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.liangzheng.cli.demo.city.Trouble;

class ClaimsTest {
  private final StringWriter said = new StringWriter();
  private final Claims claims = new Claims(new Screen(new PrintWriter(said), false, false, "both"));

  @Test
  void whatDoesNotHoldEndsTheStepAndIsShown() {
    assertThatThrownBy(() -> claims.same("VALID", "INVALID", "audit-log"))
        .isInstanceOf(ClaimFailedException.class);
    assertThatThrownBy(() -> claims.that(false, "audit-log"))
        .isInstanceOf(ClaimFailedException.class);
    assertThat(claims.count()).isZero();
    assertThat(said.toString()).contains("✗").contains("INVALID ≠ VALID").doesNotContain("✓");
  }

  @Test
  void whatIsNotBuiltIsNotCountedAsPassed() {
    claims.that(true, "audit-log");
    assertThat(claims.outcome()).isEqualTo(new Outcome.Passed());
    claims.notBuilt("share");
    assertThat(claims.outcome()).isInstanceOf(Outcome.NotBuilt.class);
    assertThat(said.toString()).contains("Log and register agree").contains("日志与登记簿");
  }

  @Test
  void bothLanguagesHaveTheSameWordsAndEveryTroubleItsNextStep() {
    assertThat(DemoWords.ZH.keys()).isEqualTo(DemoWords.EN.keys());
    for (String key : DemoWords.ZH.keys()) {
      assertThat(DemoWords.ZH.text(key, "a", "b", "c", "d")).as(key).isNotBlank();
      assertThat(DemoWords.EN.text(key, "a", "b", "c", "d")).as(key).isNotBlank();
    }
    for (Trouble trouble : Trouble.values()) {
      assertThat(DemoWords.ZH.keys())
          .contains("trouble." + trouble.code(), "trouble." + trouble.code() + ".next");
    }
  }
}
