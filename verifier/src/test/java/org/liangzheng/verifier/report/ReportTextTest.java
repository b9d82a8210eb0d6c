package org.liangzheng.verifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  @Test
  void everyCodeHasBothLanguages() {
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      ReportText text = ReportText.in(locale);
      for (Reason reason : Reason.values()) {
        assertThat(text.reason(reason)).as("%s %s", locale, reason).isNotBlank();
      }
      for (CheckId check : CheckId.values()) {
        assertThat(text.check(check)).isNotBlank();
        assertThat(check.clause()).isNotBlank();
      }
      for (Verdict verdict : Verdict.values()) {
        assertThat(text.verdict(verdict)).isNotBlank();
      }
    }
    assertThat(ReportText.in(Locale.CHINESE).verdict(Verdict.VALID)).isEqualTo("有效");
    assertThat(ReportText.in(Locale.FRENCH).verdict(Verdict.VALID)).isEqualTo("VALID");
  }

  /** The table of precedence (docs/verification.md, Outcome of a check), each pair. */
  @Test
  void theWorstReasonGivesTheVerdict() {
    List<Verdict> order =
        List.of(
            Verdict.UNREADABLE,
            Verdict.INVALID,
            Verdict.NOT_IN_FORCE,
            Verdict.UNKNOWN,
            Verdict.VALID_PARTIAL,
            Verdict.VALID);
    assertThat(Verdict.values()).containsExactlyElementsOf(order);
    for (Reason a : Reason.values()) {
      for (Reason b : Reason.values()) {
        Verdict expected =
            order.get(Math.min(order.indexOf(a.verdict()), order.indexOf(b.verdict())));
        assertThat(
                Report.judge(
                    List.of(
                        new Finding.Passed(CheckId.PACKAGE_READ, ""),
                        Finding.of(CheckId.COVERAGE, "", a),
                        Finding.of(CheckId.REGISTER, "", b)),
                    Set.of()))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aRequiredCheckThatDidNotRunIsNeverValid() {
    List<Finding> passed =
        Arrays.stream(CheckId.values())
            .<Finding>map(check -> new Finding.Passed(check, ""))
            .toList();
    assertThat(Report.judge(passed, Set.of(CheckId.values()))).isEqualTo(Verdict.VALID);
    for (int i = 0; i < passed.size(); i++) {
      List<Finding> without = new ArrayList<>(passed);
      without.remove(i);
      assertThat(Report.judge(without, Set.of(CheckId.values()))).isEqualTo(Verdict.UNKNOWN);
    }
  }
}
