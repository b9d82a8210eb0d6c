package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.liangzheng.testkit.custody.natives.JournalEntry;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a database has to say after kills, whatever was killed. */
final class CrashProof {
  private static final Duration LIMIT = Duration.ofSeconds(180);

  private CrashProof() {}

  /** Batches go on behind their answers. */
  static void finished(JdbcClient database) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() ->
            database
                .sql("select not exists (select from licence_batch where state <> 'DONE')")
                .query(Boolean.class)
                .single());
  }

  /** The log has everything under a checkpoint. */
  static void settled(JdbcClient database) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() ->
            database
                .sql(
                    "select (select count(*) from audit_entry) ="
                        + " (select coalesce(max(size), 0) from audit_checkpoint)")
                .query(Boolean.class)
                .single());
  }

  /** Every request that was sent was answered, once. */
  static void everyRequestIsAnswered(JdbcClient database, int requests) {
    assertThat(
            database
                .sql("select count(*) from web_intent where state = 'ANSWERED'")
                .query(Long.class)
                .single())
        .isEqualTo(requests)
        .isEqualTo(database.sql("select count(*) from web_intent").query(Long.class).single());
  }

  /** What the token signed has a record that was committed before, as often as it was signed. */
  static void everySignatureHasItsRecord(
      JdbcClient database, List<JournalEntry> journal, int acts) {
    Map<String, Integer> signed = new HashMap<>();
    for (JournalEntry entry : journal) {
      if (entry.signature().size() > 0) {
        signed.merge(entry.keyLabel() + " " + entry.digest().toHex(), 1, Integer::sum);
      }
    }
    Map<String, Integer> recorded = new HashMap<>();
    database
        .sql("select key_ref, encode(digest, 'hex') from custody_attempt")
        .query(row -> {
          String label = row.getString(1).substring(row.getString(1).indexOf(':') + 1);
          recorded.merge(label + " " + row.getString(2), 1, Integer::sum);
        });
    List<String> unrecorded = new ArrayList<>();
    signed.forEach((what, times) -> {
      if (recorded.getOrDefault(what, 0) < times) {
        unrecorded.add(what + " × " + times);
      }
    });
    assertThat(unrecorded).as("signatures without their record").isEmpty();
    assertThat(signed).hasSizeGreaterThan(acts);
    assertThat(
            database
                .sql(
                    "select count(*) from custody_attempt where act = 'SEAL_LICENCE'"
                        + " and intent is null")
                .query(Long.class)
                .single())
        .isZero();
  }
}
