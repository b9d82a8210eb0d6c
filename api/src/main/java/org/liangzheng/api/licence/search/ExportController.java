package org.liangzheng.api.licence.search;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceIssuing;
import org.liangzheng.api.licence.LicenceReading;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.WebProblem;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes out many licences at once. That it began stands in the log before the first line is sent,
 * each licence's use before its line, and how many there were after the last.
 */
@RestController
class ExportController {
  static final String BEGUN = "LICENCE_EXPORT_BEGUN";
  static final String ENDED = "LICENCE_EXPORT_ENDED";

  private static final int PAGE = 100;

  /** The last line. */
  record End(boolean end, long count) {}

  private final LicenceSearch search;
  private final LicenceReading reading;
  private final LicenceIssuing issuing;
  private final AuditLog audit;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;
  private final JsonMapper json;

  ExportController(
      LicenceSearch search,
      LicenceReading reading,
      LicenceIssuing issuing,
      AuditLog audit,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    this.search = search;
    this.reading = reading;
    this.issuing = issuing;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Licences of the caller's authority, one JSON object a line, and in the last line how many there
   * were: a stream that ends without it was cut off.
   */
  @PostMapping("/v1/licences/export")
  @Access(scope = Scope.LICENCE_EXPORT)
  void export(
      Caller.OfAuthority caller, @RequestBody ExportRequest request, HttpServletResponse response)
      throws IOException {
    UseCause cause = UseCause.fromHeader(request.cause());
    SearchRequest wanted = request.criteria();
    FieldProblems problems = new FieldProblems();
    problems.require(wanted != null, "/criteria", WebProblem.FIELD_MISSING);
    problems.require(
        wanted == null || (wanted.cursor() == null && wanted.limit() == null),
        "/criteria",
        WebProblem.FIELD_UNKNOWN);
    problems.throwIfAny();
    Criteria criteria =
        SearchCheck.check(Optional.ofNullable(wanted).orElseThrow(), caller.authority());
    UUID export = ids.next();
    record(caller, export, BEGUN, cause, -1);
    response.setContentType("application/x-ndjson");
    response.setHeader("Cache-Control", "no-store");
    OutputStream out = response.getOutputStream();
    long count = lines(caller, criteria, cause, out);
    record(caller, export, ENDED, cause, count);
    line(out, new End(true, count));
    out.flush();
  }

  private long lines(Caller.OfAuthority caller, Criteria criteria, UseCause cause, OutputStream out)
      throws IOException {
    LocalDate today = LegalDay.of(clock.instant());
    long count = 0;
    Optional<Position> after = Optional.empty();
    List<Hit> page;
    do {
      page = search.page(criteria, after, today, PAGE);
      for (Hit hit : page) {
        RegisteredLicence licence = reading.read(caller, hit.id(), cause, Usage.Kind.EXPORT);
        line(out, issuing.view(licence));
        count++;
      }
      out.flush();
      after =
          page.isEmpty() ? after : Optional.of(LicenceSearch.position(criteria, page.getLast()));
    } while (page.size() == PAGE);
    return count;
  }

  private void line(OutputStream out, Object value) throws IOException {
    out.write(json.writeValueAsBytes(value));
    out.write('\n');
  }

  private void record(
      Caller.OfAuthority caller, UUID export, String act, UseCause cause, long count) {
    var facts = json.createObjectNode().put("cause", cause.code());
    if (count >= 0) {
      facts.put("count", count);
    }
    transactions.executeWithoutResult(
        _ -> audit.record(new AuditFact(act, export, caller.authority(), caller.actor(), facts)));
  }
}
