package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.api.text.Sentences;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.SigningAct;

/** Custody's own words stand for the vaults', one for one, and each problem can be said. */
class CustodyWordsTest {

  @Test
  void usesAndActsAreThoseOfTheVaults() {
    assertThat(Arrays.stream(KeyUse.values()).map(KeyUse::purpose))
        .containsExactly(KeyPurpose.values());
    assertThat(Arrays.stream(SignatureAct.values()).map(SignatureAct::act))
        .containsExactly(SigningAct.values());
  }

  @ParameterizedTest
  @EnumSource(CustodyCode.class)
  void everyFailureOfAVaultHasItsProblem(CustodyCode code) {
    CustodyProblem problem = CustodyProblems.problem(code);
    assertThat(problem.isFinal() && code.temporary()).isFalse();
  }

  /** What may pass is worth another try, what nobody foresaw is not. */
  @Test
  void aBusyVaultAndABrokenOneAreToldApart() {
    assertThat(CustodyProblems.problem(CustodyCode.VAULT_BUSY))
        .isEqualTo(CustodyProblem.KEY_CUSTODY_BUSY);
    assertThat(CustodyProblems.problem(CustodyCode.VAULT_TIMED_OUT))
        .isEqualTo(CustodyProblem.KEY_CUSTODY_BUSY);
    assertThat(CustodyProblems.problem(CustodyCode.VAULT_FAULT))
        .isEqualTo(CustodyProblem.VAULT_FAULT);
    assertThat(CustodyProblems.problem(CustodyCode.KEY_EXPOSED))
        .isEqualTo(CustodyProblem.VAULT_FAULT);
  }

  @ParameterizedTest
  @EnumSource(CustodyProblem.class)
  void everyProblemIsSaidInBothLanguages(CustodyProblem problem) {
    Sentences sentences = Sentences.of(CustodyProblem.class);
    for (String part : List.of("", ".next")) {
      assertThat(sentences.say("problem." + problem.code() + part, List.of("soft:seal")))
          .satisfies(said -> {
            assertThat(said.zh()).isNotBlank().doesNotContain("{");
            assertThat(said.en()).isNotBlank().doesNotContain("{");
          });
    }
  }

  @Test
  void keyReferencesAreStrict() {
    assertThat(new KeyRef("soft:seal-1")).hasToString("soft:seal-1");
    assertThatThrownBy(() -> new KeyRef("soft")).isInstanceOf(IllegalArgumentException.class);
  }
}
