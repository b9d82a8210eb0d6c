package org.liangzheng.api.seal.office;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.seal.SealKind;
import org.liangzheng.api.seal.SealRules;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** Bodies of the seal office, and what is asked of them. */
final class SealRequests {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,100}");
  private static final Pattern REASON = Pattern.compile("\\P{Cc}{1,500}");
  private static final Pattern MATTER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern CALLER = Pattern.compile("[A-Za-z0-9._~-]{1,64}");
  private static final int MOST_NAMED = 200;

  private SealRequests() {}

  /**
   * An application.
   *
   * @param name of the seal, 1 to 100 characters
   * @param suite of its key; none: SM2 where a vault serves it, else P-256
   * @param rules none: no bounds
   */
  record Apply(
      @Nullable String name,
      @Nullable SealKind kind,
      @Nullable PictureBody picture,
      @Nullable SignatureSuite suite,
      @Nullable SealRules rules) {}

  /**
   * One step of a seal's life.
   *
   * @param reason 1 to 500 characters in one line; kept encrypted
   * @param certificate of CERTIFY: PEM, or the Base64 of its DER; none: the sample city's authority
   *     certifies
   * @param picture of REMAKE; none: as before
   * @param rules of CHANGE_RULES
   */
  record Step(
      @Nullable SealAct act,
      @Nullable String reason,
      @Nullable String certificate,
      @Nullable PictureBody picture,
      @Nullable SealRules rules) {}

  static void check(Apply body) {
    FieldProblems problems = new FieldProblems();
    if (body.name() == null) {
      problems.add("/name", WebProblem.FIELD_MISSING);
    } else {
      problems.require(
          NAME.matcher(body.name()).matches() && !body.name().isBlank(),
          "/name",
          WebProblem.FIELD_MALFORMED);
    }
    problems.require(body.kind() != null, "/kind", WebProblem.FIELD_MISSING);
    rules(body.rules(), problems);
    problems.throwIfAny();
  }

  static SealAct check(Step body) {
    FieldProblems problems = new FieldProblems();
    SealAct act = body.act();
    problems.require(act != null, "/act", WebProblem.FIELD_MISSING);
    problems.require(act != SealAct.APPLY, "/act", WebProblem.FIELD_MALFORMED);
    problems.require(
        act != SealAct.CHANGE_RULES || body.rules() != null, "/rules", WebProblem.FIELD_MISSING);
    problems.require(
        body.certificate() == null || act == SealAct.CERTIFY,
        "/certificate",
        WebProblem.FIELD_MALFORMED);
    problems.require(
        body.picture() == null || act == SealAct.REMAKE, "/picture", WebProblem.FIELD_MALFORMED);
    problems.require(
        body.rules() == null || act == SealAct.CHANGE_RULES, "/rules", WebProblem.FIELD_MALFORMED);
    rules(body.rules(), problems);
    problems.throwIfAny();
    SealAct present = Optional.ofNullable(act).orElseThrow();
    String reason = body.reason();
    boolean good = reason != null && !reason.isBlank() && REASON.matcher(reason).matches();
    if (!good && (reason != null || present.needsReason())) {
      throw new Problem(OfficeProblem.SEAL_REASON_MISSING);
    }
    return present;
  }

  private static void rules(@Nullable SealRules rules, FieldProblems problems) {
    if (rules == null) {
      return;
    }
    boolean both = (rules.hoursFrom() == null) == (rules.hoursUntil() == null);
    problems.require(
        both && (rules.hoursFrom() == null || !rules.hoursFrom().equals(rules.hoursUntil())),
        "/rules/hoursUntil",
        WebProblem.FIELD_MALFORMED);
    named(rules.matters(), MATTER.asMatchPredicate(), "/rules/matters", problems);
    named(rules.callers(), CALLER.asMatchPredicate(), "/rules/callers", problems);
    problems.require(
        rules.perDay() == null || rules.perDay() >= 1, "/rules/perDay", WebProblem.FIELD_MALFORMED);
  }

  private static void named(
      @Nullable List<String> names,
      Predicate<String> form,
      String pointer,
      FieldProblems problems) {
    problems.require(
        names == null || (names.size() <= MOST_NAMED && names.stream().allMatch(form)),
        pointer,
        WebProblem.FIELD_MALFORMED);
  }
}
