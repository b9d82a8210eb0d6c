package org.liangzheng.api.holder.own;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.catalogue.matter.Matter;
import org.liangzheng.api.catalogue.matter.Matters;
import org.liangzheng.api.holder.ObjectedUses;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UsageHistory;
import org.liangzheng.api.holder.UsageHistory.Position;
import org.liangzheng.api.holder.UsageHistory.Used;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.licence.LicenceFaces;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.presentation.point.VerifierPoint;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.springframework.stereotype.Service;

/** Who used the licences of a holder. */
@Service
class OwnUses {
  private static final ZoneId LEGAL_ZONE = ZoneId.of("Asia/Shanghai");
  private static final int PAGE = 50;

  /** Four digits: other years are nobody's, and most the database cannot hold. */
  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");

  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  private final OwnLicences own;
  private final UsageHistory history;
  private final LicenceFaces faces;
  private final Authorities authorities;
  private final Points points;
  private final Matters matters;
  private final ObjectedUses objected;

  OwnUses(
      OwnLicences own,
      UsageHistory history,
      LicenceFaces faces,
      Authorities authorities,
      Points points,
      Matters matters,
      ObjectedUses objected) {
    this.own = own;
    this.history = history;
    this.faces = faces;
    this.authorities = authorities;
    this.points = points;
    this.matters = matters;
    this.objected = objected;
  }

  /** A page of uses; {@code cursor} leads to the next, and is absent on the last. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<UseView> items, @Nullable String cursor) {}

  /**
   * @param only of this licence; null: of all
   * @param month {@code 2026-11}, legal days in China; null: of all times
   * @throws Problem OWN_LICENCE_UNKNOWN, PARAMETER_INVALID
   */
  Page list(
      OwnLicences.Whose whose,
      @Nullable UUID only,
      @Nullable String month,
      @Nullable String cursor) {
    List<Used> found = find(whose, only, month, position(cursor), PAGE + 1);
    List<Used> page = found.subList(0, Math.min(PAGE, found.size()));
    return new Page(
        views(whose, page), found.size() > PAGE ? cursor(page.get(page.size() - 1)) : null);
  }

  /** The newest at most, for a file. */
  List<UseView> export(
      OwnLicences.Whose whose, @Nullable UUID only, @Nullable String month, int most) {
    return views(whose, find(whose, only, month, Optional.empty(), most));
  }

  private List<Used> find(
      OwnLicences.Whose whose,
      @Nullable UUID only,
      @Nullable String month,
      Optional<Position> after,
      int limit) {
    List<UUID> licences =
        own.licences(whose.party()).stream()
            .map(RegisteredLicence::id)
            .filter(id -> only == null || id.equals(only))
            .toList();
    if (only != null && licences.isEmpty()) {
      throw new Problem(OwnProblem.OWN_LICENCE_UNKNOWN);
    }
    YearMonth of = month(month);
    Instant from = of == null ? Instant.EPOCH : start(of);
    Instant until = of == null ? END : start(of.plusMonths(1));
    return history.of(licences, from, until, after, limit);
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(LEGAL_ZONE).toInstant();
  }

  private static @Nullable YearMonth month(@Nullable String month) {
    if (month == null || month.isEmpty()) {
      return null;
    }
    try {
      if (MONTH.matcher(month).matches()) {
        return YearMonth.parse(month);
      }
    } catch (DateTimeException notOne) {
      // Told below.
    }
    throw new Problem(WebProblem.PARAMETER_INVALID, "month");
  }

  private List<UseView> views(OwnLicences.Whose whose, List<Used> uses) {
    Map<UUID, RegisteredLicence> licences =
        own.licences(whose.party()).stream()
            .collect(Collectors.toMap(RegisteredLicence::id, Function.identity()));
    Map<UUID, UUID> objections =
        objected.objections(
            uses.stream().flatMap(use -> Stream.ofNullable(use.receipt())).toList());
    return uses.stream()
        .map(use ->
            view(use, Optional.ofNullable(licences.get(use.licence())).orElseThrow(), objections))
        .toList();
  }

  private UseView view(Used use, RegisteredLicence licence, Map<UUID, UUID> objections) {
    UUID receipt = use.receipt();
    var type = faces.type(licence).type();
    OwnView shown = own.view(licence, null);
    return new UseView(
        use.id(),
        use.usedAt(),
        new UseView.LicenceName(licence.id(), type.name(), shown.tail()),
        new OwnView.IssuerView(
            use.authority().value(),
            authorities.find(use.authority()).map(Authority::name).orElse(use.authority().value())),
        place(use).orElse(null),
        use.kind(),
        type.scenes().stream()
            .filter(scene -> scene.code().equals(use.cause().code()))
            .map(scene -> scene.name())
            .findFirst()
            .orElseGet(() -> said(use.cause())),
        receipt,
        receipt == null ? null : objections.get(receipt));
  }

  private Optional<Said> place(Used use) {
    return use.kind() == Usage.Kind.PRESENTED
        ? points.look(UUID.fromString(use.client())).map(VerifierPoint::name)
        : Optional.empty();
  }

  /** What the matter is for, as its holder reads it elsewhere; a code no matter has, as it is. */
  private Said said(UseCause cause) {
    return matters
        .current(cause.code())
        .map(Matter::purpose)
        .orElseGet(() -> new Said(cause.code(), cause.code()));
  }

  private static String cursor(Used last) {
    String plain = last.usedAt() + " " + last.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }

  private static Optional<Position> position(@Nullable String cursor) {
    if (cursor == null) {
      return Optional.empty();
    }
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split(" ");
      Instant at = Instant.parse(parts[0]);
      if (!at.isBefore(Instant.EPOCH) && at.isBefore(END)) {
        return Optional.of(new Position(at, UUID.fromString(parts[1])));
      }
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException notOurs) {
      // Told below.
    }
    throw new Problem(WebProblem.PARAMETER_INVALID, "cursor");
  }
}
