package org.liangzheng.api.trust;

import java.time.Duration;
import org.liangzheng.api.web.PublicAccess;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the evidence pack: public, the same for everybody, cacheable. */
@RestController
class PackController {
  static final String PATH = "/v1/trust/pack";

  private static final MediaType JOSE = MediaType.parseMediaType("application/jose");
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final TrustDirectory directory;

  PackController(TrustDirectory directory) {
    this.directory = directory;
  }

  /** The newest pack, one JWS. */
  @GetMapping(PATH)
  @PublicAccess
  ResponseEntity<byte[]> pack() {
    PublishedPack newest = directory.newest();
    return ResponseEntity.ok()
        .contentType(JOSE)
        .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
        .eTag("\"" + newest.digest().value().toHex() + "\"")
        .body(newest.bytes().toByteArray());
  }
}
