package org.liangzheng.api.licence.copy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.LicenceReading;
import org.liangzheng.api.licence.RegisteredLicence;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the file of a licence. */
@RestController
class FileController {
  private final LicenceReading reading;
  private final SealedFiles files;
  private final PlainCopies copies;

  FileController(LicenceReading reading, SealedFiles files, PlainCopies copies) {
    this.reading = reading;
    this.files = files;
    this.copies = copies;
  }

  /**
   * The newest version of a licence of the caller's authority: the sealed OFD file as it was
   * issued, or a copy of it without a seal.
   *
   * @param format ofd, pdf or png; goes before the header Accept
   * @param page of a PNG picture, from 1; the first when left out
   */
  @GetMapping("/v1/licences/{id}/file")
  @Access(scope = Scope.LICENCE_READ)
  ResponseEntity<byte[]> file(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String format,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
      @RequestHeader(name = UseCause.HEADER, required = false) @Nullable String cause) {
    UseCause why = UseCause.fromHeader(cause);
    RegisteredLicence licence = reading.own(caller, id);
    FileFormat as = FileFormat.of(format, accept);
    byte[] file =
        switch (as) {
          case OFD -> files.content(licence.file()).orElseThrow();
          case PDF -> copies.pdf(licence);
          case PNG -> copies.png(licence, page == null ? 1 : page);
        };
    Usage.Kind kind = as == FileFormat.OFD ? Usage.Kind.FILE : Usage.Kind.COPY;
    reading.record(caller, licence, why, kind);
    return answer(file, as, id.toString());
  }

  static ResponseEntity<byte[]> answer(byte[] file, FileFormat format, String name) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .varyBy(HttpHeaders.ACCEPT)
        .contentType(format.type())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name + "." + format.extension())
                .build()
                .toString())
        .body(file);
  }
}
