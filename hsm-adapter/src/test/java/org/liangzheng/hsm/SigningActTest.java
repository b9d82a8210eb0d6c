package org.liangzheng.hsm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningActTest {
  @ParameterizedTest
  @EnumSource(SigningAct.class)
  void everyActHasAKeyAndNoneThatOnlyWraps(SigningAct act) {
    assertThat(act.purposes()).isNotEmpty().allMatch(KeyPurpose::signs);
  }

  @ParameterizedTest
  @EnumSource(KeyPurpose.class)
  void everySigningKeyHasItsAct(KeyPurpose purpose) {
    List<SigningAct> acts = acts(purpose);
    if (purpose.signs()) {
      assertThat(acts).contains(SigningAct.REQUEST_CERTIFICATE).hasSizeGreaterThan(1);
    } else {
      assertThat(acts).isEmpty();
    }
  }

  @Test
  void licenceSealsAreOutOfReachOfDocumentSealing() {
    assertThat(acts(KeyPurpose.LICENCE_SEAL))
        .containsExactly(SigningAct.SEAL_LICENCE, SigningAct.REQUEST_CERTIFICATE);
    assertThat(SigningAct.SEAL_DOCUMENT.purposes()).containsExactly(KeyPurpose.OFFICE_SEAL);
  }

  private static List<SigningAct> acts(KeyPurpose purpose) {
    return Arrays.stream(SigningAct.values()).filter(act -> act.allows(purpose)).toList();
  }
}
