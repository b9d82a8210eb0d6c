package org.liangzheng.api.sharing;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.liangzheng.api.catalogue.matter.Matter;
import tools.jackson.databind.JsonNode;

/** Answers a material's questions from the data of a licence in force. */
final class Questions {
  private Questions() {}

  /** A field that is not there, or no date where one is needed, answers no. */
  static boolean answer(Matter.Question question, JsonNode data, LocalDate today) {
    String value = data.path(question.field()).asString("");
    return switch (question.test()) {
      case IN_FORCE -> true;
      case ONE_OF -> question.values().contains(value);
      case CONTAINS -> question.values().stream().anyMatch(value::contains);
      case YEARS_AGO -> yearsAgo(value, question.years(), today);
    };
  }

  private static boolean yearsAgo(String value, int years, LocalDate today) {
    try {
      return !LocalDate.parse(value).plusYears(years).isAfter(today);
    } catch (DateTimeParseException noDate) {
      return false;
    }
  }
}
