package org.liangzheng.bench.service;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the service asks its database in an act, by the database's own log: so that bare statements
 * are those of the service and nobody else's, also after it was changed. The database tells its
 * statements only while it is asked to, and its values are those of invented people.
 */
public final class Statements {
  private static final Pattern LINE =
      Pattern.compile(
          "^\\d{4}-\\d\\d-\\d\\d [\\d:.]+ \\w+ \\[(\\d+)\\] (\\w+): {2}(.*)$", Pattern.DOTALL);
  private static final Pattern EXECUTE = Pattern.compile("execute [^:]+: (.*)", Pattern.DOTALL);

  /** Possessive: values are long, and every step back taken is a frame of the stack. */
  private static final Pattern VALUE =
      Pattern.compile("\\$\\d+ = (NULL|'(?:[^']++|'')*+')", Pattern.DOTALL);

  private static final Pattern PLACE = Pattern.compile("\\$\\d+");
  private static final String VALUES = "parameters: ";
  private static final String SERVICE = "application_name = 'liangzheng'";

  private final Database database;

  /** Of a service's database. */
  public Statements(Database database) {
    this.database = database;
  }

  /**
   * One that was sent.
   *
   * @param session of the server: its process
   * @param sql with {@code ?} for its values
   * @param values in the server's text form
   */
  public record Sent(long session, String sql, List<@Nullable String> values) {
    /**
     * Whether it reads only, and for the act: it neither writes nor locks a row, and is not the
     * log's sequencer, which may have its turn on the same connection.
     */
    public boolean reads() {
      String text = sql.stripLeading().toLowerCase(Locale.ROOT);
      return text.startsWith("select")
          && !text.contains(" for share")
          && !text.contains(" for update")
          && !text.contains("pg_advisory")
          && !text.contains("web_intent")
          && !text.contains("audit_node");
    }

    @Override
    public String toString() {
      return sql;
    }
  }

  /** Lets the database tell its statements, on connections that are made from now on. */
  public void listen(Connection administrator) throws SQLException {
    Database.execute(
        administrator,
        "alter database liangzheng set log_statement = 'all'",
        "alter database liangzheng set log_error_verbosity = 'default'",
        "alter database liangzheng set log_parameter_max_length = -1");
    reconnect(administrator);
  }

  /** Ends that. */
  public void deaf(Connection administrator) throws SQLException {
    Database.execute(
        administrator,
        "alter database liangzheng reset log_statement",
        "alter database liangzheng reset log_error_verbosity",
        "alter database liangzheng reset log_parameter_max_length");
    reconnect(administrator);
  }

  private static void reconnect(Connection administrator) throws SQLException {
    Database.execute(
        administrator, "select pg_terminate_backend(pid) from pg_stat_activity where " + SERVICE);
  }

  /**
   * The statements of one act, in their order: those on the connection that sent its first one.
   * What the service does at the same time for itself is on others.
   *
   * @param first how that one begins
   */
  public List<Sent> during(String first, Crowd.Work act) throws IOException {
    long from = database.log().toFile().length();
    Crowd one = Stage.crowd(1);
    one.run(0, act);
    List<Sent> all = read(from);
    long session =
        all.stream()
            .filter(sent -> sent.sql().startsWith(first))
            .map(Sent::session)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the database told of no act"));
    return all.stream().filter(sent -> sent.session() == session).toList();
  }

  private List<Sent> read(long from) throws IOException {
    byte[] bytes;
    try (RandomAccessFile log = new RandomAccessFile(database.log().toFile(), "r")) {
      log.seek(from);
      bytes = new byte[(int) (log.length() - from)];
      log.readFully(bytes);
    }
    return parse(new String(bytes, StandardCharsets.UTF_8));
  }

  /** The statements that a log tells of, in their order. */
  static List<Sent> parse(String said) {
    List<Sent> all = new ArrayList<>();
    // What others say comes in between: each session's values follow its own statement.
    Map<Long, Integer> last = new HashMap<>();
    for (String entry : entries(said)) {
      Matcher head = LINE.matcher(entry);
      if (!head.matches()) {
        continue;
      }
      long session = Long.parseLong(head.group(1));
      String text = head.group(3);
      Matcher execute = EXECUTE.matcher(text);
      if (head.group(2).equals("LOG") && execute.matches()) {
        last.put(session, all.size());
        all.add(new Sent(session, execute.group(1), List.of()));
      } else if (head.group(2).equals("DETAIL")
          && text.toLowerCase(Locale.ROOT).startsWith(VALUES)) {
        Integer at = last.remove(session);
        if (at != null) {
          String sql = PLACE.matcher(all.get(at).sql()).replaceAll("?");
          all.set(at, new Sent(session, sql, values(text)));
        }
      }
    }
    return all;
  }

  /** Lines that go on begin with a tab. */
  private static List<String> entries(String text) {
    List<String> entries = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("\t") && !entries.isEmpty()) {
        entries.set(entries.size() - 1, entries.getLast() + "\n" + line.substring(1));
      } else {
        entries.add(line);
      }
    }
    return entries;
  }

  private static List<@Nullable String> values(String text) {
    List<@Nullable String> values = new ArrayList<>();
    Stream.of(text)
        .map(VALUE::matcher)
        .forEach(found -> {
          while (found.find()) {
            String value = found.group(1);
            values.add(
                value.equals("NULL")
                    ? null
                    : value.substring(1, value.length() - 1).replace("''", "'"));
          }
        });
    return values;
  }
}
