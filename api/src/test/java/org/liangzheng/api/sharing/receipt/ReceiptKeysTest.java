package org.liangzheng.api.sharing.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.springframework.beans.factory.annotation.Autowired;

/** Only what the trust list names for receipts, and for the time, signs them. */
@ApiTest
class ReceiptKeysTest {
  @Autowired private ReceiptKeys keys;
  @Autowired private Custody custody;
  @Autowired private Ids ids;
  @Autowired private java.time.Clock clock;

  @Test
  void withoutAListedKeyNothingIsSigned() {
    assertThat(keys.entitled(clock.instant()).publicKey()).isNotNull();
    assertThatThrownBy(() -> keys.entitled(Instant.parse("2090-01-01T00:00:00Z")))
        .isInstanceOfSatisfying(
            Problem.class,
            refused ->
                assertThat(refused.code()).isEqualTo(ReceiptProblem.RECEIPT_KEY_MISSING));
  }

  @Test
  void receiptsDoNotWaitLongForOthers() {
    assertThatThrownBy(
            () -> new ReceiptSigner(keys, custody, Duration.ofMillis(21), ids, clock))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
