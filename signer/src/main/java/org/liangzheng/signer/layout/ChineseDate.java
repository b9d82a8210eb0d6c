package org.liangzheng.signer.layout;

import java.time.LocalDate;

/** A day as a licence shows it: {@code 2026年3月1日}. */
public final class ChineseDate {
  private ChineseDate() {}

  /** The day in Chinese, with plain digits and no leading noughts. */
  public static String write(LocalDate day) {
    return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
  }
}
