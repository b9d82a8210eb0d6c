package org.liangzheng.signer.timestamp;

import java.io.Serial;
import java.util.Locale;
import java.util.Optional;
import org.liangzheng.signer.text.RefusalText;
import org.liangzheng.verifier.format.timestamp.TimestampFault;
import org.liangzheng.verifier.format.timestamp.TimestampResponse;
import org.liangzheng.verifier.format.timestamp.TimestampResponse.Failure;

/** No timestamp is made, or the one that another authority sent is not taken. */
public final class TimestampRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Status rejection of RFC 3161. */
  private static final int REJECTION = 2;

  /** Why. Names are stable codes. */
  public enum Rule {
    /** The own certificate is not for timestamps, or not at this time. */
    AUTHORITY_NOT_ENTITLED,
    /** A request is not a strict DER request. */
    REQUEST_MALFORMED,
    /** A request asks for a policy that this authority does not work by. */
    POLICY_NOT_OURS,
    /** A request's digest is by an algorithm of no suite. */
    DIGEST_NOT_OF_A_SUITE,
    /** Another authority's answer is not a strict DER answer. */
    ANSWER_MALFORMED,
    /** Another authority refused. */
    ANSWER_REFUSED,
    /** The answer does not repeat the nonce: an old one, or one for somebody else. */
    ANSWER_NONCE_DIFFERS,
    /** The answer names another policy than was asked for. */
    ANSWER_POLICY_DIFFERS,
    /** The answer's time is too far from the own clock. */
    ANSWER_TIME_FAR_OFF,
    /** The answer's token proves nothing: see the fault. */
    ANSWER_PROVES_NOTHING
  }

  private final Rule rule;
  private final transient Optional<Failure> failure;
  private final transient Optional<TimestampFault> fault;

  private TimestampRefusedException(
      Rule rule, Optional<Failure> failure, Optional<TimestampFault> fault, String detail) {
    super(rule + detail);
    this.rule = rule;
    this.failure = failure;
    this.fault = fault;
  }

  TimestampRefusedException(Rule rule) {
    this(rule, Optional.empty(), Optional.empty(), "");
  }

  TimestampRefusedException(Rule rule, Failure failure) {
    this(rule, Optional.of(failure), Optional.empty(), ": " + failure);
  }

  TimestampRefusedException(TimestampFault fault) {
    this(Rule.ANSWER_PROVES_NOTHING, Optional.empty(), Optional.of(fault), ": " + fault);
  }

  public Rule rule() {
    return rule;
  }

  /** What is wrong with another authority's token. */
  public Optional<TimestampFault> fault() {
    return fault;
  }

  /** The failure by which an authority answers, or answered. */
  public Optional<Failure> failure() {
    return failure;
  }

  /** The refusal to send to who asked. */
  public TimestampResponse toResponse() {
    return new TimestampResponse.Refused(REJECTION, failure);
  }

  /** What happened, in Chinese for a Chinese locale, in English for every other. */
  public String sentence(Locale locale) {
    return RefusalText.in(TimestampRefusedException.class, locale).sentence(rule);
  }

  /** What to do next. */
  public String nextStep(Locale locale) {
    return RefusalText.in(TimestampRefusedException.class, locale).nextStep(rule);
  }
}
