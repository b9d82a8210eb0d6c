package org.liangzheng.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** 403 as a problem document. */
@Component
public final class ProblemAccessDenied implements AccessDeniedHandler {

  private final ProblemDocuments documents;

  public ProblemAccessDenied(ProblemDocuments documents) {
    this.documents = documents;
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException thrown)
      throws IOException {
    documents.write(new Problem(WebProblem.NOT_ALLOWED), request, response);
  }
}
