package org.liangzheng.verifier.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.verifier.crypto.MalformedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTest {
  @Test
  void namesAreOrderedAsInTheStandard() {
    // The members of RFC 8785 §3.2.3; a Hebrew letter stands behind an emoji's surrogates.
    JsonNode value =
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Dalet",
                 "1": "One", "\\ud83d\\ude00": "Emoji", "\\u0080": "Control",
                 "\\u00f6": "Latin Small Letter O With Diaeresis"}
                """);
    assertThat(new String(CanonicalJson.write(value), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                + "\"😀\":\"Emoji\",\"\ufb33\":\"Dalet\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"𠮷\"",
        "0",
        "-1",
        "9007199254740991",
        "true",
        "{\"a\":[1,{\"b\":\"\\u0001\\b\\f\\n\\r\\t\\\"\\\\/\u007f\"}],\"b\":false}"
      })
  void canonicalBytesAreRead(String json) throws MalformedException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(CanonicalJson.write(CanonicalJson.read(bytes))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " {}",
        "{} ",
        "{}{}",
        "{\"b\":1,\"a\":2}",
        "{\"a\":1,\"a\":1}",
        "{\"a\": 1}",
        "1.0",
        "1e3",
        "-0",
        "01",
        "null",
        "[null]",
        "9007199254740992",
        "123456789012345678901234567890",
        "\"\\u0041\"",
        "\"\\/\"",
        "\"\\u001F\"",
        "\"\\ud800\"",
        "NaN",
        "{a:1}",
        "[1,]",
        "//\n1",
        "\uFEFF{}"
      })
  void everyOtherSpellingIsRefused(String json) {
    assertThatThrownBy(() -> CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void illFormedUtf8IsRefused() {
    byte[] loneContinuation = {'"', (byte) 0x80, '"'};
    byte[] overlong = {'"', (byte) 0xc0, (byte) 0xaf, '"'};
    byte[] surrogate = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};
    for (byte[] bytes : new byte[][] {loneContinuation, overlong, surrogate}) {
      assertThatThrownBy(() -> CanonicalJson.read(bytes)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void deepNestingIsRefused() {
    byte[] deep = ("[".repeat(100_000) + "]".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> CanonicalJson.read(deep)).isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"QQ==", "QR", "Q", "Q+", "Q Q", "QQ\n"})
  void looseBase64IsRefused(String text) {
    assertThatThrownBy(() -> Base64Url.decode(text)).isInstanceOf(MalformedException.class);
  }
}
