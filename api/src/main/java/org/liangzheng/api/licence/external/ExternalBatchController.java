package org.liangzheng.api.licence.external;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.batch.BatchDesk;
import org.liangzheng.api.licence.batch.BatchOrder;
import org.liangzheng.api.licence.batch.BatchView;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stock by batches: many deliveries of one source. */
@RestController
class ExternalBatchController {
  static final String PATH = "/v1/external-licence-batches";
  static final BatchDesk.Place PLACE = new BatchDesk.Place(ExternalKind.NAME, PATH);

  private final BatchDesk batches;
  private final ExternalDesk desk;

  ExternalBatchController(BatchDesk batches, ExternalDesk desk) {
    this.batches = batches;
    this.desk = desk;
  }

  /**
   * Takes a batch in: a delivery on each line.
   *
   * @param issuer code of the source
   */
  @PostMapping(path = PATH, consumes = BatchDesk.NDJSON)
  @Access(scope = Scope.EXTERNAL_DELIVER)
  ResponseEntity<byte[]> receive(
      Caller.OfAuthority caller,
      @RequestParam String issuer,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestHeader(name = "Content-Digest", required = false) @Nullable String digest,
      HttpServletRequest request)
      throws IOException {
    BatchOrder order =
        new BatchOrder(
            ExternalKind.NAME,
            Optional.of(desk.source(caller, issuer).id()),
            caller.authority(),
            caller.actor());
    return batches.receive(PLACE, order, key, digest, request).toResponse();
  }

  /** State, counts, rate and estimated end. */
  @GetMapping(PATH + "/{id}")
  @Access(scope = Scope.EXTERNAL_DELIVER)
  ResponseEntity<BatchView> show(Caller.OfAuthority caller, @PathVariable UUID id) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(batches.view(PLACE, id, caller));
  }

  /** What the lines came to, as NDJSON. */
  @GetMapping(PATH + "/{id}/results")
  @Access(scope = Scope.EXTERNAL_DELIVER)
  void results(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer after,
      @RequestParam(required = false) @Nullable Integer limit,
      HttpServletResponse response)
      throws IOException {
    batches.results(PLACE, id, caller, after, limit, response);
  }

  /** Ends a batch; what was taken in stays. */
  @PostMapping(PATH + "/{id}/cancel")
  @Access(scope = Scope.EXTERNAL_DELIVER)
  ResponseEntity<byte[]> cancel(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return batches.cancel(PLACE, id, caller, key).toResponse();
  }
}
