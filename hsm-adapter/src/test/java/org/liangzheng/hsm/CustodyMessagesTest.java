package org.liangzheng.hsm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustodyMessagesTest {
  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everyCodeAndNoticeHasItsSentencesAndNothingElseDoes(String language) throws Exception {
    Properties properties = new Properties();
    try (InputStream in =
        CustodyMessages.class.getResourceAsStream("messages_" + language + ".properties")) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    Set<String> expected = new HashSet<>();
    Arrays.stream(CustodyCode.values())
        .flatMap(code -> Stream.of(code.code() + ".sentence", code.code() + ".next"))
        .forEach(expected::add);
    Arrays.stream(VaultNotice.values()).map(VaultNotice::code).forEach(expected::add);
    assertThat(properties.stringPropertyNames()).isEqualTo(expected);
    assertThat(properties.values()).allSatisfy(text -> assertThat(text.toString()).isNotBlank());
  }

  @Test
  void namesWhatItIsAboutInTheLanguageAskedFor() {
    CustodyException failure = new CustodyException.KeyAbsent(KeyReference.parse("soft:seal-1"));
    assertThat(CustodyMessages.in(Locale.SIMPLIFIED_CHINESE).sentence(failure))
        .isEqualTo("密钥 soft:seal-1 不存在。");
    assertThat(CustodyMessages.in(Locale.FRENCH).sentence(failure))
        .isEqualTo("There is no key soft:seal-1.");
    assertThat(CustodyMessages.in(Locale.ENGLISH).nextStep(failure)).contains("./lz keys");
    assertThat(
            CustodyMessages.in(Locale.CHINA)
                .notice(VaultNotice.SOFTWARE_NOT_FOR_PRODUCTION, "soft"))
        .contains("soft", "不得用于生产");
    assertThat(
            CustodyMessages.in(Locale.ENGLISH)
                .nextStep(new CustodyException.VaultUnavailable("hsm", "test")))
        .contains("device's");
  }

  @Test
  void codesAreUniqueAndWellFormed() {
    assertThat(Arrays.stream(CustodyCode.values()).map(CustodyCode::code))
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
  }
}
