package org.liangzheng.api.audit;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.log.ExportLine;
import org.liangzheng.verifier.format.log.LogEntry;
import org.liangzheng.verifier.format.log.TreeHash;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes log and register as they are in the database at one moment. It judges nothing: what was
 * altered goes out as it stands, so that the reader finds it.
 */
@Component
class LogExport {
  private static final int PAGE = 1_000;
  private static final String ENTRY =
      "select id, drawn, position, leaf, content, act, subject, authority from audit_entry ";

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final Checkpoints checkpoints;
  private final List<RegisterRows> registers;
  private final TransactionTemplate snapshot;

  LogExport(
      JdbcClient database,
      FieldCipher cipher,
      Checkpoints checkpoints,
      List<RegisterRows> registers,
      PlatformTransactionManager transactions) {
    this.database = database;
    this.cipher = cipher;
    this.checkpoints = checkpoints;
    this.registers = List.copyOf(registers);
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  private record Stored(long drawn, OptionalLong position, ExportLine.Entry line) {}

  /** Counts lines of a kind on their way. */
  private static final class Counted<T extends ExportLine> implements Consumer<T> {
    private final Consumer<ExportLine> out;
    private long count;

    Counted(Consumer<ExportLine> out) {
      this.out = out;
    }

    @Override
    public void accept(T line) {
      count++;
      out.accept(line);
    }
  }

  /**
   * Writes the export.
   *
   * @return false, and nothing written, while the log has no checkpoint
   */
  boolean write(Consumer<ExportLine> out) {
    return Boolean.TRUE.equals(
        snapshot.execute(_ -> {
          Optional<SignedNote> newest = checkpoints.newest();
          newest.ifPresent(note -> write(note, out));
          return newest.isPresent();
        }));
  }

  private void write(SignedNote note, Consumer<ExportLine> out) {
    out.accept(new ExportLine.Head(new String(note.signed().toBytes(), StandardCharsets.UTF_8)));
    Counted<ExportLine.Entry> entries = new Counted<>(out);
    placed(entries);
    waiting(entries);
    Counted<ExportLine.Registered> rows = new Counted<>(out);
    registers.forEach(register -> register.each(rows));
    out.accept(new ExportLine.End(entries.count, rows.count));
  }

  private void placed(Consumer<ExportLine.Entry> out) {
    long position = -1;
    long drawn = Long.MIN_VALUE;
    List<Stored> page;
    do {
      // By both: two entries at one place, which the schema forbids, are shown and not skipped.
      page =
          database
              .sql(
                  ENTRY
                      + "where (position, drawn) > (?, ?)"
                      + " order by position, drawn limit "
                      + PAGE)
              .params(position, drawn)
              .query(this::read)
              .list();
      page.forEach(stored -> out.accept(stored.line()));
      if (!page.isEmpty()) {
        position = page.getLast().position().orElseThrow();
        drawn = page.getLast().drawn();
      }
    } while (page.size() == PAGE);
  }

  private void waiting(Consumer<ExportLine.Entry> out) {
    long drawn = Long.MIN_VALUE;
    List<Stored> page;
    do {
      page =
          database
              .sql(ENTRY + "where position is null and drawn > ? order by drawn limit " + PAGE)
              .param(drawn)
              .query(this::read)
              .list();
      page.forEach(stored -> out.accept(stored.line()));
      drawn = page.isEmpty() ? drawn : page.getLast().drawn();
    } while (page.size() == PAGE);
  }

  private Stored read(ResultSet row, int number) throws SQLException {
    long place = row.getLong("position");
    OptionalLong position = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(place);
    return new Stored(
        row.getLong("drawn"),
        position,
        new ExportLine.Entry(
            position,
            new TreeHash(ByteString.of(row.getBytes("leaf"))),
            content(row.getObject("id", UUID.class), row.getBytes("content")),
            row.getString("act"),
            row.getObject("subject", UUID.class),
            Optional.ofNullable(row.getString("authority"))));
  }

  private Optional<LogEntry> content(UUID id, byte[] sealed) {
    byte[] content;
    try {
      content = cipher.decrypt(new Cell("audit_entry", "content", id), sealed);
    } catch (IllegalStateException altered) {
      return Optional.empty();
    }
    return Optional.of(
        new LogEntry(
            ByteString.of(content, 0, LogEntry.NONCE_SIZE),
            ByteString.of(content, LogEntry.NONCE_SIZE, content.length)));
  }
}
