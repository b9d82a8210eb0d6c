package org.liangzheng.api.web.page;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.PublicAccess;
import org.liangzheng.api.web.WebProblem;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Scripts, style sheets and the decoder of codes, compressed beforehand and kept for good. */
@RestController
class AssetController {
  private static final Map<String, MediaType> TYPES =
      Map.of(
          "js", MediaType.parseMediaType("text/javascript;charset=UTF-8"),
          "css", MediaType.parseMediaType("text/css;charset=UTF-8"),
          "svg", MediaType.parseMediaType("image/svg+xml"),
          "png", MediaType.IMAGE_PNG,
          "wasm", MediaType.parseMediaType("application/wasm"));

  /** How a compressed file is told, and how it is named; the smaller first. */
  private static final List<Map.Entry<String, String>> ENCODINGS =
      List.of(Map.entry("br", ".br"), Map.entry("gzip", ".gz"));

  /**
   * A worker has a policy of its own: the decoder of codes loads its program from here and runs it.
   */
  private static final String WORKER = "worker-";

  private static final String WORKER_POLICY =
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

  private final Assets assets;

  AssetController(Assets assets) {
    this.assets = assets;
  }

  @PublicAccess
  @GetMapping(Assets.PATH + "{name}")
  ResponseEntity<byte[]> file(
      @PathVariable String name,
      @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false)
          @Nullable String accepted) {
    MediaType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    byte[] plain = type == null ? null : assets.content(name, "").orElse(null);
    if (type == null || plain == null) {
      throw new Problem(WebProblem.NOT_FOUND);
    }
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .contentType(type)
            .varyBy(HttpHeaders.ACCEPT_ENCODING)
            .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    if (name.startsWith(WORKER)) {
      answer.header("Content-Security-Policy", WORKER_POLICY);
    }
    for (Map.Entry<String, String> encoding : ENCODINGS) {
      Optional<byte[]> compressed =
          Encodings.accepts(accepted, encoding.getKey())
              ? assets.content(name, encoding.getValue())
              : Optional.empty();
      if (compressed.isPresent()) {
        return answer
            .header(HttpHeaders.CONTENT_ENCODING, encoding.getKey())
            .body(compressed.get());
      }
    }
    return answer.body(plain);
  }
}
