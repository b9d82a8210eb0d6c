package org.liangzheng.api.licence.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.batch.TestBatches.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** A batch that is larger than the service takes is refused whole; the limits are small here. */
@ApiTest
@TestPropertySource(properties = {"liangzheng.batch.max-lines=3", "liangzheng.batch.max-part=1KB"})
class BatchSizeTest {
  @Autowired private ApplicationContext context;

  @Test
  void linesAndPartsHaveTheirLimits() {
    Tokens tokens = Tokens.of(context);
    TestBatches batches =
        new TestBatches(tokens.base(), tokens.bearer(Tokens.OWN, Scope.LICENCE_ISSUE));
    String key = UUID.randomUUID().toString();
    assertThat(batches.send(key, TestBatches.body(List.of("{}", "{}", "{}", "{}"))).problem())
        .isEqualTo("413 batch-too-large");
    assertThat(
            batches
                .send(UUID.randomUUID().toString(), TestBatches.body(List.of("{}", "{}", "{}")))
                .status())
        .isEqualTo(202);
    Reply opened = batches.post("/v1/licence-batch-uploads", UUID.randomUUID().toString(), null);
    byte[] part = TestBatches.body(List.of("{}" + " ".repeat(1022)));
    assertThat(batches.part(opened.id(), 1, part).problem()).isEqualTo("413 batch-part-too-large");
    byte[] less = TestBatches.body(List.of("{}" + " ".repeat(1021)));
    assertThat(batches.part(opened.id(), 1, less).status()).isEqualTo(200);
  }
}
