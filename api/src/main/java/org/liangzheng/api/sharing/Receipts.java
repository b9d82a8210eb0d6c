package org.liangzheng.api.sharing;

import java.util.UUID;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Receipts as they are handed out: with the log's proof once a checkpoint covers them. */
@Component
class Receipts {
  private static final MediaType TYPE = MediaType.parseMediaType(UsageReceipt.MEDIA_TYPE);

  private final FetchRows fetches;
  private final AuditLog audit;

  Receipts(FetchRows fetches, AuditLog audit) {
    this.fetches = fetches;
    this.audit = audit;
  }

  UsageReceipt of(UUID id) {
    UsageReceipt receipt = fetches.receipt(id);
    return switch (audit.proof(id, FetchKeeping.FETCHED)) {
      case AuditLog.Proof.Made made -> receipt.with(made.proof());
      case AuditLog.Proof.Pending _ -> receipt;
      // Written with the fetch in one transaction: a fetch without it is a fault of ours.
      case AuditLog.Proof.Absent _ -> throw new IllegalStateException("a fetch that no log has");
    };
  }

  ResponseEntity<byte[]> file(UUID id) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(TYPE)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(id + ".receipt.json").build().toString())
        .body(of(id).toBytes());
  }
}
