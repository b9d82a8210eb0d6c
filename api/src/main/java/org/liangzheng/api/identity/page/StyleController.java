package org.liangzheng.api.identity.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.liangzheng.api.web.PublicAccess;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The one style sheet of these pages. */
@RestController
class StyleController {
  private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

  private final byte[] style = read();

  private static byte[] read() {
    try (InputStream in = StyleController.class.getResourceAsStream("pages.css")) {
      if (in == null) {
        throw new IllegalStateException("pages.css is missing");
      }
      return in.readAllBytes();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @PublicAccess
  @GetMapping("/assets/pages.css")
  ResponseEntity<byte[]> style() {
    return ResponseEntity.ok()
        .contentType(CSS)
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic())
        .body(style);
  }
}
