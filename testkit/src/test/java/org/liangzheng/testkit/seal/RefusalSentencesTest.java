package org.liangzheng.testkit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.seal.picture.SealDrawingException;
import org.liangzheng.signer.stamp.StampRefusedException;
import org.liangzheng.signer.timestamp.TimestampRefusedException;

/** Whoever is refused learns why and what to do, in both languages; no sentence is left over. */
class RefusalSentencesTest {

  static Stream<Arguments> bundles() {
    return Stream.of(Locale.CHINESE, Locale.ENGLISH)
        .flatMap(locale ->
            Stream.of(
                Arguments.of("seal", SealRefusedException.Rule.values(), locale),
                Arguments.of("seal.picture", SealDrawingException.Fault.values(), locale),
                Arguments.of("stamp", StampRefusedException.Rule.values(), locale),
                Arguments.of("timestamp", TimestampRefusedException.Rule.values(), locale)));
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void everyCodeHasASentenceAndANextStep(String feature, Enum<?>[] codes, Locale locale) {
    ResourceBundle bundle =
        ResourceBundle.getBundle("org.liangzheng.signer." + feature + ".messages", locale);
    Set<String> expected =
        Arrays.stream(codes)
            .flatMap(code -> Stream.of("refused." + code, "next." + code))
            .collect(Collectors.toSet());
    assertThat(bundle.keySet()).isEqualTo(expected);
    boolean chinese = locale.equals(Locale.CHINESE);
    for (String key : expected) {
      String text = bundle.getString(key);
      assertThat(text.codePoints().anyMatch(Character::isIdeographic)).as(key).isEqualTo(chinese);
    }
  }

  @Test
  void aRefusalSpeaks() {
    SealRefusedException refused =
        new SealRefusedException(SealRefusedException.Rule.SEAL_NOT_VALID);
    assertThat(refused.sentence(Locale.CHINA)).contains("有效期");
    assertThat(refused.nextStep(Locale.FRANCE)).contains("remade");
  }
}
