package org.liangzheng.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReferenceTest {
  @Test
  void isPrintedAsItIsRead() {
    KeyReference reference = KeyReference.parse("soft-2:Seal_1.licence-a");
    assertThat(reference).isEqualTo(new KeyReference("soft-2", "Seal_1.licence-a"));
    assertThat(reference).hasToString("soft-2:Seal_1.licence-a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "soft",
        "soft:",
        ":key",
        "Soft:key",
        "2soft:key",
        "soft:-key",
        "soft:key:2",
        "soft:key key",
        "soft:印章",
        "soft :key",
        "soft:key\n",
        "soft:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void nothingElseIsRead(String text) {
    assertThatThrownBy(() -> KeyReference.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
