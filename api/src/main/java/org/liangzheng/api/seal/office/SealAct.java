package org.liangzheng.api.seal.office;

import org.liangzheng.api.seal.SealState;

/** The steps of a seal's life. Names are stored and stand in the API. */
public enum SealAct {
  APPLY,
  WITHDRAW,
  APPROVE,
  /** Makes the key in the vault and the certification request. */
  KEY,
  /** Takes the certificate in and has the seal made. */
  CERTIFY,
  /** Takes the seal that was made into use, in place of the one before. */
  ACTIVATE,
  SUSPEND,
  RESUME,
  REVOKE,
  /** Begins a new version with a new key and certificate. */
  REMAKE,
  CHANGE_RULES,
  DESTROY;

  /** Whether it may follow on that state. */
  public boolean allowedFrom(SealState state) {
    return switch (this) {
      case APPLY -> false;
      case WITHDRAW, APPROVE -> state == SealState.APPLIED;
      case KEY, CERTIFY, REVOKE -> state == SealState.APPROVED || inUse(state);
      case ACTIVATE -> state == SealState.APPROVED || state == SealState.ACTIVE;
      case SUSPEND -> state == SealState.ACTIVE;
      case RESUME -> state == SealState.SUSPENDED;
      case REMAKE, CHANGE_RULES -> inUse(state);
      case DESTROY -> state == SealState.REVOKED;
    };
  }

  private static boolean inUse(SealState state) {
    return state == SealState.ACTIVE || state == SealState.SUSPENDED;
  }

  /** The state after it. */
  public SealState after(SealState before) {
    return switch (this) {
      case APPLY -> SealState.APPLIED;
      case WITHDRAW -> SealState.WITHDRAWN;
      case APPROVE -> SealState.APPROVED;
      case ACTIVATE, RESUME -> SealState.ACTIVE;
      case SUSPEND -> SealState.SUSPENDED;
      case REVOKE -> SealState.REVOKED;
      case DESTROY -> SealState.DESTROYED;
      case KEY, CERTIFY, REMAKE, CHANGE_RULES -> before;
    };
  }

  /** Whether it takes two people. */
  public boolean takesTwo() {
    return switch (this) {
      case APPROVE, REVOKE, REMAKE, CHANGE_RULES, DESTROY -> true;
      case APPLY, WITHDRAW, KEY, CERTIFY, ACTIVATE, SUSPEND, RESUME -> false;
    };
  }

  /** Whether it has to be given a reason. */
  boolean needsReason() {
    return switch (this) {
      case APPLY, APPROVE, KEY, CERTIFY, ACTIVATE -> false;
      case WITHDRAW, SUSPEND, RESUME, REVOKE, REMAKE, CHANGE_RULES, DESTROY -> true;
    };
  }

  /** Under which two people approve it, and by which the audit log has it. */
  String recordName() {
    return "SEAL_" + name();
  }
}
