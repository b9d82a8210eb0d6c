package org.liangzheng.api.licence.copy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.LicenceReading;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Makes annotated copies (加注件) and hands them out. */
@RestController
class CopyController {
  private final Idempotency idempotency;
  private final AnnotatedCopies copies;
  private final LicenceReading reading;
  private final SealedFiles files;
  private final Ids ids;
  private final JsonMapper json;

  CopyController(
      Idempotency idempotency,
      AnnotatedCopies copies,
      LicenceReading reading,
      SealedFiles files,
      Ids ids,
      JsonMapper json) {
    this.idempotency = idempotency;
    this.copies = copies;
    this.reading = reading;
    this.files = files;
    this.ids = ids;
    this.json = json;
  }

  /** Makes an annotated copy of a licence of the caller's authority that is in force. */
  @PostMapping("/v1/licences/{id}/annotated-copies")
  @Access(scope = Scope.LICENCE_COPY)
  ResponseEntity<byte[]> make(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody CopyRequest request) {
    var _ = reading.own(caller, id);
    return idempotency
        .run(
            caller.actor(),
            CopyRoute.ROUTE,
            key,
            RequestDigest.of(json, request, id, caller.authority().value()),
            Act.of(
                () -> CopyAllotment.make(ids).encode(),
                intent -> copies.make(intent, id, request, caller)))
        .toResponse();
  }

  /** What an annotated copy says, of a licence of the caller's authority. */
  @GetMapping("/v1/annotated-copies/{id}")
  @Access(scope = Scope.LICENCE_COPY)
  ResponseEntity<CopyView> show(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = UseCause.HEADER, required = false) @Nullable String cause) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(copies.read(caller, id, cause).view());
  }

  /** The sealed OFD file of an annotated copy. */
  @GetMapping("/v1/annotated-copies/{id}/file")
  @Access(scope = Scope.LICENCE_COPY)
  ResponseEntity<byte[]> file(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = UseCause.HEADER, required = false) @Nullable String cause) {
    CopyRegister.Kept kept = copies.read(caller, id, cause);
    return FileController.answer(
        files.content(kept.file()).orElseThrow(), FileFormat.OFD, id.toString());
  }
}
