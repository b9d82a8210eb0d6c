package org.liangzheng.api.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * The answer to what never gets past Tomcat, such as a request line that cannot be parsed: the same
 * documents as everywhere, in place of Tomcat's page.
 */
final class PlainErrorValve extends ErrorReportValve {

  private final ProblemDocuments documents;

  PlainErrorValve(ProblemDocuments documents) {
    this.documents = documents;
  }

  @Override
  protected void report(Request request, Response response, Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    byte[] body = documents.bytes(new Problem(WebProblem.ofStatus(status)), RequestId.of(request));
    try {
      SecurityHeaders.writeAbsent(response);
      response.setContentType(ProblemDocuments.MEDIA_TYPE);
      // JSON is UTF-8 anyway; Tomcat's writer has to be told.
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.setContentLength(body.length);
      var writer = response.getReporter();
      if (writer != null) {
        writer.write(new String(body, StandardCharsets.UTF_8));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException gone) {
      // The caller is gone or has had an answer; there is nobody left to tell.
    }
  }
}
