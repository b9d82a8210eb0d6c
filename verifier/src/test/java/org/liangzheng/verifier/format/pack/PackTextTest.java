package org.liangzheng.verifier.format.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PackTextTest {
  @Test
  void everyFaultHasBothLanguagesAndANextStep() {
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      PackText text = PackText.in(locale);
      for (PackFault fault : PackFault.values()) {
        assertThat(text.sentence(fault)).as("%s %s", locale, fault).isNotBlank();
        assertThat(text.next(fault)).as("%s %s", locale, fault).isNotBlank();
      }
    }
    assertThat(PackText.in(Locale.CHINESE).sentence(PackFault.PACK_TOO_LARGE)).contains("证据包");
    assertThat(PackText.in(Locale.FRENCH).sentence(PackFault.PACK_TOO_LARGE)).contains("pack");
  }
}
