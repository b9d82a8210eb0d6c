package org.liangzheng.api.presentation.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What anybody is told of a person's name. */
class MaskedNameTest {
  @ParameterizedTest
  @CsvSource({"示例,示*", "示例人,示**", "𠀀例,𠀀*", "示𠀀,示*", "示𠀀𠀁,示**", "示,示*"})
  void isOneStarForEachCharacterAfterTheFirst(String name, String masked) {
    assertThat(FaceDesk.masked(name)).isEqualTo(masked);
  }
}
