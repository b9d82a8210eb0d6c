package org.liangzheng.verifier.format.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.verifier.crypto.MalformedException;

class HolderCodeTest {
  @Test
  void checkCharactersOfTheStandards() {
    // GB 32100 and GB 11643, recomputed vectors.
    assertThat(OrganizationId.checkCharacter("91350100M000100Y4")).isEqualTo('3');
    assertThat(OrganizationId.checkCharacter("11220000013544541")).isEqualTo('J');
    assertThat(PersonId.checkCharacter("11010519491231002")).isEqualTo('X');
  }

  @Test
  void typeDecidesTheForm() throws MalformedException {
    assertThat(HolderCode.parse("001", "91350100M000100Y43")).isInstanceOf(OrganizationId.class);
    assertThat(HolderCode.parse("111", "11010519491231002X")).isInstanceOf(PersonId.class);
    assertThat(HolderCode.parse("414", "E12345678")).isInstanceOf(OtherHolderCode.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11010519491231002x",
        "110105194912310020",
        "11010519491331002X",
        "11010519490229002X",
        "1101051949123100",
        ""
      })
  void wrongCitizenNumbersAreRefused(String number) {
    assertThatThrownBy(() -> HolderCode.parse("111", number))
        .isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"91350100M000100Y44", "91350100M000100Y4I", "9135010OM000100Y43", ""})
  void wrongOrganisationCodesAreRefused(String code) {
    assertThatThrownBy(() -> HolderCode.parse("001", code)).isInstanceOf(MalformedException.class);
  }

  @Test
  void codesAreNeverPrinted() throws MalformedException {
    assertThat(HolderCode.parse("111", "11010519491231002X").toString()).doesNotContain("1949");
    assertThat(HolderCode.parse("414", "E12345678").toString()).doesNotContain("1234");
  }
}
