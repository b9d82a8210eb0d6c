package org.liangzheng.hsm.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one vault as text, read by name. Names are as lenient as Spring's: {@code
 * call-timeout}, {@code callTimeout} and {@code CALL_TIMEOUT} are one. What nobody asked for is
 * refused at the end, so that a misspelt setting does not silently fall back to its default.
 */
final class VaultProperties {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final Pattern ELEMENT = Pattern.compile("(.*)\\[[0-9]+]");

  /** How Spring hands an element of a list to a map of texts. */
  private static final Pattern SPRING_ELEMENT = Pattern.compile("\\.([0-9]+)$");

  private final String path;
  private final Map<String, String> values = new HashMap<>();

  /** Names as written, for telling which one is unknown. */
  private final Map<String, String> written = new HashMap<>();

  private final Set<String> read = new HashSet<>();

  /**
   * Takes the settings.
   *
   * @param path what stands before the names, for instance {@code liangzheng.custody.vaults[0]}
   */
  VaultProperties(String path, Map<String, String> settings) {
    this.path = path;
    settings.forEach((name, value) -> {
      if (values.put(canonical(name), value.strip()) != null) {
        throw new SettingRefused(path + "." + name, "it is there twice");
      }
      written.put(canonical(name), name);
    });
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> refused(name, "it is required"));
  }

  /** A value that is there and not blank. */
  Optional<String> text(String name) {
    return Optional.ofNullable(value(name)).filter(value -> !value.isEmpty());
  }

  Optional<Path> path(String name) {
    return text(name).map(value -> parsed(name, "it is a path", () -> Path.of(value)));
  }

  Path requiredPath(String name) {
    String value = requiredText(name);
    return parsed(name, "it is a path", () -> Path.of(value));
  }

  boolean flag(String name, boolean otherwise) {
    return text(name)
        .map(value ->
            switch (value.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw refused(name, "it is true or false");
            })
        .orElse(otherwise);
  }

  int number(String name, int otherwise) {
    return text(name)
        .map(value -> parsed(name, "it is a whole number", () -> Integer.parseInt(value)))
        .orElse(otherwise);
  }

  /** An unsigned number of 32 bits, decimal or with 0x, such as a mechanism of a vendor. */
  Optional<Long> unsigned(String name) {
    return text(name)
        .map(value ->
            parsed(
                name,
                "it is a number of 32 bits, such as 0x80008001",
                () -> {
                  boolean hex = value.startsWith("0x") || value.startsWith("0X");
                  long number =
                      hex ? Long.parseLong(value, 2, value.length(), 16) : Long.parseLong(value);
                  if (number < 0 || number > 0xffff_ffffL) {
                    throw new IllegalArgumentException(name);
                  }
                  return number;
                }));
  }

  double share(String name, double otherwise) {
    return text(name)
        .map(value ->
            parsed(
                name,
                "it is a number from 0.0 to 1.0",
                () -> {
                  double share = Double.parseDouble(value);
                  if (!(share >= 0.0 && share <= 1.0)) {
                    throw new IllegalArgumentException(name);
                  }
                  return share;
                }))
        .orElse(otherwise);
  }

  /** {@code 500ms}, {@code 2s}, {@code 1m}, {@code 1h}. */
  Duration duration(String name, Duration otherwise) {
    return text(name)
        .map(value -> {
          Matcher matcher = DURATION.matcher(value.toLowerCase(Locale.ROOT));
          if (!matcher.matches()) {
            throw refused(name, "it is a number with its unit: 500ms, 2s, 1m");
          }
          long amount = Long.parseLong(matcher.group(1));
          return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
          };
        })
        .orElse(otherwise);
  }

  /** One of the constants, written as {@code licence-seal} or {@code LICENCE_SEAL}. */
  <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return text(name).map(value -> constant(name, value, type));
  }

  <E extends Enum<E>> List<E> choices(String name, Class<E> type) {
    return list(name, value -> constant(name, value, type));
  }

  /** A list: {@code name[0]}, {@code name[1]} … or one text with commas. */
  <T> List<T> list(String name, Function<String, T> element) {
    List<T> elements = new ArrayList<>();
    for (String value : text(name).map(all -> List.of(all.split(",", -1))).orElse(List.of())) {
      if (!value.isBlank()) {
        elements.add(element.apply(value.strip()));
      }
    }
    for (int i = 0; ; i++) {
      String value = value(name + "[" + i + "]");
      if (value == null) {
        return elements;
      }
      elements.add(element.apply(value));
    }
  }

  /**
   * Refuses what was not asked for.
   *
   * @throws SettingRefused if a setting is not one of this kind of vault
   */
  void requireAllRead() {
    for (String name : values.keySet()) {
      if (!read.contains(name)) {
        String full = String.valueOf(written.get(name));
        Matcher element = ELEMENT.matcher(full);
        throw refused(
            element.matches() ? element.group(1) : full,
            "a vault of this kind has no such setting");
      }
    }
  }

  SettingRefused refused(String name, String reason) {
    return new SettingRefused(path + "." + name, reason);
  }

  /** Runs a conversion whose failure may not quote the value. */
  private <T> T parsed(String name, String reason, Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (IllegalArgumentException unusable) {
      throw refused(name, reason);
    }
  }

  <E extends Enum<E>> E constant(String name, String value, Class<E> type) {
    String wanted = canonical(value);
    for (E constant : type.getEnumConstants()) {
      if (canonical(constant.name()).equals(wanted)) {
        return constant;
      }
    }
    throw refused(
        name,
        "it is one of "
            + String.join(
                ", ",
                Arrays.stream(type.getEnumConstants())
                    .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList()));
  }

  private @Nullable String value(String name) {
    read.add(canonical(name));
    return values.get(canonical(name));
  }

  private static String canonical(String name) {
    return SPRING_ELEMENT
        .matcher(name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", ""))
        .replaceFirst("[$1]");
  }
}
