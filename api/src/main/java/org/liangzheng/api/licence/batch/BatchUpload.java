package org.liangzheng.api.licence.batch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes batches in: cuts lines from the stream, encrypts them by chunks and stores them some at a
 * time. At no time more than a segment of a body is held, however long the body is.
 */
@Service
class BatchUpload {
  static final String CHUNKS = "licence_batch_chunk";
  private static final String PARTS = "licence_batch_part";

  /** So many chunks are stored in one transaction. */
  private static final int SEGMENT = 4;

  private final Batches batches;
  private final BatchKinds kinds;
  private final JdbcClient database;
  private final FieldCipher cipher;
  private final TransactionTemplate transactions;
  private final BatchSettings settings;
  private final Semaphore running;
  private final Ids ids;
  private final Clock clock;

  BatchUpload(
      Batches batches,
      BatchKinds kinds,
      JdbcClient database,
      FieldCipher cipher,
      TransactionTemplate transactions,
      BatchSettings settings,
      Ids ids,
      Clock clock) {
    this.batches = batches;
    this.kinds = kinds;
    this.database = database;
    this.cipher = cipher;
    this.transactions = transactions;
    this.settings = settings;
    this.running = new Semaphore(settings.uploadsAtOnce());
    this.ids = ids;
    this.clock = clock;
  }

  /** Lines that are encrypted, not yet stored. */
  private record Chunk(UUID id, int firstLine, int lastLine, int lines, ByteString sealed) {}

  /** Opens an upload whose parts come one by one. */
  void open(UUID id, BatchOrder order) {
    batches.begin(id, order, 1, clock.instant());
  }

  /**
   * Receives a whole body; it is not worked on before {@link Batches#start}.
   *
   * @param told SHA-256 of the body
   * @throws Problem {@code content-digest-differs}, {@code batch-empty}, {@code batch-too-large}
   * @throws UncheckedIOException if the body breaks off
   */
  void receive(UUID id, int attempt, BatchOrder order, InputStream body, ByteString told) {
    enter();
    try {
      transactions.executeWithoutResult(_ -> batches.begin(id, order, attempt, clock.instant()));
      MessageDigest digest = ContentDigest.sha256();
      LineReader reader = reader(order.kind(), new DigestInputStream(body, digest), 0);
      List<Chunk> segment = new ArrayList<>();
      int lines = 0;
      long counted = 0;
      for (Chunk chunk = next(reader); chunk != null; chunk = next(reader)) {
        segment.add(chunk);
        lines += chunk.lines();
        requireFewEnough(lines);
        if (segment.size() == SEGMENT) {
          store(id, attempt, segment, reader.number(), reader.bytes() - counted);
          counted = reader.bytes();
          segment.clear();
        }
      }
      store(id, attempt, segment, reader.number(), reader.bytes() - counted);
      ContentDigest.require(told, digest);
      if (lines == 0) {
        throw new Problem(BatchProblem.BATCH_EMPTY);
      }
    } catch (IOException broken) {
      batches.drop(id, attempt);
      throw new UncheckedIOException(broken);
    } catch (Problem refused) {
      batches.drop(id, attempt);
      throw refused;
    } finally {
      running.release();
    }
  }

  /**
   * Receives one part of an upload: whole lines. The part that came last may come again.
   *
   * @param number from 1
   * @throws Problem if the part is not the next, differs from what came under its number, or is
   *     none
   */
  Batch part(Batch batch, int number, InputStream body, ByteString told) {
    requireOpen(batch);
    enter();
    try {
      int most = Math.toIntExact(settings.maxPart().toBytes());
      byte[] part = body.readNBytes(most + 1);
      if (part.length > most) {
        throw new Problem(BatchProblem.BATCH_PART_TOO_LARGE, settings.maxPart().toString());
      }
      MessageDigest digest = ContentDigest.sha256();
      digest.update(part);
      ContentDigest.require(told, digest);
      if (number < batch.nextPart()) {
        return repeated(batch, number, told);
      }
      LineReader reader =
          reader(batch.order().kind(), new ByteArrayInputStream(part), batch.lastLine());
      List<Chunk> chunks = new ArrayList<>();
      for (Chunk chunk = next(reader); chunk != null; chunk = next(reader)) {
        chunks.add(chunk);
      }
      if (part.length == 0 || part[part.length - 1] != '\n') {
        throw new Problem(BatchProblem.BATCH_PART_ENDS_WITHIN_LINE);
      }
      return add(batch, number, part.length, told, chunks, reader.number());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } finally {
      running.release();
    }
  }

  private Batch repeated(Batch batch, int number, ByteString told) {
    boolean same =
        database
            .sql("select id, digest from licence_batch_part where batch = ? and number = ?")
            .params(batch.id(), number)
            .query((row, _) ->
                MessageDigest.isEqual(
                    told.toByteArray(),
                    cipher.decrypt(
                        new Cell(PARTS, "digest", row.getObject(1, UUID.class)), row.getBytes(2))))
            .optional()
            .orElse(false);
    if (!same) {
      throw new Problem(BatchProblem.BATCH_PART_DIFFERS);
    }
    return batch;
  }

  private Batch add(
      Batch seen, int number, int size, ByteString told, List<Chunk> chunks, int lastLine) {
    Batch after =
        transactions.execute(_ -> {
          Batch batch = batches.lock(seen.id()).orElseThrow(BatchUpload::unknown);
          requireOpen(batch);
          if (batch.nextPart() != number || batch.lastLine() != seen.lastLine()) {
            // Also when another request with the part came first: asked again it is a repetition.
            throw new Problem(
                BatchProblem.BATCH_PART_OUT_OF_ORDER, Integer.toString(batch.nextPart()));
          }
          int lines = chunks.stream().mapToInt(Chunk::lines).sum();
          requireFewEnough(batch.lines() + lines);
          if (batch.bytes() + size > settings.maxBytes().toBytes()) {
            throw tooLarge();
          }
          UUID id = ids.next();
          database
              .sql("insert into licence_batch_part (id, batch, number, digest) values (?, ?, ?, ?)")
              .params(
                  id,
                  batch.id(),
                  number,
                  cipher.encrypt(new Cell(PARTS, "digest", id), told.toByteArray()))
              .update();
          insert(batch, chunks);
          batches.grow(batch.id(), lastLine, lines, size, chunks.size(), clock.instant());
          return batches.find(batch.id()).orElseThrow(BatchUpload::unknown);
        });
    return Optional.ofNullable(after).orElseThrow();
  }

  private void store(UUID id, int attempt, List<Chunk> chunks, int lastLine, long bytes) {
    transactions.executeWithoutResult(_ -> {
      Batch batch =
          batches
              .lock(id)
              .filter(found ->
                  found.uploadAttempt() == attempt && found.state() == Batch.State.UPLOADING)
              // The upload was begun anew by another request.
              .orElseThrow(() -> new Problem(WebProblem.REQUEST_TIMEOUT));
      insert(batch, chunks);
      int lines = chunks.stream().mapToInt(Chunk::lines).sum();
      batches.grow(id, lastLine, lines, bytes, chunks.size(), clock.instant());
    });
  }

  private void insert(Batch batch, List<Chunk> chunks) {
    int number = batch.chunks();
    for (Chunk chunk : chunks) {
      number++;
      database
          .sql(
              "insert into licence_batch_chunk (id, batch, number, first_line, last_line, lines,"
                  + " content, state, attempt) values (?, ?, ?, ?, ?, ?, ?, 'WAITING', 0)")
          .params(
              chunk.id(),
              batch.id(),
              number,
              chunk.firstLine(),
              chunk.lastLine(),
              chunk.lines(),
              chunk.sealed().toByteArray())
          .update();
    }
  }

  private LineReader reader(String kind, InputStream in, int number) {
    return new LineReader(in, kinds.get(kind).maxLine(), number);
  }

  /** Some lines, encrypted; null at the end. */
  private @Nullable Chunk next(LineReader reader) throws IOException {
    List<BatchLine> lines = new ArrayList<>();
    long size = 0;
    while (lines.size() < settings.chunkLines() && size < settings.chunkBytes().toBytes()) {
      Optional<BatchLine> line = reader.next();
      if (line.isEmpty()) {
        break;
      }
      lines.add(line.get());
      size += line.get().size();
    }
    if (lines.isEmpty()) {
      return null;
    }
    UUID id = ids.next();
    return new Chunk(
        id,
        lines.getFirst().number(),
        lines.getLast().number(),
        lines.size(),
        ByteString.of(cipher.encrypt(new Cell(CHUNKS, "content", id), ChunkCodec.encode(lines))));
  }

  private void requireFewEnough(int lines) {
    if (lines > settings.maxLines()) {
      throw tooLarge();
    }
  }

  private Problem tooLarge() {
    return new Problem(
        BatchProblem.BATCH_TOO_LARGE,
        Integer.toString(settings.maxLines()),
        settings.maxBytes().toString());
  }

  private static void requireOpen(Batch batch) {
    if (batch.state() != Batch.State.UPLOADING) {
      throw new Problem(BatchProblem.BATCH_UPLOAD_CLOSED);
    }
  }

  private static Problem unknown() {
    return new Problem(BatchProblem.BATCH_UNKNOWN);
  }

  private void enter() {
    if (!running.tryAcquire()) {
      throw new Problem(WebProblem.UNAVAILABLE).withHeader("Retry-After", "5");
    }
  }
}
