package org.liangzheng.api.web.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Compresses, by gzip, answers that are the same for everybody; and no others. Where somebody's
 * data or a secret stands beside what a stranger put into the request, the length of a compressed
 * answer tells of it (BREACH); these have nothing to tell. Scripts and styles come compressed from
 * their build ({@link AssetController}).
 */
@Component
final class PublicCompression extends OncePerRequestFilter {
  private static final Set<String> PATHS =
      Set.of("/counter", "/api", "/v3/api-docs", "/v1/no-submission-list", "/v1/matter-graph");

  /** Below this the head of the answer outweighs what is saved. */
  private static final int LEAST = 1_024;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("GET")
        || !PATHS.contains(request.getRequestURI())
        || !Encodings.accepts(request.getHeader(HttpHeaders.ACCEPT_ENCODING), "gzip");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, kept);
    byte[] plain = kept.getContentAsByteArray();
    if (kept.getStatus() != HttpServletResponse.SC_OK || plain.length < LEAST) {
      kept.copyBodyToResponse();
      return;
    }
    String tag = response.getHeader(HttpHeaders.ETAG);
    if (tag != null && !tag.startsWith("W/")) {
      // The same content in other bytes (RFC 9110 §8.8.1).
      response.setHeader(HttpHeaders.ETAG, "W/" + tag);
    }
    byte[] small = gzip(plain);
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    response.setContentLength(small.length);
    response.getOutputStream().write(small);
    response.flushBuffer();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
