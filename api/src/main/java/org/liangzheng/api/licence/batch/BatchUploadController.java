package org.liangzheng.api.licence.batch;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * A batch that comes in parts, each of whole lines: a connection that breaks costs no more than the
 * part it carried. The upload has the id of its batch.
 */
@RestController
class BatchUploadController {
  static final String PATH = "/v1/licence-batch-uploads";
  static final String OPEN = "POST " + PATH;
  static final String COMPLETE = "POST " + PATH + "/{id}/completion";
  static final String PART = PATH + "/{id}/parts/{number}";

  private final PlainActs acts;
  private final BatchDesk desk;
  private final BatchUpload uploads;
  private final JsonMapper json;

  BatchUploadController(PlainActs acts, BatchDesk desk, BatchUpload uploads, JsonMapper json) {
    this.acts = acts;
    this.desk = desk;
    this.uploads = uploads;
    this.json = json;
  }

  /**
   * How far an upload is.
   *
   * @param nextPart number of the part that is to come next, from 1
   */
  record Progress(UUID id, String state, int nextPart, int lines, long bytes) {
    static Progress of(Batch batch) {
      return new Progress(
          batch.id(), batch.state().name(), batch.nextPart(), batch.lines(), batch.bytes());
    }
  }

  /** Body of a completion; {@code parts} is how many were sent. */
  record Completion(@Nullable Integer parts) {}

  /** Opens an upload. */
  @PostMapping(PATH)
  @Access(scope = Scope.LICENCE_ISSUE)
  ResponseEntity<byte[]> open(
      Caller.OfAuthority caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return acts.run(
        caller.actor(),
        OPEN,
        key,
        List.of(caller.authority().value()),
        (id, _) ->
            new Outcome(
                Answer.json(
                    201,
                    Map.of(HttpHeaders.LOCATION, PATH + "/" + id),
                    new Progress(id, Batch.State.UPLOADING.name(), 1, 0, 0),
                    json),
                () -> uploads.open(id, BatchController.order(caller))));
  }

  /** How far it is: where a sender goes on after a break. */
  @GetMapping(PATH + "/{id}")
  @Access(scope = Scope.LICENCE_ISSUE)
  ResponseEntity<Progress> show(Caller.OfAuthority caller, @PathVariable UUID id) {
    return answer(desk.own(BatchController.PLACE, id, caller));
  }

  /** Takes in a part. The same part again changes nothing. */
  @PutMapping(path = PART, consumes = BatchDesk.NDJSON)
  @Access(scope = Scope.LICENCE_ISSUE)
  ResponseEntity<Progress> part(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @PathVariable int number,
      @RequestHeader(name = ContentDigest.HEADER, required = false) @Nullable String digest,
      HttpServletRequest request)
      throws IOException {
    Batch batch = desk.own(BatchController.PLACE, id, caller);
    if (number < 1 || number > batch.nextPart()) {
      throw new Problem(BatchProblem.BATCH_PART_OUT_OF_ORDER, Integer.toString(batch.nextPart()));
    }
    return answer(uploads.part(batch, number, request.getInputStream(), ContentDigest.of(digest)));
  }

  /** Ends the upload; from now on the batch is worked on. */
  @PostMapping(PATH + "/{id}/completion")
  @Access(scope = Scope.LICENCE_ISSUE)
  ResponseEntity<byte[]> complete(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Completion body) {
    desk.own(BatchController.PLACE, id, caller);
    return acts.run(
        caller.actor(),
        COMPLETE,
        key,
        List.of(id, body, caller.authority().value()),
        (_, _) -> completed(caller, id, body));
  }

  private Outcome completed(Caller.OfAuthority caller, UUID id, Completion body) {
    Batch batch = desk.own(BatchController.PLACE, id, caller);
    if (batch.state() != Batch.State.UPLOADING) {
      throw new Problem(BatchProblem.BATCH_UPLOAD_CLOSED);
    }
    int received = batch.nextPart() - 1;
    if (body.parts() == null || body.parts() != received) {
      throw new Problem(BatchProblem.BATCH_PARTS_MISSING, Integer.toString(received));
    }
    if (batch.lines() == 0) {
      throw new Problem(BatchProblem.BATCH_EMPTY);
    }
    return desk.started(BatchController.PLACE, id, batch.uploadAttempt());
  }

  private static ResponseEntity<Progress> answer(Batch batch) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Progress.of(batch));
  }
}
