package org.liangzheng.api.sharing;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.liangzheng.api.sharing.receipt.ReceiptSigner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code liangzheng.sharing}.
 *
 * @param receiptWindow how long a receipt may wait for others to be signed with, 0 to 20 ms
 * @param fetchesADay most fetches of an authority on a legal day
 * @param limits other limits, by the authority's code
 * @param alarmFloor fewer fetches on a day are never unusual
 * @param alarmFactor how many times its mean of the last 14 days is unusual for an authority
 * @param codeLife how long a consent code for the counter can be used
 * @param codeTries wrong codes after which those of the case are void
 * @param standingDays longest standing consent
 * @param objectionDays working days in which an objection has to be answered
 * @param holidays legal days that are no working days, besides weekends
 * @param workdays weekend days that are worked
 * @param copyDays days for which an annotated copy is good
 */
@ConfigurationProperties("liangzheng.sharing")
record SharingSettings(
    @DefaultValue("5ms") Duration receiptWindow,
    @DefaultValue("20000") int fetchesADay,
    @DefaultValue Map<String, Integer> limits,
    @DefaultValue("200") int alarmFloor,
    @DefaultValue("3") int alarmFactor,
    @DefaultValue("10m") Duration codeLife,
    @DefaultValue("5") int codeTries,
    @DefaultValue("366") int standingDays,
    @DefaultValue("10") int objectionDays,
    @DefaultValue List<LocalDate> holidays,
    @DefaultValue List<LocalDate> workdays,
    @DefaultValue("30") int copyDays) {

  SharingSettings {
    limits = Map.copyOf(limits);
    holidays = List.copyOf(holidays);
    workdays = List.copyOf(workdays);
    if (receiptWindow.isNegative()
        || receiptWindow.compareTo(ReceiptSigner.LONGEST_WINDOW) > 0
        || fetchesADay < 1
        || limits.values().stream().anyMatch(limit -> limit < 0)
        || alarmFloor < 1
        || alarmFactor < 1
        || !codeLife.isPositive()
        || codeTries < 1
        || standingDays < 1
        || objectionDays < 1
        || copyDays < 1) {
      throw new IllegalArgumentException("settings of liangzheng.sharing out of range");
    }
  }
}
