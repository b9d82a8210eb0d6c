package org.liangzheng.api.holder.own;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.text.Csv;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who used the licences of a person, for the person. */
@RestController
class UsesController {
  private static final int MOST = 10_000;
  private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private final OwnLicences own;
  private final OwnUses uses;

  UsesController(OwnLicences own, OwnUses uses) {
    this.own = own;
    this.uses = uses;
  }

  /**
   * Uses of licences of the caller, or of one it has a mandate of, newest first.
   *
   * @param of {@code me}, or the id of a mandate
   * @param month {@code 2026-11}, of legal days in China
   */
  @GetMapping("/v1/holder/uses")
  @Access(scope = Scope.LICENCE_OWN)
  ResponseEntity<OwnUses.Page> list(
      Caller.Holder caller,
      @RequestParam(defaultValue = "me") String of,
      @RequestParam(required = false) @Nullable UUID licence,
      @RequestParam(required = false) @Nullable String month,
      @RequestParam(required = false) @Nullable String cursor) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(uses.list(own.whose(caller, OwnController.mandate(of)), licence, month, cursor));
  }

  /** The same as a table in a file, at most the newest 10,000. */
  @GetMapping("/v1/holder/uses/export")
  @Access(scope = Scope.LICENCE_OWN)
  ResponseEntity<byte[]> export(
      Caller.Holder caller,
      @RequestParam(defaultValue = "me") String of,
      @RequestParam(required = false) @Nullable UUID licence,
      @RequestParam(required = false) @Nullable String month) {
    List<UseView> found =
        uses.export(own.whose(caller, OwnController.mandate(of)), licence, month, MOST);
    String table =
        Stream.concat(
                Stream.of(
                    List.of("时间 time", "证照 licence", "单位 authority", "用途 purpose", "方式 kind")),
                found.stream()
                    .map(use ->
                        List.of(
                            TIME.format(use.at()),
                            use.licence().type().zh() + " " + use.licence().tail(),
                            use.who().name(),
                            use.purpose().zh(),
                            use.kind().name())))
            .map(Csv::shown)
            .collect(Collectors.joining("", Csv.MARK, ""));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(CSV)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("records.csv").build().toString())
        .body(table.getBytes(StandardCharsets.UTF_8));
  }
}
