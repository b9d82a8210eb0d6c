package org.liangzheng.api.web.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code web_intent}. Each write names the attempt it belongs to and says if it held. */
final class IntentStore {

  private static final String TABLE = "web_intent";

  private final JdbcClient jdbc;
  private final FieldCipher cipher;

  IntentStore(JdbcClient jdbc, FieldCipher cipher) {
    this.jdbc = jdbc;
    this.cipher = cipher;
  }

  enum State {
    PERFORMING,
    VOID,
    ANSWERED
  }

  /** What makes a request the same request. */
  record Key(String client, String route, String key) {
    byte[] hash() {
      return RequestDigest.sha256(key.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
  }

  /** A row, read under lock; {@code secondsLeft} is what the lease has left, at least 0. */
  static final class Row {
    final UUID id;
    final String route;
    final State state;
    final int attempt;
    final double secondsLeft;
    private final Instant time;
    private final byte[] sealedIntent;
    private final byte @Nullable [] sealedAnswer;

    private Row(ResultSet row) throws SQLException {
      id = Objects.requireNonNull(row.getObject("id", UUID.class));
      route = Objects.requireNonNull(row.getString("route"));
      state = State.valueOf(row.getString("state"));
      attempt = row.getInt("attempt");
      secondsLeft = Math.max(0, row.getDouble("seconds_left"));
      time = Objects.requireNonNull(row.getTimestamp("intent_time")).toInstant();
      sealedIntent = Objects.requireNonNull(row.getBytes("intent"));
      sealedAnswer = row.getBytes("answer");
    }

    boolean leased() {
      return state == State.PERFORMING && secondsLeft > 0;
    }
  }

  private static final String COLUMNS =
      "select id, route, state, attempt, intent_time, intent, answer,"
          + " coalesce(extract(epoch from lease_until - clock_timestamp()), 0) as seconds_left"
          + " from web_intent ";

  Optional<Row> lock(Key key) {
    return jdbc.sql(COLUMNS + "where client = ? and route = ? and key_hash = ? for update")
        .params(key.client(), key.route(), key.hash())
        .query((row, _) -> new Row(row))
        .optional();
  }

  Optional<Row> lock(UUID id) {
    return jdbc.sql(COLUMNS + "where id = ? for update")
        .param(id)
        .query((row, _) -> new Row(row))
        .optional();
  }

  /** Whether the key has no row; one may come at any moment. */
  boolean isNew(Key key) {
    return jdbc.sql("select 1 from web_intent where client = ? and route = ? and key_hash = ?")
        .params(key.client(), key.route(), key.hash())
        .query(Integer.class)
        .optional()
        .isEmpty();
  }

  /**
   * Writes an act down that is about to begin.
   *
   * @return whether the row is ours; not when another request with the key came first
   */
  boolean insert(Key key, Intent intent, RequestDigest digest, Duration lease) {
    return insert(key, intent, digest, State.PERFORMING, lease.toMillis(), null, null);
  }

  /** The same for one that is over with its answer. */
  boolean insertAnswered(Key key, Intent intent, RequestDigest digest, Answer answer, Instant now) {
    byte[] sealed = cipher.encrypt(answerCell(intent.id()), answer.encode());
    return insert(key, intent, digest, State.ANSWERED, null, sealed, Timestamp.from(now));
  }

  /** The same for one that came to nothing: who asks again begins its next attempt. */
  boolean insertVoid(Key key, Intent intent, RequestDigest digest) {
    return insert(key, intent, digest, State.VOID, null, null, null);
  }

  private boolean insert(
      Key key,
      Intent intent,
      RequestDigest digest,
      State state,
      @Nullable Long leaseMillis,
      byte @Nullable [] sealedAnswer,
      @Nullable Timestamp answeredAt) {
    byte[] allotted = intent.allotted();
    byte[] plain = Arrays.copyOf(digest.bytes(), RequestDigest.LENGTH + allotted.length);
    System.arraycopy(allotted, 0, plain, RequestDigest.LENGTH, allotted.length);
    return jdbc.sql(
                "insert into web_intent"
                    + " (id, client, route, key_hash, intent_time, intent, state, attempt,"
                    + " lease_until, answer, answered_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?,"
                    + " clock_timestamp() + ?::bigint * interval '1 millisecond',"
                    + " ?::bytea, ?::timestamptz)"
                    + " on conflict (client, route, key_hash) do nothing")
            .params(
                intent.id(),
                key.client(),
                key.route(),
                key.hash(),
                Timestamp.from(intent.time()),
                cipher.encrypt(intentCell(intent.id()), plain),
                state.name(),
                intent.attempt())
            .param(leaseMillis)
            .param(sealedAnswer)
            .param(answeredAt)
            .update()
        == 1;
  }

  boolean sameRequest(Row row, RequestDigest digest) {
    return digest.matches(cipher.decrypt(intentCell(row.id), row.sealedIntent));
  }

  /** The intent as attempt {@code attempt} sees it. */
  Intent intent(Row row, int attempt) {
    byte[] plain = cipher.decrypt(intentCell(row.id), row.sealedIntent);
    return new Intent(
        row.id, row.time, Arrays.copyOfRange(plain, RequestDigest.LENGTH, plain.length), attempt);
  }

  Answer answer(Row row) {
    byte[] sealed = Objects.requireNonNull(row.sealedAnswer);
    return Answer.decode(cipher.decrypt(answerCell(row.id), sealed));
  }

  /** Takes the row over for its next attempt; the caller holds its lock. */
  void takeUp(Row row, Duration lease) {
    jdbc.sql(
            "update web_intent set state = 'PERFORMING', attempt = attempt + 1,"
                + " lease_until = clock_timestamp() + ? * interval '1 millisecond'"
                + " where id = ? and attempt = ?")
        .params(lease.toMillis(), row.id, row.attempt)
        .update();
  }

  boolean finish(UUID id, int attempt, Answer answer, Instant now) {
    return jdbc.sql(
                "update web_intent set state = 'ANSWERED', lease_until = null, answer = ?,"
                    + " answered_at = ? where id = ? and attempt = ? and state = 'PERFORMING'")
            .params(
                cipher.encrypt(answerCell(id), answer.encode()), Timestamp.from(now), id, attempt)
            .update()
        == 1;
  }

  boolean makeVoid(UUID id, int attempt) {
    return jdbc.sql(
                "update web_intent set state = 'VOID', lease_until = null"
                    + " where id = ? and attempt = ? and state = 'PERFORMING'")
            .params(id, attempt)
            .update()
        == 1;
  }

  /** Renews leases that are still held. */
  void renew(List<Intent> held, Duration lease) {
    UUID[] ids = held.stream().map(Intent::id).toArray(UUID[]::new);
    Integer[] attempts = held.stream().map(Intent::attempt).toArray(Integer[]::new);
    jdbc.sql(
            "update web_intent w set lease_until ="
                + " clock_timestamp() + ? * interval '1 millisecond'"
                + " from unnest(?::uuid[], ?::int[]) as held (id, attempt)"
                + " where w.id = held.id and w.attempt = held.attempt"
                + " and w.state = 'PERFORMING'")
        .params(lease.toMillis(), ids, attempts)
        .update();
  }

  /** Acts whose holder has given no sign of life for a lease, oldest first. */
  List<UUID> overdue(int most) {
    return jdbc.sql(
            "select id from web_intent where state = 'PERFORMING'"
                + " and lease_until < clock_timestamp() order by lease_until limit ?")
        .param(most)
        .query((row, _) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
        .list();
  }

  /**
   * @return how many rows went
   */
  int deleteOlderThan(Instant limit, int most) {
    return jdbc.sql(
            "delete from web_intent where id in (select id from web_intent"
                + " where intent_time < ? and state <> 'PERFORMING'"
                + " order by intent_time limit ? for update skip locked)")
        .params(Timestamp.from(limit), most)
        .update();
  }

  private static Cell intentCell(UUID id) {
    return new Cell(TABLE, "intent", id);
  }

  private static Cell answerCell(UUID id) {
    return new Cell(TABLE, "answer", id);
  }
}
