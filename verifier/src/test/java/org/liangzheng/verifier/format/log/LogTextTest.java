package org.liangzheng.verifier.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LogTextTest {
  @Test
  void everyFaultHasBothLanguagesAndANextStep() {
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      LogText text = LogText.in(locale);
      for (LogFault fault : LogFault.values()) {
        assertThat(text.sentence(fault)).as("%s %s", locale, fault).isNotBlank();
        assertThat(text.next(fault)).as("%s %s", locale, fault).isNotBlank();
      }
    }
    assertThat(LogText.in(Locale.CHINESE).sentence(LogFault.LOG_SHRANK)).contains("日志");
    assertThat(LogText.in(Locale.FRENCH).sentence(LogFault.LOG_SHRANK)).contains("log");
  }
}
