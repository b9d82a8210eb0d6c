package org.liangzheng.api.custody;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Keyed look-ups of encrypted values: HMAC-SHA256 over table ‖ 00 ‖ column ‖ 00 ‖ value. The same
 * value in another column gives another index, so tables cannot be matched by their indexes. The
 * value is normalised first: NFKC, no blanks around, upper case; so full-width digits and a small x
 * find the same person.
 */
public final class BlindIndex {

  private final DataKeys keys;

  BlindIndex(DataKeys keys) {
    this.keys = keys;
  }

  /**
   * One index of a value, which changes only when an old key is retired: for counting and locking.
   * Rows that lead somewhere are written by {@link BlindIndexRows}.
   *
   * @throws IllegalArgumentException if nothing is left of the value
   */
  public BlindIndexValue of(String table, String column, String value) {
    return index(keys.written(DataKeyKind.INDEX).getFirst(), table, column, normalise(value));
  }

  /** The indexes to look up by, newest key first: one for each version there may be rows under. */
  public List<BlindIndexValue> all(String table, String column, String value) {
    String normal = normalise(value);
    return keys.inUse(DataKeyKind.INDEX).stream()
        .map(key -> index(key, table, column, normal))
        .toList();
  }

  /**
   * What a value leads to: the first that is found under one of the versions there may be rows
   * under.
   *
   * @param look asks for a row by index and version
   */
  public <T> Optional<T> find(
      String table, String column, String value, Function<BlindIndexValue, Optional<T>> look) {
    return all(table, column, value).stream().map(look).flatMap(Optional::stream).findFirst();
  }

  /** The indexes to store, oldest key first: while a key is replaced, one under each. */
  List<BlindIndexValue> written(String table, String column, String value) {
    String normal = normalise(value);
    return keys.written(DataKeyKind.INDEX).stream()
        .map(key -> index(key, table, column, normal))
        .toList();
  }

  /** The index under one version; empty if that is destroyed. */
  Optional<BlindIndexValue> at(int version, String table, String column, String value) {
    return Optional.ofNullable(keys.version(DataKeyKind.INDEX, version))
        .map(key -> index(key, table, column, normalise(value)));
  }

  private static String normalise(String value) {
    String normal =
        Normalizer.normalize(value, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
    if (normal.isEmpty()) {
      throw new IllegalArgumentException("an empty value has no index");
    }
    return normal;
  }

  private static BlindIndexValue index(DataKey key, String table, String column, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key.key());
      mac.update((table + '\0' + column + '\0').getBytes(StandardCharsets.UTF_8));
      return new BlindIndexValue(
          key.version(), ByteString.of(mac.doFinal(value.getBytes(StandardCharsets.UTF_8))));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", impossible);
    }
  }
}
