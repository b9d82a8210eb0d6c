package org.liangzheng.api.licence.batch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Issuing by batches. */
@RestController
class BatchController {
  static final String PATH = "/v1/licence-batches";
  static final BatchDesk.Place PLACE = new BatchDesk.Place(IssueKind.NAME, PATH);

  private final BatchDesk desk;

  BatchController(BatchDesk desk) {
    this.desk = desk;
  }

  static BatchOrder order(Caller.OfAuthority caller) {
    return new BatchOrder(IssueKind.NAME, Optional.empty(), caller.authority(), caller.actor());
  }

  /** Takes a batch in: a body of {@code POST /v1/licences} on each line. */
  @PostMapping(path = PATH, consumes = BatchDesk.NDJSON)
  @Access(scope = Scope.LICENCE_ISSUE)
  ResponseEntity<byte[]> receive(
      Caller.OfAuthority caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestHeader(name = ContentDigest.HEADER, required = false) @Nullable String digest,
      HttpServletRequest request)
      throws IOException {
    return desk.receive(PLACE, order(caller), key, digest, request).toResponse();
  }

  /** State, counts, rate and estimated end. */
  @GetMapping(PATH + "/{id}")
  @Access(scope = Scope.LICENCE_ISSUE)
  ResponseEntity<BatchView> show(Caller.OfAuthority caller, @PathVariable UUID id) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(desk.view(PLACE, id, caller));
  }

  /**
   * What the lines came to, as NDJSON.
   *
   * @param after number of the line to go on after: {@code next} of the last answer
   * @param limit the most records, 1 to 100,000; 10,000 when left out
   */
  @GetMapping(PATH + "/{id}/results")
  @Access(scope = Scope.LICENCE_ISSUE)
  void results(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer after,
      @RequestParam(required = false) @Nullable Integer limit,
      HttpServletResponse response)
      throws IOException {
    desk.results(PLACE, id, caller, after, limit, response);
  }

  /** Ends a batch; what is done stays done. */
  @PostMapping(PATH + "/{id}/cancel")
  @Access(scope = Scope.LICENCE_ISSUE)
  ResponseEntity<byte[]> cancel(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return desk.cancel(PLACE, id, caller, key).toResponse();
  }
}
