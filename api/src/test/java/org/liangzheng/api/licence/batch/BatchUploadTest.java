package org.liangzheng.api.licence.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.licence.batch.TestBatches.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** How batches come in: whole or in parts, and never more of them in memory than a piece. */
@ApiTest
class BatchUploadTest {
  private static final Duration LONG = Duration.ofMinutes(6);

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  private TestBatches sender;

  @BeforeEach
  void open() {
    Tokens tokens = Tokens.of(context);
    sender =
        new TestBatches(
            tokens.base(), tokens.bearer(SampleDepartment.MARKET.id(), Scope.LICENCE_ISSUE));
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static String good(int number) {
    return BatchTest.good(number);
  }

  @Test
  void aBrokenUploadGoesOnWhereItBroke() {
    UUID upload = sender.post(TestBatches.UPLOADS, key(), null).id();
    byte[] one = TestBatches.body(List.of(good(30_001), "", good(30_002)));
    byte[] two = TestBatches.body(List.of(good(30_003)));
    assertThat(sender.part(upload, 2, two).problem()).isEqualTo("409 batch-part-out-of-order");
    assertThat(sender.part(upload, 1, one).json().get("lines").asInt()).isEqualTo(2);
    assertThat(sender.part(upload, 1, one).json().get("nextPart").asInt()).isEqualTo(2);
    assertThat(sender.part(upload, 1, two).problem()).isEqualTo("409 batch-part-differs");
    assertThat(sender.part(upload, 2, "{}".getBytes(StandardCharsets.UTF_8)).problem())
        .isEqualTo("400 batch-part-ends-within-line");
    assertThat(sender.get(TestBatches.UPLOADS + "/" + upload).json().get("nextPart").asInt())
        .isEqualTo(2);
    String complete = TestBatches.UPLOADS + "/" + upload + "/completion";
    assertThat(sender.post(complete, key(), "{\"parts\":2}").problem())
        .isEqualTo("409 batch-parts-missing");
    assertThat(sender.view(upload).get("state").asString()).isEqualTo("UPLOADING");
    assertThat(sender.part(upload, 2, two).status()).isEqualTo(200);
    assertThat(sender.post(complete, key(), "{\"parts\":2}").status()).isEqualTo(202);
    assertThat(sender.part(upload, 3, two).problem()).isEqualTo("409 batch-upload-closed");
    JsonNode done = sender.untilFinished(TestBatches.PATH, upload, LONG);
    assertThat(done.get("done").asInt()).isEqualTo(3);
    assertThat(
            sender.results(TestBatches.PATH, upload, 10).stream()
                .map(line -> line.get("line").asInt()))
        .containsExactly(1, 3, 4);
  }

  @Test
  void whatDidNotArriveWholeIsNoBatch() {
    byte[] body = TestBatches.body(List.of(good(40_001)));
    assertThat(sender.send(TestBatches.PATH, key(), body, null).problem())
        .isEqualTo("400 content-digest-missing");
    String key = key();
    int before = number("select count(*) from licence_batch where id <> ?", UUID.randomUUID());
    String other = TestBatches.digest(TestBatches.body(List.of("x")));
    assertThat(sender.send(TestBatches.PATH, key, body, other).problem())
        .isEqualTo("400 content-digest-differs");
    assertThat(number("select count(*) from licence_batch where id <> ?", UUID.randomUUID()))
        .isEqualTo(before);
    // Of a whole body as many bytes are counted as were sent.
    UUID whole = sender.send(key(), body).id();
    assertThat(sender.get(TestBatches.UPLOADS + "/" + whole).json().get("bytes").asLong())
        .isEqualTo(body.length);
    // It may be sent again under its key; another body may not.
    assertThat(sender.send(TestBatches.PATH, key, body, TestBatches.digest(body)).problem())
        .isEqualTo("422 idempotency-key-reused");
    byte[] empty = "\n \n".getBytes(StandardCharsets.UTF_8);
    assertThat(sender.send(key(), empty).problem()).isEqualTo("400 batch-empty");
  }

  /** 100,000 lines: what the heap keeps meanwhile is told, and is far below the body's size. */
  @Test
  void aLongBodyIsNotHeldInMemory() {
    int count = 100_000;
    byte[] line = (good(50_001) + "\n").getBytes(StandardCharsets.UTF_8);
    MessageDigest digest = TestBatches.sha256();
    for (int i = 0; i < count; i++) {
      digest.update(line);
    }
    String told = "sha-256=:" + Base64.getEncoder().encodeToString(digest.digest()) + ":";
    // Nothing is to be issued here.
    database.sql("update seal set state = 'SUSPENDED' where state = 'ACTIVE'").update();
    UUID batch;
    long most;
    try (HeapWatch watch = new HeapWatch(Duration.ofMillis(200))) {
      Reply accepted = sender.stream(key(), told, () -> repeated(line, count));
      batch = accepted.id();
      most = watch.grown();
      sender.post(TestBatches.PATH + "/" + batch + "/cancel", key(), null);
      sender.untilFinished(TestBatches.PATH, batch, LONG);
    } finally {
      database.sql("update seal set state = 'ACTIVE' where state = 'SUSPENDED'").update();
    }
    long size = (long) line.length * count;
    System.out.println(
        "batch: "
            + (size >> 20)
            + " MB uploaded, live heap grew by at most "
            + (most >> 20)
            + " MB");
    assertThat(sender.view(batch).get("lines").asInt()).isEqualTo(count);
    assertThat(most).isLessThan(size / 2);
  }

  private static InputStream repeated(byte[] line, int count) {
    Iterator<InputStream> lines =
        Collections.nCopies(count, line).stream()
            .map(bytes -> (InputStream) new java.io.ByteArrayInputStream(bytes))
            .iterator();
    return new SequenceInputStream(
        new java.util.Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return lines.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return lines.next();
          }
        });
  }

  private int number(String sql, UUID batch) {
    return database.sql(sql).param(batch).query(Integer.class).single();
  }
}
