package org.liangzheng.api.audit;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.Problem;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happened, for other systems: entries of the log that have their place, in order. Who asks
 * again with the last {@code next} misses nothing and gets nothing twice.
 */
@RestController
class EventController {
  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE = 1_000;

  private final AuditEntries entries;
  private final JsonMapper json;

  EventController(AuditEntries entries, JsonMapper json) {
    this.entries = entries;
    this.json = json;
  }

  /**
   * One event.
   *
   * @param position its place in the log
   * @param nonce with the record's exact bytes it gives the public leaf hash; base64
   * @param record what happened, as logged
   */
  record Event(long position, String nonce, JsonNode record) {}

  /**
   * A page.
   *
   * @param next to be given as {@code after} next time
   * @param more whether there is more now
   */
  record Page(List<Event> events, long next, boolean more) {}

  /** Events of the caller's authority. */
  @GetMapping("/v1/events")
  @Access(scope = Scope.EVENT_READ)
  ResponseEntity<Page> own(
      Caller.OfAuthority caller,
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = size(limit);
    long from = from(after);
    return page(entries.page(caller.authority(), from, size + 1), from, size);
  }

  /** Events of all authorities, for auditors. */
  @GetMapping("/v1/log/entries")
  @Access(scope = Scope.AUDIT_READ)
  ResponseEntity<Page> all(
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = size(limit);
    long from = from(after);
    return page(entries.page(from, size + 1), from, size);
  }

  private ResponseEntity<Page> page(List<AuditRow> rows, long after, int size) {
    boolean more = rows.size() > size;
    List<Event> events = rows.stream().limit(size).map(this::event).toList();
    long next = events.isEmpty() ? after : events.getLast().position();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Page(events, next, more));
  }

  private Event event(AuditRow row) {
    return new Event(
        row.position().orElseThrow(),
        Base64.getEncoder().encodeToString(row.entry().nonce().toByteArray()),
        json.readTree(row.entry().record().toByteArray()));
  }

  private static long from(@Nullable Long after) {
    if (after != null && after < -1) {
      throw new Problem(AuditProblem.LOG_RANGE_UNKNOWN);
    }
    return after == null ? -1 : after;
  }

  private static int size(@Nullable Integer limit) {
    if (limit != null && (limit < 1 || limit > MAX_PAGE)) {
      throw new Problem(AuditProblem.LOG_RANGE_UNKNOWN);
    }
    return limit == null ? DEFAULT_PAGE : limit;
  }
}
