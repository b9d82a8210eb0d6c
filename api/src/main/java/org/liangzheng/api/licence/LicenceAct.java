package org.liangzheng.api.licence;

import java.util.EnumSet;
import java.util.Set;

/**
 * What may be done with a licence, and in which states. Annulling, revoking and cancelling are
 * final: what a licence was ended by is never overwritten by another end.
 */
public enum LicenceAct {
  /** 变更: a new version with other content. */
  CHANGE("LICENCE_CHANGED", LicenceStatus.IN_FORCE),
  /** 延续: a new version with a new period. */
  RENEW("LICENCE_RENEWED", LicenceStatus.IN_FORCE),
  /** 暂扣. */
  SUSPEND("LICENCE_SUSPENDED", LicenceStatus.SUSPENDED),
  /** 恢复. */
  RESUME("LICENCE_RESUMED", LicenceStatus.IN_FORCE),
  /** 吊销, a punishment. */
  REVOKE("LICENCE_REVOKED", LicenceStatus.REVOKED),
  /** 撤销: it should never have been given. */
  ANNUL("LICENCE_ANNULLED", LicenceStatus.ANNULLED),
  /** 注销: given up, without purpose, or run out. */
  CANCEL("LICENCE_CANCELLED", LicenceStatus.CANCELLED);

  private final String event;
  private final LicenceStatus after;

  LicenceAct(String event, LicenceStatus after) {
    this.event = event;
    this.after = after;
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
    return from().contains(state);
  }

  private Set<LicenceState> from() {
    return switch (this) {
      case CHANGE, SUSPEND -> EnumSet.of(LicenceState.IN_FORCE);
      case RENEW -> EnumSet.of(LicenceState.IN_FORCE, LicenceState.EXPIRED);
      case RESUME -> EnumSet.of(LicenceState.SUSPENDED);
      // Of what has run out nothing is left to take away.
      case REVOKE -> EnumSet.of(LicenceState.IN_FORCE, LicenceState.SUSPENDED);
      case ANNUL, CANCEL ->
          EnumSet.of(LicenceState.IN_FORCE, LicenceState.SUSPENDED, LicenceState.EXPIRED);
    };
  }

  /** Whether it makes a new version. */
  public boolean makesVersion() {
    return this == CHANGE || this == RENEW;
  }
}
