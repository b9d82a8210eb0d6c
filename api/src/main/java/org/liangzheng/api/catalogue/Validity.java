package org.liangzheng.api.catalogue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How long licences of a type are valid. Days are legal days, the last one included. */
public sealed interface Validity {

  /** As long as the period, from the first day of validity. */
  record Fixed(Period period) implements Validity {}

  /**
   * Until a day that the request gives.
   *
   * @param required whether a licence without end is refused
   * @param atMost the longest it may be
   */
  record UntilGiven(boolean required, Optional<Period> atMost) implements Validity {}

  /** Without end. */
  record Open() implements Validity {}

  /**
   * Until the day that stands in a field of the face; without end where the field is left out.
   *
   * @param field its name; an ISO date
   */
  record ByField(String field) implements Validity {}

  /** What is wrong with a request's days under a rule. */
  enum Fault {
    /** The rule asks for a last day and there is none. */
    END_MISSING,
    /** The last day given is not the rule's. */
    NOT_BY_RULE,
    /** The field has no date in it. */
    FIELD_MALFORMED
  }

  /** The last day, or what is wrong. */
  sealed interface Result {
    record Until(Optional<LocalDate> day) implements Result {}

    record Wrong(Fault fault) implements Result {}
  }

  /**
   * The last day of validity.
   *
   * @param from first day; its year and that of {@code given} have four digits
   * @param given the last day by the request, if it has one
   * @param data the licence's fields
   */
  default Result until(LocalDate from, Optional<LocalDate> given, JsonNode data) {
    return switch (this) {
      case Fixed fixed -> exactly(Optional.of(last(from, fixed.period())), given);
      case Open _ -> exactly(Optional.empty(), given);
      case UntilGiven rule -> given(rule, from, given);
      case ByField rule -> {
        JsonNode value = data.path(rule.field());
        if (value.isMissingNode() || value.isNull()) {
          yield exactly(Optional.empty(), given);
        }
        try {
          yield exactly(Optional.of(LocalDate.parse(value.asString())), given);
        } catch (DateTimeException noDate) {
          yield new Result.Wrong(Fault.FIELD_MALFORMED);
        }
      }
    };
  }

  private static Result given(UntilGiven rule, LocalDate from, Optional<LocalDate> given) {
    if (given.isEmpty()) {
      return rule.required()
          ? new Result.Wrong(Fault.END_MISSING)
          : new Result.Until(Optional.empty());
    }
    boolean tooLong =
        rule.atMost().filter(most -> given.get().isAfter(last(from, most))).isPresent();
    return tooLong ? new Result.Wrong(Fault.NOT_BY_RULE) : new Result.Until(given);
  }

  private static Result exactly(Optional<LocalDate> last, Optional<LocalDate> given) {
    return given.isPresent() && !given.equals(last)
        ? new Result.Wrong(Fault.NOT_BY_RULE)
        : new Result.Until(last);
  }

  private static LocalDate last(LocalDate from, Period period) {
    return from.plus(period).minusDays(1);
  }

  /** How the rule is named to people and machines, for instance {@code P10Y}. */
  default String text() {
    return switch (this) {
      case Fixed fixed -> fixed.period().toString();
      case UntilGiven rule -> rule.atMost().map(most -> "<= " + most).orElse("UNTIL_GIVEN");
      case Open _ -> "OPEN";
      case ByField rule -> "/data/" + rule.field();
    };
  }
}
