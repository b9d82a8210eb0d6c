package org.liangzheng.signer.stamp;

import java.io.Serial;
import java.util.Optional;
import org.liangzheng.verifier.format.ofd.OfdFault;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;

/** A document is not stamped, and why; nothing of the document is quoted. */
public final class StampRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Why. Names are stable codes; {@link StampMessages} says each in Chinese and English. */
  public enum Rule {
    /** Not a package that can be read safely: see the fault. */
    DOCUMENT_NOT_READABLE,
    /** Several documents in one file: one could be shown and another be stamped. */
    SEVERAL_DOCUMENTS,
    /** Encrypted parts (GM/T 0099): what they say cannot be seen before it is sealed. */
    DOCUMENT_ENCRYPTED,
    /** OFDEntries.xml fixes the list of all parts (GM/T 0099): nothing can be added. */
    WHOLE_PACKAGE_PROTECTED,
    /** An earlier signature protects the list of signatures: it allows no further one. */
    DOCUMENT_LOCKED,
    /** Parts lie where signatures lie, and no list names them. */
    SIGNATURES_UNLISTED,
    /** More signatures than a verifier reads. */
    TOO_MANY_SIGNATURES,
    /** The path of the signature would not be ASCII, as GB/T 38540 wants it. */
    PATH_NOT_ASCII,
    /** A seal needs at least one place where it is shown, a plain signature has none. */
    PLACES_WRONG,
    /** There is no such page. */
    PAGE_MISSING,
    /** The stamp would not lie on the page as a whole. */
    STAMP_OFF_PAGE,
    /** The keyword stands nowhere, or not as often as was asked for. */
    KEYWORD_NOT_FOUND,
    /** The keyword stands at more places than one signature may show, or are told apart. */
    TOO_MANY_PLACES,
    /** A seal over page edges needs at least two pages. */
    SEAM_NEEDS_TWO_PAGES
  }

  private final Rule rule;
  private final transient Optional<OfdFault> fault;

  StampRefusedException(Rule rule) {
    super(rule.name());
    this.rule = rule;
    this.fault = Optional.empty();
  }

  StampRefusedException(OfdRefusedException refused) {
    super(Rule.DOCUMENT_NOT_READABLE + ": " + refused.fault(), refused);
    this.rule = Rule.DOCUMENT_NOT_READABLE;
    this.fault = Optional.of(refused.fault());
  }

  public Rule rule() {
    return rule;
  }

  /** What is wrong with the package, under {@link Rule#DOCUMENT_NOT_READABLE}. */
  public Optional<OfdFault> fault() {
    return fault;
  }
}
