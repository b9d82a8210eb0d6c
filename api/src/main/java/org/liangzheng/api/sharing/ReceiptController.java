package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.Problem;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Receipts, for the asker and for the issuer of the licence. */
@RestController
class ReceiptController {
  private final FetchRows fetches;
  private final Receipts receipts;

  ReceiptController(FetchRows fetches, Receipts receipts) {
    this.fetches = fetches;
    this.receipts = receipts;
  }

  /**
   * What the service says beside a receipt.
   *
   * @param standing CURRENT, or what became of the licence since it was fetched
   * @param log PENDING or INCLUDED
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      UUID id,
      UUID caseId,
      String material,
      String asker,
      String issuer,
      UUID licence,
      String type,
      int version,
      String form,
      String basis,
      Instant fetchedAt,
      String standing,
      @Nullable Instant standingSince,
      String log,
      String href) {}

  /** How the licence of a receipt stands since, and whether the log has the receipt. */
  @GetMapping("/v1/receipts/{id}")
  @Access(scope = Scope.RECEIPT_READ)
  ResponseEntity<View> show(Caller.OfAuthority caller, @PathVariable UUID id) {
    FetchRows.Fetch fetch = own(caller, id);
    boolean current = fetch.standing().equals(FetchRows.Fetch.CURRENT);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new View(
                fetch.id(),
                fetch.caseId(),
                fetch.material(),
                fetch.authority().value(),
                fetch.issuer().value(),
                fetch.licence(),
                fetch.type(),
                fetch.version(),
                fetch.form().name(),
                fetch.basis().name(),
                fetch.fetchedAt(),
                fetch.standing(),
                current ? null : fetch.standingSince(),
                receipts.of(id).log().isPresent() ? "INCLUDED" : "PENDING",
                "/v1/receipts/" + id + "/file"));
  }

  /** The receipt's file, with the proof from the log as soon as there is one. */
  @GetMapping("/v1/receipts/{id}/file")
  @Access(scope = Scope.RECEIPT_READ)
  ResponseEntity<byte[]> file(Caller.OfAuthority caller, @PathVariable UUID id) {
    var _ = own(caller, id);
    return receipts.file(id);
  }

  private FetchRows.Fetch own(Caller.OfAuthority caller, UUID id) {
    Optional<FetchRows.Fetch> fetch =
        fetches
            .find(id)
            .filter(one ->
                one.authority().equals(caller.authority())
                    || one.issuer().equals(caller.authority()));
    return fetch.orElseThrow(() -> new Problem(SharingProblem.RECEIPT_UNKNOWN));
  }
}
