package org.liangzheng.verifier.format.receipt;

import java.util.Locale;
import org.liangzheng.verifier.text.Sentences;

/** Sentences about receipts, in Chinese and English. */
public final class ReceiptText {
  private final Sentences sentences;

  private ReceiptText(Sentences sentences) {
    this.sentences = sentences;
  }

  /** Texts in Chinese for {@code zh}, in English for every other locale. */
  public static ReceiptText in(Locale locale) {
    return new ReceiptText(Sentences.of(ReceiptText.class, locale));
  }

  /** Why it proves nothing. */
  public String sentence(ReceiptFault fault) {
    return sentences.say("refused." + fault);
  }

  /** What to do next. */
  public String next(ReceiptFault fault) {
    return sentences.say("next." + fault);
  }

  /** What a right receipt proves. */
  public String valid() {
    return sentences.say("valid");
  }

  /** What to do with a right receipt. */
  public String validNext() {
    return sentences.say("valid.next");
  }

  /** Whether the audit log is known to have it. */
  public String log(boolean included) {
    return sentences.say(included ? "log.included" : "log.pending");
  }

  /** The form in which a licence was handed out. */
  public String form(ReceiptFacts.Form form) {
    return sentences.say("form." + form);
  }

  /** Why the asker might have it. */
  public String basis(ReceiptFacts.Basis basis) {
    return sentences.say("basis." + basis);
  }
}
