package org.liangzheng.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/** Renders problems as RFC 9457 documents in both languages; for people, as pages. */
@Component
public final class ProblemDocuments {

  /** RFC 9457 §3. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE = "urn:liangzheng:problem:";

  private static final String HTML = "text/html;charset=UTF-8";

  private final JsonMapper json;
  private final ObjectProvider<ProblemPage> pages;

  public ProblemDocuments(JsonMapper json, ObjectProvider<ProblemPage> pages) {
    this.json = json;
    this.pages = pages;
  }

  private Optional<byte[]> page(
      Problem problem, HttpServletRequest request, @Nullable HttpServletResponse response) {
    ProblemPage page = pages.getIfAvailable();
    return page == null || response == null
        ? Optional.empty()
        : page.html(problem, request, response);
  }

  /** The document's bytes (JSON, UTF-8). */
  public byte[] bytes(Problem problem, String requestId) {
    return json.writeValueAsBytes(document(problem, requestId));
  }

  /** The whole answer, with the problem's headers. */
  public ResponseEntity<byte[]> response(Problem problem) {
    ResponseEntity.BodyBuilder response = ResponseEntity.status(problem.status());
    problem.headers().forEach(response::header);
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
      Optional<byte[]> page = page(problem, current.getRequest(), current.getResponse());
      if (page.isPresent()) {
        return response.header(HttpHeaders.CONTENT_TYPE, HTML).body(page.get());
      }
    }
    return response
        .header(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(bytes(problem, RequestId.current()));
  }

  /** Answers from outside Spring MVC: filters and the security chain. */
  public void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.status());
    problem.headers().forEach(response::setHeader);
    Optional<byte[]> page = page(problem, request, response);
    response.setContentType(page.isPresent() ? HTML : MEDIA_TYPE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    byte[] body = page.orElseGet(() -> bytes(problem, RequestId.of(request)));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  private static Map<String, Object> document(Problem problem, String requestId) {
    ProblemCode code = problem.code();
    Said says = says(code, "", problem.arguments());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", TYPE + code.code());
    document.put("title", title(code));
    document.put("status", code.status());
    document.put("code", code.code());
    document.put("zh", says.zh());
    document.put("en", says.en());
    document.put("next", says(code, ".next", problem.arguments()));
    if (!problem.errors().isEmpty()) {
      document.put("errors", errors(problem.errors()));
    }
    document.putAll(problem.members());
    document.put("instance", "urn:uuid:" + requestId);
    return document;
  }

  private static List<Map<String, Object>> errors(List<FieldProblem> errors) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (FieldProblem error : errors) {
      Said says = says(error.code(), "", error.arguments());
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("pointer", error.pointer());
      one.put("code", error.code().code());
      one.put("zh", says.zh());
      one.put("en", says.en());
      list.add(one);
    }
    return list;
  }

  private static Said says(ProblemCode code, String part, List<String> arguments) {
    return Sentences.of(code.getClass()).say("problem." + code.code() + part, arguments);
  }

  /** The code in words: the same for every occurrence, as the RFC asks of a title. */
  private static String title(ProblemCode code) {
    String words = code.code().replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
