package org.liangzheng.api.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeMap;

/**
 * The sentences of one feature: the bundle {@code messages_zh.properties} and {@code
 * messages_en.properties} in the package of an owner class. {@code {0}}, {@code {1}} … stand for
 * arguments; quotes have no special meaning, so that a sentence reads in the file as it is said.
 */
public final class Sentences {

  private static final ResourceBundle.Control EXACT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ResourceBundle zh;
  private final ResourceBundle en;

  private Sentences(ResourceBundle zh, ResourceBundle en) {
    this.zh = zh;
    this.en = en;
  }

  /**
   * @throws MissingResourceException when the owner's package has no such pair of bundles
   */
  public static Sentences of(Class<?> owner) {
    String base = owner.getPackageName() + ".messages";
    ClassLoader loader = owner.getClassLoader();
    return new Sentences(
        ResourceBundle.getBundle(base, Locale.CHINESE, loader, EXACT),
        ResourceBundle.getBundle(base, Locale.ENGLISH, loader, EXACT));
  }

  /** The sentence of a key, or nothing when either language lacks it. */
  public Optional<Said> find(String key, List<String> arguments) {
    if (!zh.containsKey(key) || !en.containsKey(key)) {
      return Optional.empty();
    }
    return Optional.of(
        new Said(fill(zh.getString(key), arguments), fill(en.getString(key), arguments)));
  }

  /** All sentences whose key starts with this, by the rest of the key, unfilled. */
  public Map<String, Said> under(String prefix) {
    Map<String, Said> found = new TreeMap<>();
    for (String key : zh.keySet()) {
      if (key.startsWith(prefix)) {
        found.put(key.substring(prefix.length()), say(key, List.of()));
      }
    }
    return found;
  }

  /**
   * @throws MissingResourceException when either language lacks the key: a defect that a test finds
   */
  public Said say(String key, List<String> arguments) {
    return find(key, arguments)
        .orElseThrow(() ->
            new MissingResourceException(
                "a sentence is missing in zh or en", Sentences.class.getName(), key));
  }

  private static String fill(String pattern, List<String> arguments) {
    StringBuilder filled = new StringBuilder(pattern.length() + 32);
    int at = 0;
    while (at < pattern.length()) {
      int open = pattern.indexOf('{', at);
      int close = open < 0 ? -1 : pattern.indexOf('}', open);
      if (close < 0) {
        break;
      }
      String inside = pattern.substring(open + 1, close);
      boolean slot = !inside.isEmpty() && inside.chars().allMatch(c -> c >= '0' && c <= '9');
      if (slot && Integer.parseInt(inside) < arguments.size()) {
        filled.append(pattern, at, open).append(arguments.get(Integer.parseInt(inside)));
      } else {
        filled.append(pattern, at, close + 1);
      }
      at = close + 1;
    }
    return filled.append(pattern, at, pattern.length()).toString();
  }
}
