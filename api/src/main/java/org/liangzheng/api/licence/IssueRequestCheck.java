package org.liangzheng.api.licence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.CompiledType;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.catalogue.Validity;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Holds a request against type, holder and calendar, and tells all that is wrong at once. */
@Component
class IssueRequestCheck {
  private static final int LAST_YEAR = 9999;

  private static final Pattern LINE = Pattern.compile("\\P{Cc}{1,120}");
  private static final Pattern NUMBER = Pattern.compile("\\P{Cc}{1,64}");

  private final Catalogue catalogue;

  IssueRequestCheck(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Checks a request.
   *
   * @param issuer in whose name it is to be issued
   * @param now time of the act
   * @throws Problem AUTHORITY_NOT_ENTITLED, or REQUEST_INVALID with every wrong field
   */
  LicenceOrder check(IssueRequest request, OrganizationId issuer, Instant now) {
    FieldProblems problems = new FieldProblems();
    Optional<CompiledType> type = type(request.type(), problems);
    // Before anything is said about the content: who may not issue it has no use for that.
    if (type.isPresent() && !type.get().type().mayIssue(issuer)) {
      throw new Problem(LicenceProblem.AUTHORITY_NOT_ENTITLED);
    }
    problems.text(request.number(), NUMBER, "/number");
    Optional<HolderCode> holder = holder(request.holder(), type, problems);
    JsonNode sent = request.data();
    JsonNode data = sent == null || type.isEmpty() ? sent : type.get().stripped(sent);
    if (data == null || !data.isObject()) {
      problems.add("/data", data == null ? WebProblem.FIELD_MISSING : WebProblem.FIELD_MALFORMED);
    } else if (type.isPresent()) {
      type.get()
          .check(data, "/data")
          .forEach(p -> problems.add(p.pointer(), p.code(), p.arguments().toArray(String[]::new)));
      repetitions(type.get().type(), request.holder(), holder, data, problems);
    }
    LocalDate today = LegalDay.of(now);
    LocalDate issued = request.issueDate() == null ? today : request.issueDate();
    LocalDate from = request.validFrom() == null ? issued : request.validFrom();
    boolean issueDay = day(request.issueDate(), "/issueDate", problems);
    boolean firstDay = day(request.validFrom(), "/validFrom", problems);
    boolean lastDay = day(request.validUntil(), "/validUntil", problems);
    LocalDate until =
        issueDay && firstDay && lastDay && type.isPresent() && data != null
            ? until(type.get().type().validity(), from, request.validUntil(), data, problems)
            : request.validUntil();
    problems.require(!issued.isAfter(today), "/issueDate", LicenceProblem.DATE_IN_FUTURE);
    if (until != null) {
      problems.require(
          !until.isBefore(from), "/validUntil", LicenceProblem.PERIOD_ENDS_BEFORE_IT_BEGINS);
      problems.require(!until.isBefore(today), "/validUntil", LicenceProblem.PERIOD_OVER);
    }
    problems.throwIfAny();
    return new LicenceOrder(
        type.orElseThrow(),
        present(request.number()),
        holder.orElseThrow(),
        present(present(request.holder()).name()),
        present(data),
        issued,
        from,
        Optional.ofNullable(until));
  }

  private Optional<CompiledType> type(@Nullable String code, FieldProblems problems) {
    if (code == null) {
      problems.add("/type", WebProblem.FIELD_MISSING);
      return Optional.empty();
    }
    Optional<CompiledType> type = Optional.empty();
    boolean withdrawn = false;
    try {
      LicenceTypeCode parsed = LicenceTypeCode.parse(code);
      type = catalogue.current(parsed);
      withdrawn = type.isEmpty() && catalogue.isWithdrawn(parsed);
    } catch (MalformedException noCode) {
      // Told below: what is no code is no type either.
    }
    problems.require(
        type.isPresent(),
        "/type",
        withdrawn ? LicenceProblem.LICENCE_TYPE_WITHDRAWN : LicenceProblem.LICENCE_TYPE_UNKNOWN);
    return type;
  }

  private static Optional<HolderCode> holder(
      IssueRequest.@Nullable HolderRequest holder,
      Optional<CompiledType> type,
      FieldProblems problems) {
    if (holder == null) {
      problems.add("/holder", WebProblem.FIELD_MISSING);
      return Optional.empty();
    }
    problems.text(holder.name(), LINE, "/holder/name");
    String codeType = holder.type();
    String code = holder.code();
    problems.require(codeType != null, "/holder/type", WebProblem.FIELD_MISSING);
    problems.require(code != null, "/holder/code", WebProblem.FIELD_MISSING);
    if (codeType == null || code == null) {
      return Optional.empty();
    }
    if (type.isPresent() && !type.get().type().holderTypes().contains(codeType)) {
      problems.add(
          "/holder/type",
          LicenceProblem.HOLDER_TYPE_NOT_ALLOWED,
          String.join(", ", type.get().type().holderTypes()));
      return Optional.empty();
    }
    try {
      return Optional.of(HolderCode.parse(codeType, code));
    } catch (MalformedException wrong) {
      problems.add("/holder/code", LicenceProblem.HOLDER_CODE_WRONG);
      return Optional.empty();
    }
  }

  /** A year has four digits on the face and in the file. */
  private static boolean day(@Nullable LocalDate day, String pointer, FieldProblems problems) {
    boolean good = day == null || (day.getYear() >= 1 && day.getYear() <= LAST_YEAR);
    problems.require(good, pointer, WebProblem.FIELD_MALFORMED);
    return good;
  }

  /** The last day by the type's rule; what the request gives where that is wrong. */
  private static @Nullable LocalDate until(
      Validity rule,
      LocalDate from,
      @Nullable LocalDate given,
      JsonNode data,
      FieldProblems problems) {
    switch (rule.until(from, Optional.ofNullable(given), data)) {
      case Validity.Result.Until(Optional<LocalDate> last) -> {
        LocalDate until = last.orElse(null);
        return day(until, "/validFrom", problems) ? until : given;
      }
      case Validity.Result.Wrong(Validity.Fault fault) -> {
        switch (fault) {
          case END_MISSING -> problems.add("/validUntil", WebProblem.FIELD_MISSING);
          case NOT_BY_RULE ->
              problems.add("/validUntil", LicenceProblem.PERIOD_NOT_BY_RULE, rule.text());
          case FIELD_MALFORMED -> problems.add(rule.text(), WebProblem.FIELD_MALFORMED);
        }
        return given;
      }
    }
  }

  /** Fields that repeat the holder have to say the same as the request's holder. */
  private static void repetitions(
      LicenceType type,
      IssueRequest.@Nullable HolderRequest holder,
      Optional<HolderCode> code,
      JsonNode data,
      FieldProblems problems) {
    for (LicenceType.Field field : type.fields()) {
      JsonNode value = data.path(field.name());
      if (field.holds().isEmpty() || !value.isString()) {
        continue;
      }
      boolean name = field.holds().get() == LicenceType.Holds.HOLDER_NAME;
      // What is wrong with the holder itself is told already.
      Optional<String> said =
          name
              ? Optional.ofNullable(holder)
                  .map(IssueRequest.HolderRequest::name)
                  .filter(IssueRequestCheck::isName)
              : code.map(HolderCode::value);
      problems.require(
          said.isEmpty() || said.get().equals(value.stringValue()),
          "/data/" + field.name(),
          LicenceProblem.DIFFERS_FROM_HOLDER,
          name ? "/holder/name" : "/holder/code");
    }
  }

  private static boolean isName(String text) {
    return LINE.matcher(text).matches() && !text.isBlank();
  }

  /** A value that the checks above found to be there. */
  private static <T> T present(@Nullable T value) {
    return Optional.ofNullable(value).orElseThrow();
  }
}
