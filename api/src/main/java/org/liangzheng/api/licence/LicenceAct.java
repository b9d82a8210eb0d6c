package org.liangzheng.api.licence;

import java.util.EnumSet;
import java.util.Set;

/**
 * What may be done with a licence, and in which states. Annulling, revoking and cancelling are
 * final: what a licence was ended by is never overwritten by another end.
 */
public enum LicenceAct {
  /** 变更: a new version with other content. */
  CHANGE("LICENCE_CHANGED", LicenceStatus.IN_FORCE, EnumSet.of(LicenceState.IN_FORCE)),
  /** 延续: a new version with a new period. */
  RENEW(
      "LICENCE_RENEWED",
      LicenceStatus.IN_FORCE,
      EnumSet.of(LicenceState.IN_FORCE, LicenceState.EXPIRED)),
  /** 暂扣. */
  SUSPEND("LICENCE_SUSPENDED", LicenceStatus.SUSPENDED, EnumSet.of(LicenceState.IN_FORCE)),
  /** 恢复. */
  RESUME("LICENCE_RESUMED", LicenceStatus.IN_FORCE, EnumSet.of(LicenceState.SUSPENDED)),
  /** 吊销, a punishment; of what has run out nothing is left to take. */
  REVOKE(
      "LICENCE_REVOKED",
      LicenceStatus.REVOKED,
      EnumSet.of(LicenceState.IN_FORCE, LicenceState.SUSPENDED)),
  /** 撤销: it should never have been given; also said of one that has run out. */
  ANNUL(
      "LICENCE_ANNULLED",
      LicenceStatus.ANNULLED,
      EnumSet.of(LicenceState.IN_FORCE, LicenceState.SUSPENDED, LicenceState.EXPIRED)),
  /** 注销: given up, without purpose, or run out. */
  CANCEL(
      "LICENCE_CANCELLED",
      LicenceStatus.CANCELLED,
      EnumSet.of(LicenceState.IN_FORCE, LicenceState.SUSPENDED, LicenceState.EXPIRED));

  private final String event;
  private final LicenceStatus after;
  private final Set<LicenceState> from;

  LicenceAct(String event, LicenceStatus after, Set<LicenceState> from) {
    this.event = event;
    this.after = after;
    this.from = from;
  }

  /** Its name in the log and among the events. */
  public String event() {
    return event;
  }

  /** The status it leaves behind. */
  public LicenceStatus after() {
    return after;
  }

  /** Whether it may be done to a licence in that state. */
  public boolean allowedIn(LicenceState state) {
    return from.contains(state);
  }

  /** Whether it makes a new version. */
  public boolean makesVersion() {
    return this == CHANGE || this == RENEW;
  }
}
