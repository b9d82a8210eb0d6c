package org.liangzheng.api.trust;

import org.liangzheng.api.web.PublicAccess;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out status lists: public, the same for everybody, cacheable. */
@RestController
class StatusListController {
  private static final MediaType LIST = MediaType.parseMediaType("application/statuslist+jwt");

  private final StatusLists lists;

  StatusListController(StatusLists lists) {
    this.lists = lists;
  }

  /** The newest status list of licences, one JWT. */
  @GetMapping(StatusLists.PATH + "/licences")
  @PublicAccess
  ResponseEntity<byte[]> licences() {
    return answer(StatusKind.LICENCE);
  }

  /** The newest status list of seals, one JWT. */
  @GetMapping(StatusLists.PATH + "/seals")
  @PublicAccess
  ResponseEntity<byte[]> seals() {
    return answer(StatusKind.SEAL);
  }

  private ResponseEntity<byte[]> answer(StatusKind kind) {
    PublishedList newest = lists.newest(kind);
    return ResponseEntity.ok()
        .contentType(LIST)
        .cacheControl(CacheControl.maxAge(Publication.TIME_TO_LIVE).cachePublic())
        .eTag("\"" + newest.digest().value().toHex() + "\"")
        .body(newest.bytes().toByteArray());
  }
}
