package org.liangzheng.api.licence.search;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.licence.LicenceProblem;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.ProblemCode;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;

/** Reads criteria and tells all that is wrong with them at once. */
final class SearchCheck {
  private static final Pattern NUMBER = Pattern.compile("\\P{Cc}{1,64}");

  /** What an id of version 7 can hold: 48 bits of milliseconds. */
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private SearchCheck() {}

  static Criteria check(SearchRequest request, OrganizationId own) {
    FieldProblems problems = new FieldProblems();
    String authority = request.authority();
    problems.require(
        authority == null || authority.equals(own.value()),
        "/authority",
        LicenceProblem.AUTHORITY_NOT_OWN);
    SearchRequest.Holder holder = request.holder();
    Optional<HolderCode> code = Optional.empty();
    if (holder != null) {
      String type = holder.type();
      String value = holder.code();
      problems.require(type != null, "/holder/type", WebProblem.FIELD_MISSING);
      problems.require(value != null, "/holder/code", WebProblem.FIELD_MISSING);
      if (type != null && value != null) {
        code =
            read(
                () -> HolderCode.parse(type, value),
                "/holder/code",
                LicenceProblem.HOLDER_CODE_WRONG,
                problems);
      }
    }
    String identifier = request.identifier();
    String type = request.type();
    Criteria criteria =
        new Criteria(
            own,
            code,
            identifier == null
                ? Optional.empty()
                : read(
                    () -> LicenceId.parse(identifier),
                    "/identifier",
                    WebProblem.FIELD_MALFORMED,
                    problems),
            number(request.number(), problems),
            type == null
                ? Optional.empty()
                : read(
                    () -> LicenceTypeCode.parse(type),
                    "/type",
                    WebProblem.FIELD_MALFORMED,
                    problems),
            state(request.status(), problems),
            moment(request.registeredFrom(), "/registeredFrom", problems),
            moment(request.registeredBefore(), "/registeredBefore", problems));
    problems.throwIfAny();
    return criteria;
  }

  private interface Reader<T> {
    T read() throws MalformedException;
  }

  private static <T> Optional<T> read(
      Reader<T> reader, String pointer, ProblemCode otherwise, FieldProblems problems) {
    try {
      return Optional.of(reader.read());
    } catch (MalformedException wrong) {
      problems.add(pointer, otherwise);
      return Optional.empty();
    }
  }

  private static Optional<String> number(@Nullable String number, FieldProblems problems) {
    if (number != null) {
      problems.require(
          NUMBER.matcher(number).matches() && !number.isBlank(),
          "/number",
          WebProblem.FIELD_MALFORMED);
    }
    return Optional.ofNullable(number);
  }

  private static Optional<LicenceState> state(@Nullable String name, FieldProblems problems) {
    Optional<LicenceState> state =
        Arrays.stream(LicenceState.values()).filter(s -> s.name().equals(name)).findFirst();
    problems.require(name == null || state.isPresent(), "/status", WebProblem.FIELD_MALFORMED);
    return state;
  }

  private static Optional<Instant> moment(
      @Nullable Instant moment, String pointer, FieldProblems problems) {
    boolean good = moment == null || (!moment.isBefore(Instant.EPOCH) && moment.isBefore(LATEST));
    problems.require(good, pointer, WebProblem.FIELD_MALFORMED);
    return good ? Optional.ofNullable(moment) : Optional.empty();
  }
}
