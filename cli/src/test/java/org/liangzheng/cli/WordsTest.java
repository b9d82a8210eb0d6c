package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void bothLanguagesHaveTheSameWords() {
    assertThat(Words.ZH.keys()).isEqualTo(Words.EN.keys());
    for (String key : Words.ZH.keys()) {
      assertThat(Words.ZH.text(key, "w", "x", "y", "z")).as(key).isNotBlank();
      assertThat(Words.EN.text(key, "w", "x", "y", "z")).as(key).isNotBlank();
    }
  }

  @Test
  void everyFaultHasASentenceAndANextStep() {
    for (CliFault fault : CliFault.values()) {
      assertThat(Words.ZH.keys()).contains(fault.code(), fault.code() + ".next");
      assertThat(fault.exitCode()).isGreaterThanOrEqualTo(64);
    }
  }

  @Test
  void foreignTextCannotSteerATerminal() {
    assertThat(Plain.text("a\u001b[31mb\r\n\u202ec\u2028d𠮷")).isEqualTo("a�[31mb���c�d𠮷");
    assertThat(Plain.width("证照 a𠮷")).isEqualTo(8);
  }
}
