package org.liangzheng.api.licence.copy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.licence.LicenceView;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What a file is handed out as. */
public enum FileFormat {
  OFD("ofd", LicenceView.OFD),
  PDF("pdf", MediaType.APPLICATION_PDF_VALUE),
  PNG("png", MediaType.IMAGE_PNG_VALUE);

  private final String name;
  private final String type;

  FileFormat(String name, String type) {
    this.name = name;
    this.type = type;
  }

  /** The end of a file's name, and the value of the parameter. */
  public String extension() {
    return name;
  }

  public MediaType type() {
    return MediaType.parseMediaType(type);
  }

  /**
   * The format asked for: by the parameter if it is there, else by the header, and the original
   * where both leave it open.
   *
   * @throws Problem {@code parameter-invalid} or {@code not-acceptable}
   */
  public static FileFormat of(@Nullable String parameter, @Nullable String accept) {
    if (parameter != null) {
      return Arrays.stream(values())
          .filter(format -> format.name.equals(parameter))
          .findFirst()
          .orElseThrow(() -> new Problem(WebProblem.PARAMETER_INVALID, "format"));
    }
    if (accept == null || accept.isBlank()) {
      return OFD;
    }
    return accepted(accept).orElseThrow(() -> new Problem(WebProblem.NOT_ACCEPTABLE));
  }

  private static Optional<FileFormat> accepted(String accept) {
    List<MediaType> ranges;
    try {
      ranges = MediaType.parseMediaTypes(accept);
    } catch (InvalidMediaTypeException noRange) {
      return Optional.empty();
    }
    // RFC 9110 §12.5.1: the most wanted one; of equals the original, as the first of its kind.
    return Arrays.stream(values())
        .filter(format -> quality(format, ranges) > 0)
        .reduce((one, other) -> quality(other, ranges) > quality(one, ranges) ? other : one);
  }

  /** The quality that the most specific range fitting a format gives it. */
  private static double quality(FileFormat format, List<MediaType> ranges) {
    return ranges.stream()
        .filter(range -> range.includes(format.type()))
        .max(Comparator.comparingInt(FileFormat::specificity))
        .map(MediaType::getQualityValue)
        .orElse(0.0);
  }

  private static int specificity(MediaType range) {
    return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
  }
}
