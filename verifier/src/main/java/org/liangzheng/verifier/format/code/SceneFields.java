package org.liangzheng.verifier.format.code;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.cbor.CborException;
import org.liangzheng.verifier.format.cbor.CborReader;
import org.liangzheng.verifier.format.cbor.CborWriter;

/**
 * The fields that one scene reveals: personal data, in memory only.
 *
 * @param values by name: a small letter, then up to 31 letters and digits; 1 to 16 of them
 */
public record SceneFields(SortedMap<String, SceneValue> values) {
  private static final int MAX_FIELDS = 16;
  private static final int MAX_NAME = 32;
  private static final int MAX_TEXT = 240;
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,31}");

  public SceneFields {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    if (values.isEmpty() || values.size() > MAX_FIELDS) {
      throw new IllegalArgumentException("1 to 16 fields");
    }
    values.forEach(SceneFields::require);
  }

  private static void require(String name, SceneValue value) {
    boolean right =
        NAME.matcher(name).matches()
            && switch (value) {
              case SceneValue.YesNo _ -> true;
              case SceneValue.Text text -> {
                int size = text.text().getBytes(StandardCharsets.UTF_8).length;
                yield size > 0 && size <= MAX_TEXT;
              }
            };
    if (!right) {
      throw new IllegalArgumentException("name or value of a field is not in its form");
    }
  }

  ByteString encode() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    values.forEach((name, value) ->
        entries.put(
            name,
            switch (value) {
              case SceneValue.Text text -> CborWriter.text(text.text());
              case SceneValue.YesNo yesNo -> CborWriter.bool(yesNo.yes());
            }));
    return ByteString.wrap(CborWriter.named(entries));
  }

  static SceneFields decode(ByteString plain) throws CborException {
    CborReader reader = CborReader.of(plain);
    CborReader.Entries entries = reader.openMap(MAX_FIELDS);
    SortedMap<String, SceneValue> values = new TreeMap<>();
    while (entries.hasNext()) {
      String name = entries.nextText(MAX_NAME);
      values.put(
          name,
          reader.isBoolean()
              ? new SceneValue.YesNo(reader.readBoolean())
              : new SceneValue.Text(reader.readText(MAX_TEXT)));
    }
    reader.requireEnd();
    try {
      return new SceneFields(values);
    } catch (IllegalArgumentException notInForm) {
      throw new CborException("fields that are not in their form");
    }
  }

  /** How many, never which: they are personal data. */
  @Override
  public String toString() {
    return "SceneFields[" + values.size() + "]";
  }
}
