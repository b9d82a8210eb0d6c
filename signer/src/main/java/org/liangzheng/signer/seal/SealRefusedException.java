package org.liangzheng.signer.seal;

import java.io.Serial;

/** A seal or stamp that the verifier would refuse is not made: which rule it breaks. */
public final class SealRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** The broken rule. */
  public enum Rule {
    /** The seal names nobody who may sign with it. */
    NO_SIGNERS,
    /** The maker's certificate is not valid when the seal is made. */
    MAKER_NOT_VALID,
    /** The seal's period is empty. */
    PERIOD_EMPTY,
    /** The signer's certificate is not in the seal's list; after a renewal the seal is remade. */
    SIGNER_NOT_LISTED,
    /** The signer's certificate is not valid at the time of signing. */
    SIGNER_NOT_VALID,
    /** The seal is not valid at the time of signing. */
    SEAL_NOT_VALID
  }

  private final Rule rule;

  public SealRefusedException(Rule rule) {
    super(rule.name());
    this.rule = rule;
  }

  public Rule rule() {
    return rule;
  }
}
