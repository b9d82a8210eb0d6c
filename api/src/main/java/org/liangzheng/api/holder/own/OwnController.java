package org.liangzheng.api.holder.own;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.mandate.Mandate;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.licence.copy.FileFormat;
import org.liangzheng.api.licence.copy.PlainCopies;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The licences of a person, for the person. */
@RestController
class OwnController {
  /** For reading on a screen. */
  private static final int SCREEN_DPI = 110;

  private static final String ME = "me";

  private final OwnLicences own;
  private final SealedFiles files;
  private final PlainCopies copies;

  OwnController(OwnLicences own, SealedFiles files, PlainCopies copies) {
    this.own = own;
    this.files = files;
    this.copies = copies;
  }

  /** Licences in the order pages show them. */
  record Listed(List<OwnView> items) {}

  /**
   * All licences of the caller, or of one it has a mandate of.
   *
   * @param of {@code me}, or the id of a mandate
   */
  @GetMapping("/v1/holder/licences")
  @Access(scope = Scope.LICENCE_OWN)
  ResponseEntity<Listed> list(Caller.Holder caller, @RequestParam(defaultValue = ME) String of) {
    return unstored().body(new Listed(own.list(own.whose(caller, mandate(of)))));
  }

  static @Nullable UUID mandate(String of) {
    if (of.equals(ME)) {
      return null;
    }
    try {
      return UUID.fromString(of);
    } catch (IllegalArgumentException noId) {
      throw new Problem(WebProblem.PARAMETER_INVALID, "of");
    }
  }

  /** One licence with what stands on its face. */
  @GetMapping("/v1/holder/licences/{id}")
  @Access(scope = Scope.LICENCE_OWN)
  ResponseEntity<OwnDetail> show(Caller.Holder caller, @PathVariable UUID id) {
    RegisteredLicence licence = own.find(caller, id);
    UUID mandate = own.mandate(caller, licence).map(Mandate::id).orElse(null);
    return unstored().body(own.detail(licence, mandate));
  }

  /**
   * A page of the face as a picture, marked as a copy.
   *
   * @param page from 1; the first when left out
   */
  @GetMapping("/v1/holder/licences/{id}/face.png")
  @Access(scope = Scope.LICENCE_OWN)
  ResponseEntity<byte[]> face(
      Caller.Holder caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer page) {
    byte[] picture = copies.png(own.find(caller, id), page == null ? 1 : page, SCREEN_DPI);
    return unstored().contentType(MediaType.IMAGE_PNG).body(picture);
  }

  /**
   * The sealed OFD file as it was issued, or a copy of it without a seal.
   *
   * @param format ofd, pdf or png; goes before the header Accept
   */
  @GetMapping("/v1/holder/licences/{id}/file")
  @Access(scope = Scope.LICENCE_OWN)
  ResponseEntity<byte[]> file(
      Caller.Holder caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String format,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    RegisteredLicence licence = own.find(caller, id);
    // A browser's link accepts anything and prefers HTML.
    FileFormat as = FileFormat.of(format, format == null ? accept : null);
    byte[] file =
        switch (as) {
          case OFD -> files.content(licence.file()).orElseThrow();
          case PDF -> copies.pdf(licence);
          case PNG -> copies.png(licence, 1);
        };
    return unstored()
        .varyBy(HttpHeaders.ACCEPT)
        .contentType(as.type())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(id + "." + as.extension()).build().toString())
        .body(file);
  }

  private static ResponseEntity.BodyBuilder unstored() {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore());
  }
}
