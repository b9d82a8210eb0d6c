package org.liangzheng.api.seal.task;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.seal.task.SealingTask.Decision;
import org.liangzheng.api.seal.task.SealingTask.Party;
import org.liangzheng.api.seal.task.SealingTask.State;
import org.liangzheng.api.seal.use.PlaceBody;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.OrganizationId;

/** Bodies about sealing tasks, and what is asked of them. */
final class TaskRequests {
  private static final Pattern TITLE = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,200}");
  private static final Pattern REASON = Pattern.compile("\\P{Cc}{1,500}");
  private static final Pattern MATTER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int MOST_PARTIES = 20;
  private static final Duration LONGEST = Duration.ofDays(366);

  private TaskRequests() {}

  /** In which order the authorities seal. */
  enum Order {
    SEQUENCE,
    PARALLEL
  }

  /**
   * One authority that has to seal.
   *
   * @param authority USCC
   */
  record PartyBody(@Nullable String authority, @Nullable List<PlaceBody> places) {}

  /**
   * A task.
   *
   * @param document OFD, Base64
   * @param parties 2 to 20; of a sequence, in order
   * @param lock whether the last seal allows no further one; none: it does
   * @param deadline from when on nobody seals any more, at most a year ahead; none: no such time
   */
  record Create(
      @Nullable String title,
      @Nullable String matter,
      @Nullable Order order,
      @Nullable Boolean lock,
      @Nullable Instant deadline,
      @Nullable String document,
      @Nullable List<PartyBody> parties) {
    @Override
    public String toString() {
      return "Create";
    }
  }

  /**
   * An officer's approval.
   *
   * @param seal an office seal of the officer's authority
   * @param document SHA-256 of the document as it came, 64 hexadecimal digits
   */
  record Approve(@Nullable UUID seal, @Nullable String document) {}

  /** A refusal. */
  record Refuse(@Nullable String reason) {}

  static byte[] document(Create body) {
    FieldProblems problems = new FieldProblems();
    if (body.title() == null) {
      problems.add("/title", WebProblem.FIELD_MISSING);
    } else {
      problems.require(
          TITLE.matcher(body.title()).matches() && !body.title().isBlank(),
          "/title",
          WebProblem.FIELD_MALFORMED);
    }
    problems.require(
        body.matter() == null || MATTER.matcher(body.matter()).matches(),
        "/matter",
        WebProblem.FIELD_MALFORMED);
    problems.require(body.order() != null, "/order", WebProblem.FIELD_MISSING);
    List<PartyBody> parties = body.parties();
    if (parties == null) {
      problems.add("/parties", WebProblem.FIELD_MISSING);
    } else {
      problems.require(
          parties.size() >= 2 && parties.size() <= MOST_PARTIES,
          "/parties",
          WebProblem.FIELD_MALFORMED);
      for (int i = 0; i < parties.size() && i < MOST_PARTIES; i++) {
        PlaceBody.check(parties.get(i).places(), "/parties/" + i + "/places", problems);
      }
    }
    byte[] document = null;
    if (body.document() == null) {
      problems.add("/document", WebProblem.FIELD_MISSING);
    } else {
      try {
        document = Base64.getDecoder().decode(body.document());
      } catch (IllegalArgumentException malformed) {
        problems.add("/document", WebProblem.FIELD_MALFORMED);
      }
    }
    problems.throwIfAny();
    return Optional.ofNullable(document).orElseThrow();
  }

  /** A task whose document was found fit. */
  static SealingTask task(
      Create body,
      byte[] document,
      UUID id,
      UUID documentId,
      Instant at,
      Caller.OfAuthority caller,
      Authorities authorities) {
    Instant deadline = body.deadline();
    if (deadline != null && (!deadline.isAfter(at) || deadline.isAfter(at.plus(LONGEST)))) {
      throw new Problem(TaskProblem.SEALING_TASK_DEADLINE_WRONG)
          .withErrors(
              List.of(FieldProblem.at("/deadline", TaskProblem.SEALING_TASK_DEADLINE_WRONG)));
    }
    List<Party> parties = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (PartyBody one : Optional.ofNullable(body.parties()).orElseThrow()) {
      String code = Optional.ofNullable(one.authority()).orElse("");
      boolean right =
          OrganizationId.isValid(code)
              && seen.add(code)
              && authorities.find(new OrganizationId(code)).isPresent();
      if (!right) {
        String pointer = "/parties/" + parties.size() + "/authority";
        throw new Problem(TaskProblem.SEALING_TASK_AUTHORITY_WRONG)
            .withErrors(
                List.of(FieldProblem.at(pointer, TaskProblem.SEALING_TASK_AUTHORITY_WRONG)));
      }
      parties.add(
          new Party(
              parties.size() + 1,
              new OrganizationId(code),
              Optional.ofNullable(one.places()).orElseThrow(),
              Decision.WAITING,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    return new SealingTask(
        id,
        caller.authority(),
        caller.actor(),
        body.order() == Order.SEQUENCE,
        body.lock() == null || body.lock(),
        Optional.ofNullable(body.matter()),
        Optional.ofNullable(body.title()).orElseThrow(),
        State.OPEN,
        Sha256Digest.of(document),
        documentId,
        0,
        at,
        Optional.empty(),
        Optional.ofNullable(deadline).map(end -> end.truncatedTo(ChronoUnit.MILLIS)),
        parties);
  }

  static String reason(Refuse body) {
    String reason = body.reason();
    if (reason == null || reason.isBlank() || !REASON.matcher(reason).matches()) {
      throw new Problem(TaskProblem.SEALING_TASK_REASON_MISSING);
    }
    return reason;
  }
}
