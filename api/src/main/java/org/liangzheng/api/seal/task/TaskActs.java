package org.liangzheng.api.seal.task;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.seal.task.SealingTask.Party;
import org.liangzheng.api.seal.task.SealingTask.State;
import org.liangzheng.api.seal.task.SealingTaskController.View;
import org.liangzheng.api.seal.use.Sealing;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What authorities ask of sealing tasks, each within an idempotent act. */
@Component
class TaskActs {
  private static final int DIGEST = 64;

  private final SealingTasks tasks;
  private final Sealing sealing;
  private final Authorities authorities;
  private final Ids ids;
  private final JsonMapper json;

  TaskActs(SealingTasks tasks, Sealing sealing, Authorities authorities, Ids ids, JsonMapper json) {
    this.tasks = tasks;
    this.sealing = sealing;
    this.authorities = authorities;
    this.ids = ids;
    this.json = json;
  }

  /** Two ids: of the task and its document, or of the use of a seal. */
  byte[] allot() {
    return (ids.next() + " " + ids.next()).getBytes(StandardCharsets.US_ASCII);
  }

  /** Makes a task. */
  Outcome create(Intent intent, Caller.OfAuthority caller, TaskRequests.Create body) {
    byte[] document = TaskRequests.document(body);
    UUID[] allotted = allotted(intent);
    SealingTask task =
        TaskRequests.task(
            body, document, allotted[0], allotted[1], intent.time(), caller, authorities);
    var _ = sealing.stampable(document);
    return new Outcome(
        Answer.json(
            201,
            Map.of("Location", SealingTaskController.PATH + "/" + task.id()),
            View.of(task, null),
            json),
        () -> tasks.create(task, document));
  }

  /** Seals for an authority whose officer approves what was sent back. */
  Outcome approve(Intent intent, UUID id, Caller.Officer caller, TaskRequests.Approve body) {
    FieldProblems problems = new FieldProblems();
    UUID seal = body.seal();
    String digest = body.document();
    problems.require(seal != null, "/seal", WebProblem.FIELD_MISSING);
    problems.require(
        digest != null
            && digest.length() == DIGEST
            && digest.chars().allMatch(HexFormat::isHexDigit),
        "/document",
        digest == null ? WebProblem.FIELD_MISSING : WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    if (seal == null || digest == null) {
      throw new IllegalStateException("there was a problem");
    }
    UUID[] allotted = allotted(intent);
    SealingTasks.Sealed sealed =
        tasks.approve(
            new SealingTasks.Approval(
                id,
                caller,
                seal,
                ByteString.of(HexFormat.of().parseHex(digest)),
                allotted[0],
                // Each attempt may meet another document.
                ids.next(),
                intent.id(),
                intent.time()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    answer.put("state", sealed.state());
    answer.put("revision", sealed.revision());
    answer.put("use", allotted[0]);
    return new Outcome(Answer.json(200, Map.of(), answer, json), sealed.persist());
  }

  /** Ends a task by a refusal. */
  Outcome refuse(UUID id, Caller.Officer caller, TaskRequests.Refuse body) {
    SealingTask task = tasks.get(id, caller.authority());
    Party party = tasks.open(task, caller.authority());
    String reason = TaskRequests.reason(body);
    return new Outcome(
        ended(id, State.REFUSED), () -> tasks.refuse(task, party, caller.actor(), reason));
  }

  /** Takes a task back. */
  Outcome withdraw(UUID id, Caller.OfAuthority caller) {
    SealingTask task = tasks.get(id, caller.authority());
    if (!task.authority().equals(caller.authority())) {
      throw new Problem(TaskProblem.SEALING_TASK_NOT_YOURS);
    }
    if (task.state() != State.OPEN) {
      throw new Problem(TaskProblem.SEALING_TASK_SETTLED);
    }
    return new Outcome(ended(id, State.WITHDRAWN), () -> tasks.withdraw(task, caller.actor()));
  }

  private Answer ended(UUID id, State state) {
    return Answer.json(200, Map.of(), Map.of("id", id, "state", state), json);
  }

  private static UUID[] allotted(Intent intent) {
    String[] parts = new String(intent.allotted(), StandardCharsets.US_ASCII).split(" ");
    return new UUID[] {UUID.fromString(parts[0]), UUID.fromString(parts[1])};
  }
}
