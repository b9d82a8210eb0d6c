package org.liangzheng.api.seal.book;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.seal.SealBook;
import org.liangzheng.api.seal.SealUse;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Search in the seal book of the caller's own authority. */
@RestController
class SealBookController {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._~-]{1,64}");
  private static final int PAGE = 100;
  private static final int MOST = 1000;
  private static final int DIGEST = 64;

  private final SealBook book;

  SealBookController(SealBook book) {
    this.book = book;
  }

  /**
   * What to look for; what is left out does not narrow.
   *
   * @param from first instant, RFC 3339
   * @param until end, not included
   * @param actor id of a client or account
   * @param digest 64 hexadecimal digits: SHA-256 of a document before or after sealing or of a
   *     stamp, or the digest that was sealed
   * @param after {@code next} of the page before
   * @param limit 1 to 1000; none: 100
   */
  record Search(
      @Nullable UUID seal,
      @Nullable Instant from,
      @Nullable Instant until,
      SealUse.@Nullable Act act,
      @Nullable String actor,
      @Nullable String matter,
      @Nullable String digest,
      @Nullable UUID after,
      @Nullable Integer limit) {}

  /**
   * One use as shown.
   *
   * @param digests hexadecimal
   */
  record View(
      UUID id,
      UUID seal,
      int sealVersion,
      SealUse.Act act,
      String actor,
      @Nullable String matter,
      @Nullable UUID subject,
      List<String> digests,
      Instant usedAt) {}

  /** A page, newest first. */
  record Page(List<View> uses, @Nullable UUID next) {}

  /** Uses of the caller's authority's seals, newest first. */
  @PostMapping("/v1/seal-uses/search")
  @Access(scope = Scope.SEAL_BOOK_READ)
  ResponseEntity<Page> search(Caller.OfAuthority caller, @RequestBody Search body) {
    check(body);
    int most = body.limit() == null ? PAGE : body.limit();
    List<SealUse> found =
        book.search(
            new SealBook.Search(
                caller.authority(),
                Optional.ofNullable(body.seal()),
                Optional.ofNullable(body.from()),
                Optional.ofNullable(body.until()),
                Optional.ofNullable(body.act()),
                Optional.ofNullable(body.actor()),
                Optional.ofNullable(body.matter()),
                Optional.ofNullable(body.digest())
                    .map(hex -> ByteString.of(HexFormat.of().parseHex(hex))),
                Optional.ofNullable(body.after()),
                most));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new Page(
                found.stream().map(SealBookController::view).toList(),
                found.size() < most ? null : found.getLast().id()));
  }

  private static void check(Search body) {
    FieldProblems problems = new FieldProblems();
    problems.require(
        body.limit() == null || (body.limit() >= 1 && body.limit() <= MOST),
        "/limit",
        WebProblem.FIELD_MALFORMED);
    problems.require(
        body.actor() == null || WORD.matcher(body.actor()).matches(),
        "/actor",
        WebProblem.FIELD_MALFORMED);
    problems.require(
        body.matter() == null || WORD.matcher(body.matter()).matches(),
        "/matter",
        WebProblem.FIELD_MALFORMED);
    problems.require(
        body.digest() == null
            || (body.digest().length() == DIGEST
                && body.digest().chars().allMatch(HexFormat::isHexDigit)),
        "/digest",
        WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
  }

  private static View view(SealUse use) {
    return new View(
        use.id(),
        use.seal(),
        use.version(),
        use.act(),
        use.actor(),
        use.matter().orElse(null),
        use.subject().orElse(null),
        use.digests().stream().map(ByteString::toHex).toList(),
        use.usedAt());
  }
}
