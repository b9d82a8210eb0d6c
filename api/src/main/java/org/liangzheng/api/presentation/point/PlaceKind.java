package org.liangzheng.api.presentation.point;

/** What kind of place a point stands in; all that others learn of it. Names are stored. */
public enum PlaceKind {
  /** 窗口. */
  COUNTER,
  /** 闸机. */
  GATE,
  /** 执法人员的手持设备. */
  INSPECTOR,
  /** 自助终端. */
  TERMINAL
}
