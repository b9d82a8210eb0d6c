package org.liangzheng.signer.layout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * What goes into the fields of a layout, by name. Names begin with {@code data.} (the licence's own
 * fields) or {@code licence.} (what each licence has: number, issuer, dates). A {@code data.} value
 * without a place on the face is an error; a {@code licence.} value is not.
 *
 * @param texts one or several values a name
 * @param pictures PNG or JPEG
 * @param codes content of QR codes
 */
public record FaceValues(
    Map<String, List<String>> texts, Map<String, ByteString> pictures, Map<String, String> codes) {
  /** Prefix of values that a face may leave out. */
  public static final String LICENCE = "licence.";

  /** Prefix of values that a face has to show. */
  public static final String DATA = "data.";

  private static final FaceValues NONE = new FaceValues(Map.of(), Map.of(), Map.of());

  public FaceValues {
    texts = Map.copyOf(texts);
    pictures = Map.copyOf(pictures);
    codes = Map.copyOf(codes);
  }

  public static FaceValues none() {
    return NONE;
  }

  /** With one more text value. */
  public FaceValues withText(String name, String... values) {
    return new FaceValues(with(texts, name, List.of(values)), pictures, codes);
  }

  /** With one more picture. */
  public FaceValues withPicture(String name, ByteString picture) {
    return new FaceValues(texts, with(pictures, name, picture), codes);
  }

  /** With one more code. */
  public FaceValues withCode(String name, String content) {
    return new FaceValues(texts, pictures, with(codes, name, content));
  }

  /** These and others; of two texts with one name the other counts. */
  public FaceValues withTexts(Map<String, List<String>> more) {
    Map<String, List<String>> all = new LinkedHashMap<>(texts);
    all.putAll(more);
    return new FaceValues(all, pictures, codes);
  }

  Optional<List<String>> text(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  Optional<ByteString> picture(String name) {
    return Optional.ofNullable(pictures.get(name));
  }

  Optional<String> code(String name) {
    return Optional.ofNullable(codes.get(name));
  }

  private static <T> Map<String, T> with(Map<String, T> map, String name, T value) {
    Map<String, T> more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }

  /** Names only: the values are personal data. */
  @Override
  public String toString() {
    return "FaceValues" + texts.keySet() + pictures.keySet() + codes.keySet();
  }
}
