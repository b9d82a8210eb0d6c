package org.liangzheng.api.licence.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What lines came to, in the order of the lines and without a gap: it stops before the first that
 * is not settled. So whoever goes on after the last one read misses nothing and reads nothing
 * twice. The last record says where that is; a stream without it broke off.
 */
@Component
class BatchResults {
  private final JdbcClient database;
  private final BatchLines settled;
  private final JsonMapper json;

  BatchResults(JdbcClient database, BatchLines settled, JsonMapper json) {
    this.database = database;
    this.settled = settled;
    this.json = json;
  }

  private record Chunk(UUID id, int number, int firstLine, int lastLine, String state, int taken) {}

  private record Settled(
      UUID id,
      int line,
      String state,
      @Nullable String outcome,
      @Nullable UUID subject,
      Optional<ObjectNode> problem) {}

  /**
   * Writes NDJSON.
   *
   * @param after line number to go on after; 0 from the beginning
   * @param limit the most records
   */
  void write(Batch batch, int after, int limit, OutputStream out) throws IOException {
    int last = after;
    int left = limit;
    int at = 0;
    boolean all = false;
    boolean stopped = false;
    while (!stopped && left > 0) {
      Optional<Chunk> next = chunk(batch.id(), at, after);
      if (next.isEmpty()) {
        all = batch.state().finished();
        break;
      }
      Chunk chunk = next.get();
      at = chunk.number();
      if (chunk.taken() == 0) {
        stopped = !chunk.state().equals("CANCELLED");
        if (!stopped) {
          line(out, untouched(chunk));
          last = chunk.lastLine();
          left--;
        }
        continue;
      }
      for (Settled line : lines(chunk.id(), after)) {
        stopped = line.state().equals("OPEN") || left == 0;
        if (stopped) {
          break;
        }
        line(out, record(line));
        last = line.line();
        left--;
      }
    }
    line(out, json.createObjectNode().put("next", last).put("complete", all));
  }

  private Optional<Chunk> chunk(UUID batch, int afterChunk, int afterLine) {
    return database
        .sql(
            "select id, number, first_line, last_line, state, attempt from licence_batch_chunk"
                + " where batch = ? and number > ? and last_line > ? order by number limit 1")
        .params(batch, afterChunk, afterLine)
        .query((row, _) ->
            new Chunk(
                Objects.requireNonNull(row.getObject(1, UUID.class)),
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                Objects.requireNonNull(row.getString(5)),
                row.getInt(6)))
        .optional();
  }

  private List<Settled> lines(UUID chunk, int after) {
    return database
        .sql(
            "select id, line, state, outcome, subject, problem from licence_batch_line"
                + " where chunk = ? and line > ? order by line")
        .params(chunk, after)
        .query((row, _) -> {
          UUID id = Objects.requireNonNull(row.getObject(1, UUID.class));
          byte[] problem = row.getBytes(6);
          return new Settled(
              id,
              row.getInt(2),
              Objects.requireNonNull(row.getString(3)),
              row.getString(4),
              row.getObject(5, UUID.class),
              problem == null
                  ? Optional.empty()
                  : Optional.of((ObjectNode) json.readTree(settled.problem(id, problem))));
        })
        .list();
  }

  /** Lines that nobody had taken up when the batch was cancelled, as one record. */
  private ObjectNode untouched(Chunk chunk) {
    return json.createObjectNode()
        .put("line", chunk.firstLine())
        .put("untilLine", chunk.lastLine())
        .put("outcome", "CANCELLED");
  }

  private ObjectNode record(Settled line) {
    ObjectNode record =
        json.createObjectNode()
            .put("line", line.line())
            .put("outcome", line.outcome() == null ? line.state() : line.outcome());
    if (line.subject() != null) {
      record.put("licence", line.subject().toString());
    }
    line.problem().ifPresent(problem -> record.set("problem", problem));
    return record;
  }

  private void line(OutputStream out, ObjectNode record) throws IOException {
    out.write(json.writeValueAsBytes(record));
    out.write('\n');
  }
}
