package org.liangzheng.api.presentation.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.point.PlaceKind;
import org.liangzheng.api.text.Said;

/**
 * What a point is told; members that do not belong to the outcome are left out.
 *
 * @param outcome VERDICT, ASKED, NOT_CHECKED or UNREADABLE
 * @param reference to be read aloud; names the scan for whoever looks into it
 * @param verdict VALID, INVALID, NOT_IN_FORCE or UNKNOWN
 * @param fields what the scene reveals: personal data
 * @param portrait a data URL of a PNG or JPEG, where the scene reveals it
 * @param used by whom before, where that is the reason
 * @param request to be asked for while the holder chooses
 * @param number two digits for the clerk to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScanAnswer(
    Scan.State outcome,
    String reference,
    Instant checkedAt,
    Scan.Mode mode,
    @Nullable String verdict,
    @Nullable Told reason,
    @Nullable Said next,
    @Nullable Evidence evidence,
    @Nullable LicenceView licence,
    @Nullable List<FieldValue> fields,
    @Nullable String portrait,
    @Nullable Boolean singleUseChecked,
    @Nullable Used used,
    @Nullable UUID request,
    @Nullable String number,
    @Nullable Instant lapsesAt) {
  /** A reason with its sentence. */
  public record Told(String code, String zh, String en) {}

  /**
   * What the verdict rests on.
   *
   * @param at when the pack was made
   */
  public record Evidence(Instant at, long ageSeconds) {}

  /** Which licence it is, without its number. */
  public record LicenceView(Said type, String authority) {}

  /** A field of the face. */
  public record FieldValue(String name, Said label, String value) {
    /** Never the value. */
    @Override
    public String toString() {
      return "FieldValue[" + name + "]";
    }
  }

  /** Where a code was used before; no more than this is told to others. */
  public record Used(Instant at, PlaceKind placeKind, Said place) {}

  /** Without a verdict. */
  static ScanAnswer without(
      Scan.State outcome,
      String reference,
      Instant at,
      Scan.Mode mode,
      Told reason,
      Said next,
      @Nullable Used used) {
    return new ScanAnswer(
        outcome, reference, at, mode, null, reason, next, null, null, null, null, null, used, null,
        null, null);
  }

  /** While the holder is asked. */
  static ScanAnswer asked(Scan scan) {
    return new ScanAnswer(
        Scan.State.ASKED,
        scan.reference(),
        scan.at(),
        scan.mode(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        scan.id(),
        scan.number().orElse(null),
        scan.lapsesAt().orElse(null));
  }

  /** Personal data is in it. */
  @Override
  public String toString() {
    return "ScanAnswer[" + outcome + ", " + verdict + "]";
  }
}
