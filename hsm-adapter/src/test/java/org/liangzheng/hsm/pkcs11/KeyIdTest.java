package org.liangzheng.hsm.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.verifier.crypto.ByteString;

class KeyIdTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void carriesEachPurposeUnderItsLastingNumber() {
    Set<ByteString> ids = new HashSet<>();
    for (KeyPurpose purpose : KeyPurpose.values()) {
      ByteString id = KeyId.make(purpose, random);
      assertThat(id.size()).isEqualTo(20);
      assertThat(KeyId.purpose(id)).contains(purpose);
      ids.add(id);
      ids.add(KeyId.make(purpose, random));
    }
    assertThat(ids).hasSize(2 * KeyPurpose.values().length);
    assertThat(KeyId.make(KeyPurpose.LICENCE_SEAL, random).toHex()).startsWith("4c5a0104");
    assertThat(KeyId.make(KeyPurpose.INDEX_MAC, random).toHex()).startsWith("4c5a010f");
  }

  @Test
  void anIdOfAnotherShapeHasNoPurpose() {
    byte[] id = KeyId.make(KeyPurpose.LOG, random).toByteArray();
    assertThat(KeyId.purpose(ByteString.of(new byte[0]))).isEmpty();
    assertThat(KeyId.purpose(ByteString.of(Arrays.copyOf(id, 19)))).isEmpty();
    assertThat(KeyId.purpose(ByteString.of(Arrays.copyOf(id, 21)))).isEmpty();
    for (int i = 0; i < 3; i++) {
      byte[] changed = id.clone();
      changed[i] ^= 1;
      assertThat(KeyId.purpose(ByteString.of(changed))).isEmpty();
    }
    byte[] unknown = id.clone();
    unknown[3] = 99;
    assertThat(KeyId.purpose(ByteString.of(unknown))).isEmpty();
  }

  @Test
  void namesAreReadStrictly() {
    assertThat(TokenName.parse("serial:12ab")).isEqualTo(new TokenName.Serial("12ab"));
    assertThat(TokenName.parse("seals")).isEqualTo(TokenName.parse("label:seals"));
    assertThatThrownBy(() -> TokenName.parse("serial:"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TokenName.parse("x".repeat(33)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ForeignKey.Match.parse("id:A1:b2"))
        .isEqualTo(new ForeignKey.Match.Id(ByteString.ofHex("a1b2")));
    assertThatThrownBy(() -> ForeignKey.Match.parse("a1b2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Sm2Numbers(1L << 32, 1, 1, Sm2Numbers.Form.RAW))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
