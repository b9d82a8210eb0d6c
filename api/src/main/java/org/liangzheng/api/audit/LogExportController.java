package org.liangzheng.api.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.log.ExportLine;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The whole log with its register, for auditors who check both at home: {@link ExportLine}s. */
@RestController
class LogExportController {
  private static final int BUFFER = 64 * 1024;

  private final LogExport export;

  /** Each holds a connection and a snapshot for as long as its reader reads. */
  private final Semaphore one = new Semaphore(1);

  LogExportController(LogExport export) {
    this.export = export;
  }

  /**
   * The export as a stream of lines. One that breaks off lacks its last line, so that nobody takes
   * half of it for the whole.
   */
  @GetMapping("/v1/log/export")
  @Access(scope = Scope.AUDIT_READ)
  void export(HttpServletResponse response) throws IOException {
    if (!one.tryAcquire()) {
      throw new Problem(AuditProblem.LOG_EXPORT_BUSY).withHeader("Retry-After", "30");
    }
    try {
      write(response);
    } finally {
      one.release();
    }
  }

  private void write(HttpServletResponse response) throws IOException {
    response.setContentType("application/x-ndjson");
    response.setHeader("Cache-Control", "no-store");
    // Not closed on the way out: what fails before the first bytes leave is a problem document.
    OutputStream out = new BufferedOutputStream(response.getOutputStream(), BUFFER);
    try {
      if (!export.write(line -> append(out, line))) {
        response.reset();
        throw new Problem(AuditProblem.LOG_EMPTY);
      }
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    }
    out.flush();
  }

  private static void append(OutputStream out, ExportLine line) {
    try {
      out.write(line.toBytes());
      out.write('\n');
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
