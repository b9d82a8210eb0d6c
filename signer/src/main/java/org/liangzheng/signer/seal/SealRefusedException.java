package org.liangzheng.signer.seal;

import java.io.Serial;
import java.util.Locale;
import org.liangzheng.signer.text.RefusalText;

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
    /** An identifier or vendor that is empty or not ASCII, a name that is empty or too long. */
    NAME_WRONG,
    /** The signer list is longer than a verifier reads, or an entry is no certificate or digest. */
    SIGNERS_WRONG,
    /** The picture is neither PNG nor vector OFD nor SVG. */
    PICTURE_TYPE_UNKNOWN,
    /** The picture is empty or larger than 512 KiB. */
    PICTURE_TOO_LARGE,
    /** The picture's own size and the seal's differ, or one is out of bounds. */
    PICTURE_SIZE_WRONG,
    /** The picture is cut short, has bytes too many, or does not decode. */
    PICTURE_DAMAGED,
    /** The picture does more than show shapes: scripts, links, several pages, signatures. */
    PICTURE_NOT_ALLOWED,
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

  /** What happened, in Chinese for a Chinese locale, in English for every other. */
  public String sentence(Locale locale) {
    return RefusalText.in(SealRefusedException.class, locale).sentence(rule);
  }

  /** What to do next. */
  public String nextStep(Locale locale) {
    return RefusalText.in(SealRefusedException.class, locale).nextStep(rule);
  }
}
