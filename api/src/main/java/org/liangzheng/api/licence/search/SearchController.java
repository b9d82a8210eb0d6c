package org.liangzheng.api.licence.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.WebProblem;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Finds licences of the caller's authority. What it answers says nothing of a person, so a search
 * is no use of a licence; who wants to see one reads it, with a cause.
 */
@RestController
class SearchController {
  private static final int DEFAULT_PAGE = 50;
  private static final int MAX_PAGE = 200;

  private final LicenceSearch search;
  private final Cursors cursors;
  private final Clock clock;

  SearchController(LicenceSearch search, Cursors cursors, Clock clock) {
    this.search = search;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * One licence found.
   *
   * @param version number of the current one
   * @param validUntil last legal day; absent when without end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      UUID id, String type, int version, LicenceState status, @Nullable LocalDate validUntil) {}

  /**
   * A page.
   *
   * @param next for the next page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<Item> licences, @Nullable String next) {}

  /** Licences of the caller's authority by whatever is known of them, the newest first. */
  @PostMapping("/v1/licences/search")
  @Access(scope = Scope.LICENCE_READ)
  ResponseEntity<Page> search(Caller.OfAuthority caller, @RequestBody SearchRequest request) {
    int limit = limit(request.limit());
    Criteria criteria = SearchCheck.check(request, caller.authority());
    String cursor = request.cursor();
    Optional<Position> after =
        cursor == null ? Optional.empty() : Optional.of(cursors.read(criteria, cursor));
    LocalDate today = LegalDay.of(clock.instant());
    List<Hit> found = search.page(criteria, after, today, limit + 1);
    List<Hit> page = found.stream().limit(limit).toList();
    String next =
        found.size() > limit
            ? cursors.write(criteria, LicenceSearch.position(criteria, page.getLast()))
            : null;
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Page(page.stream().map(hit -> item(hit, today)).toList(), next));
  }

  private static Item item(Hit hit, LocalDate today) {
    Optional<LocalDate> end = hit.validUntil();
    return new Item(
        hit.id(),
        hit.type(),
        hit.version(),
        LicenceState.of(hit.status(), end, today),
        end.isPresent() ? end.get() : null);
  }

  private static int limit(@Nullable Integer limit) {
    FieldProblems problems = new FieldProblems();
    problems.require(
        limit == null || (limit >= 1 && limit <= MAX_PAGE), "/limit", WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    return limit == null ? DEFAULT_PAGE : limit;
  }
}
