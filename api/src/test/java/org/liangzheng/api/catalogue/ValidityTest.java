package org.liangzheng.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The last day of validity under each rule, the end day included. */
class ValidityTest {
  private static final LocalDate FROM = LocalDate.of(2026, 11, 2);

  private static Validity rule(String text) {
    String[] parts = text.split(" ");
    return switch (parts[0]) {
      case "FIXED" -> new Validity.Fixed(Period.parse(parts[1]));
      case "REQUIRED" -> new Validity.UntilGiven(true, most(parts));
      case "OPTIONAL" -> new Validity.UntilGiven(false, most(parts));
      case "OPEN" -> new Validity.Open();
      default -> new Validity.ByField("end");
    };
  }

  private static Optional<Period> most(String[] parts) {
    return parts.length > 1 ? Optional.of(Period.parse(parts[1])) : Optional.empty();
  }

  @ParameterizedTest
  @CsvSource({
    "FIXED P1Y,,,2027-11-01",
    "FIXED P1Y,2027-11-01,,2027-11-01",
    "FIXED P1Y,2027-11-02,,NOT_BY_RULE",
    "FIXED P10D,,,2026-11-11",
    "REQUIRED,,,END_MISSING",
    "REQUIRED,2030-01-01,,2030-01-01",
    "REQUIRED P1M,2026-12-01,,2026-12-01",
    "REQUIRED P1M,2026-12-02,,NOT_BY_RULE",
    "OPTIONAL,,,open",
    "OPTIONAL P1M,,,open",
    "OPTIONAL P1M,2027-01-01,,NOT_BY_RULE",
    "OPEN,,,open",
    "OPEN,2030-01-01,,NOT_BY_RULE",
    "FIELD,,2031-05-06,2031-05-06",
    "FIELD,2031-05-06,2031-05-06,2031-05-06",
    "FIELD,2031-05-07,2031-05-06,NOT_BY_RULE",
    "FIELD,,2031-02-30,FIELD_MALFORMED",
    "FIELD,,,open",
    "FIELD,2031-05-07,,NOT_BY_RULE"
  })
  void theLastDayIsTheRules(String rule, LocalDate given, String field, String expected) {
    ObjectNode data = JsonMapper.builder().build().createObjectNode();
    if (field != null) {
      data.put("end", field);
    }
    String got =
        switch (rule(rule).until(FROM, Optional.ofNullable(given), data)) {
          case Validity.Result.Until(var day) -> day.map(LocalDate::toString).orElse("open");
          case Validity.Result.Wrong(var fault) -> fault.name();
        };
    assertThat(got).isEqualTo(expected);
  }
}
