package org.liangzheng.api.web.page;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;
import tools.jackson.databind.json.JsonMapper;

/** The words of a page in its language: those of its feature, then those of the shell. */
public final class PageText {
  private static final String PREFIX = "page.";
  private static final DateTimeFormatter ENGLISH =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final boolean english;
  private final Sentences own;
  private final Sentences shell = Sentences.of(PageText.class);

  public PageText(Class<?> owner, boolean english) {
    this.english = english;
    this.own = Sentences.of(owner);
  }

  /** As the page says it. */
  public String say(String key, Object... arguments) {
    List<String> filled = java.util.Arrays.stream(arguments).map(String::valueOf).toList();
    Optional<Said> said = own.find(PREFIX + key, filled);
    return pick(said.isPresent() ? said.get() : shell.say(PREFIX + key, filled));
  }

  /** Whether there are words of this key in both languages. */
  public boolean has(String key) {
    return own.find(PREFIX + key, List.of()).isPresent();
  }

  /**
   * The words an island says, as a JSON object by the rest of their keys: {@code script("show")}
   * are those of {@code page.show.*}, with the {@code {0}} in them left to the island. Safe inside
   * a script element.
   */
  public String script(String group) {
    Map<String, String> words = new TreeMap<>();
    shell.under(PREFIX + group + ".").forEach((key, said) -> words.put(key, pick(said)));
    own.under(PREFIX + group + ".").forEach((key, said) -> words.put(key, pick(said)));
    return json(words);
  }

  /** Something for an island, as JSON that is safe inside a script element. */
  public String json(Object value) {
    return JSON.writeValueAsString(value).replace("<", "\\u003c");
  }

  /** A day as people write it: 2026年3月1日, 1 March 2026. */
  public String day(LocalDate day) {
    return english
        ? ENGLISH.format(day)
        : day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
  }

  public String pick(Said said) {
    return english ? said.en() : said.zh();
  }

  public boolean english() {
    return english;
  }

  /** Value of the html element's {@code lang}. */
  public String lang() {
    return english ? "en" : "zh-CN";
  }
}
