package org.liangzheng.signer.seal.picture;

import java.io.Serial;
import java.util.Locale;
import org.liangzheng.signer.text.RefusalText;

/** A seal cannot be drawn as it is; nothing is ever left out to make it fit. */
public final class SealDrawingException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Why. Names are stable codes. */
  public enum Fault {
    /** No font at hand has a character. */
    CHARACTER_MISSING,
    /** Fewer or more characters than the seal has room for. */
    TEXT_LENGTH,
    /** A width or height outside the bounds of seals. */
    SIZE
  }

  private final Fault fault;
  private final String about;

  SealDrawingException(Fault fault, String about) {
    super(fault + ": " + about);
    this.fault = fault;
    this.about = about;
  }

  public Fault fault() {
    return fault;
  }

  /** The character that is missing, the part of the seal that does not fit, or the bounds. */
  public String about() {
    return about;
  }

  /** What happened. */
  public String sentence(Locale locale) {
    return RefusalText.in(SealDrawingException.class, locale).sentence(fault, about);
  }

  /** What to do next. */
  public String nextStep(Locale locale) {
    return RefusalText.in(SealDrawingException.class, locale).nextStep(fault, about);
  }
}
