package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;

/** A browser's cookies, by name. */
final class TestBrowser {
  private final String base;
  final Map<String, String> cookies = new LinkedHashMap<>();

  TestBrowser(String base) {
    this.base = base;
  }

  Answer send(Call call) {
    Call with =
        cookies.isEmpty()
            ? call
            : call.with(
                "Cookie",
                cookies.entrySet().stream()
                    .map(one -> one.getKey() + "=" + one.getValue())
                    .collect(Collectors.joining("; ")));
    Answer answer = TestHttp.send(base, with);
    answer
        .headers()
        .allValues("Set-Cookie")
        .forEach(line -> {
          String[] pair = line.split(";", 2)[0].split("=", 2);
          cookies.put(pair[0], pair[1]);
        });
    return answer;
  }

  /** Fills in the form of a page. */
  Answer submit(String page, String action, Map<String, String> fields) {
    Answer shown = send(Call.get(page));
    assertThat(shown.status()).as(shown.body()).isEqualTo(200);
    Map<String, String> form = new LinkedHashMap<>(fields);
    form.put("_csrf", hidden(shown.body(), "_csrf"));
    return send(Call.form(action, form));
  }

  private static String hidden(String page, String name) {
    var found = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return found.group(1);
  }

  Answer signIn(String name, String password) {
    return submit("/login", "/login", Map.of("name", name, "password", password));
  }
}
