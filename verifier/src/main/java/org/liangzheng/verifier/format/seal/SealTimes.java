package org.liangzheng.verifier.format.seal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.DerReader;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.timestamp.TimestampReader;

/** Times of seals: the standard's form, and the loose ones that are met. */
final class SealTimes {
  /** Text without an offset is a Chinese office's wall clock. */
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private static final int MAX_TEXT = 40;

  private SealTimes() {}

  /**
   * Reads a time.
   *
   * @param standard the tag that the standard wants
   */
  static Instant read(DerReader from, int standard, Set<SealTolerance> tolerances)
      throws MalformedException {
    int tag = from.peekTag();
    if (tag != DerTag.UTC_TIME && tag != DerTag.GENERALIZED_TIME) {
      throw new MalformedException("expected a time");
    }
    String text = from.next().content().toString(StandardCharsets.ISO_8859_1);
    if (tag != standard || text.length() != (tag == DerTag.UTC_TIME ? 13 : 15)) {
      tolerances.add(SealTolerance.TIME_FORM_LOOSE);
    }
    String full =
        tag == DerTag.GENERALIZED_TIME ? text : (text.compareTo("50") < 0 ? "20" : "19") + text;
    return parse(full, ZoneOffset.UTC, tag == DerTag.UTC_TIME)
        .orElseThrow(() -> new MalformedException("a time is in no form that is met"));
  }

  /** timeInfo of version 1: a time, a timestamp token, or text, inside a BIT STRING. */
  static Optional<Instant> readInfo(ByteString content, Set<SealTolerance> tolerances)
      throws MalformedException {
    DerReader inner = DerReader.of(content);
    return switch (inner.peekTag()) {
      case DerTag.UTC_TIME, DerTag.GENERALIZED_TIME -> {
        Instant time = read(inner, DerTag.UTC_TIME, tolerances);
        inner.requireEnd();
        yield Optional.of(time);
      }
      // A token inside what is signed is older than the signature: a claim, not a proof.
      case DerTag.SEQUENCE -> Optional.of(TimestampReader.read(content).info().time());
      default -> {
        tolerances.add(SealTolerance.TIME_AS_TEXT);
        yield content.size() > MAX_TEXT
            ? Optional.empty()
            : parse(digits(content.toString(StandardCharsets.ISO_8859_1)), CHINA, false);
      }
    };
  }

  /** {@code 2020-04-22 16:22:44} becomes {@code 20200422162244}. */
  private static String digits(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean separator = c == '-' || c == '/' || c == ':' || c == ' ' || c == 'T';
      if (!(separator && out.length() < 14)) {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** {@code yyyyMMddHHmm[ss[.f…]][Z|±hhmm]}. */
  private static Optional<Instant> parse(String text, ZoneOffset assumed, boolean secondsOptional) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits != 14 && !(secondsOptional && digits == 12)) {
      return Optional.empty();
    }
    int rest = digits;
    if (rest < text.length() && text.charAt(rest) == '.') {
      rest++;
      int fraction = rest;
      while (rest < text.length() && text.charAt(rest) >= '0' && text.charAt(rest) <= '9') {
        rest++;
      }
      if (rest == fraction) {
        return Optional.empty();
      }
    }
    String zone = text.substring(rest);
    try {
      ZoneOffset offset =
          zone.isEmpty() ? assumed : zone.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
      return Optional.of(
          LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 4, 6),
                  number(text, 6, 8),
                  number(text, 8, 10),
                  number(text, 10, 12),
                  digits == 14 ? number(text, 12, 14) : 0)
              .toInstant(offset));
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
