package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole service: its settings, its vault, its database. */
@ApiTest
class CustodyStartTest {

  @Autowired Custody custody;
  @Autowired FieldCipher cipher;
  @Autowired BlindIndex index;
  @Autowired CustodyHealth health;

  @Test
  void theServiceComesUpWithAVaultThatSignsAndEncrypts() {
    KeyRef key = custody.ensureKey(KeyUse.RECEIPT, SignatureSuite.SM2_SM3, "receipt");
    var digest = custody.publicKey(key).digest(new byte[] {1});
    var signature =
        custody.sign(
            new SignatureOrder(
                key, SignatureAct.SIGN_RECEIPT, "test", "receipt-1", digest, new UUID(1, 2)));
    assertThat(custody.publicKey(key).verifies(digest, signature)).isTrue();
    Cell cell = new Cell("t", "c", new UUID(1, 2));
    assertThat(cipher.decrypt(cell, cipher.encrypt(cell, new byte[] {7}))).containsExactly(7);
    assertThat(index.of("t", "c", "v").version()).isEqualTo(1);
    assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
  }
}
