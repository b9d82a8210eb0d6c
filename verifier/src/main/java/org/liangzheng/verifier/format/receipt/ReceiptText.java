package org.liangzheng.verifier.format.receipt;

import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences about receipts, in Chinese and English. */
public final class ReceiptText {
  private static final String BUNDLE = "org.liangzheng.verifier.format.receipt.messages";

  private final ResourceBundle messages;

  private ReceiptText(ResourceBundle messages) {
    this.messages = messages;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static ReceiptText in(Locale locale) {
    Locale known =
        locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.CHINESE : Locale.ENGLISH;
    return new ReceiptText(
        ResourceBundle.getBundle(
            BUNDLE,
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
  }

  /** Why it proves nothing. */
  public String sentence(ReceiptFault fault) {
    return messages.getString("refused." + fault);
  }

  /** What to do next. */
  public String next(ReceiptFault fault) {
    return messages.getString("next." + fault);
  }

  /** What a right receipt proves. */
  public String valid() {
    return messages.getString("valid");
  }

  /** What to do with a right receipt. */
  public String validNext() {
    return messages.getString("valid.next");
  }

  /** Whether the audit log is known to have it. */
  public String log(boolean included) {
    return messages.getString(included ? "log.included" : "log.pending");
  }

  /** The form in which a licence was handed out. */
  public String form(ReceiptFacts.Form form) {
    return messages.getString("form." + form);
  }

  /** Why the asker might have it. */
  public String basis(ReceiptFacts.Basis basis) {
    return messages.getString("basis." + basis);
  }
}
