package org.liangzheng.api.sharing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;

/**
 * Counts working days: Monday to Friday but for holidays, and weekend days that are worked (调休).
 *
 * @param holidays no working days, whichever day of the week
 * @param workdays working days, whichever day of the week
 */
record WorkingDays(Set<LocalDate> holidays, Set<LocalDate> workdays) {
  WorkingDays {
    holidays = Set.copyOf(holidays);
    workdays = Set.copyOf(workdays);
  }

  static WorkingDays of(Collection<LocalDate> holidays, Collection<LocalDate> workdays) {
    return new WorkingDays(Set.copyOf(holidays), Set.copyOf(workdays));
  }

  /** Whether a legal day is one. */
  boolean isWorked(LocalDate day) {
    if (workdays.contains(day)) {
      return true;
    }
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return !weekend && !holidays.contains(day);
  }

  /** The last day of a term that begins on the day after, as terms do (民法典 第二百零一条). */
  LocalDate after(LocalDate day, int days) {
    LocalDate last = day;
    for (int left = days; left > 0; ) {
      last = last.plusDays(1);
      if (isWorked(last)) {
        left--;
      }
    }
    return last;
  }
}
