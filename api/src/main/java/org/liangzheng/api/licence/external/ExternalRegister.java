package org.liangzheng.api.licence.external;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.custody.BlindIndexRows;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.licence.LicenceFollower;
import org.liangzheng.api.licence.LicenceStatus;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What deliveries come to in the register of foreign licences. A licence is known by the parts of
 * its identifier, so a wrong check character and its correction are of one licence. What stands on
 * it and what state it is in each carry the source's number of the word they rest on; a word with a
 * lower number comes too late and changes nothing.
 */
@Repository
class ExternalRegister {
  static final String IDENTIFIERS = "external_identifier";

  static final String TAKEN = "EXTERNAL_LICENCE_TAKEN";
  static final String UPDATED = "EXTERNAL_LICENCE_UPDATED";
  private static final String TABLE = "external_licence";

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final ExternalReading reading;
  private final ExternalHolders holders;
  private final BlindIndexRows rows;
  private final SealedFiles files;
  private final ExternalIssuers issuers;
  private final AuditLog audit;
  private final JsonMapper json;
  private final ObjectProvider<LicenceFollower> followers;

  ExternalRegister(
      JdbcClient database,
      FieldCipher cipher,
      ExternalReading reading,
      ExternalHolders holders,
      BlindIndexRows rows,
      SealedFiles files,
      ExternalIssuers issuers,
      AuditLog audit,
      JsonMapper json,
      ObjectProvider<LicenceFollower> followers) {
    this.database = database;
    this.cipher = cipher;
    this.reading = reading;
    this.holders = holders;
    this.rows = rows;
    this.files = files;
    this.issuers = issuers;
    this.audit = audit;
    this.json = json;
    this.followers = followers;
  }

  /** What a word came to. */
  enum Effect {
    /** The licence was not known before. */
    TAKEN,
    UPDATED,
    /** The same word was there already. */
    REPEATED,
    /** A later word was there already. */
    OUTDATED
  }

  /**
   * @param licence the licence the word is about
   */
  record Applied(Effect effect, UUID licence) {}

  /** What a word would come to now. */
  Applied look(Fresh fresh, Word word) {
    return reading
        .find(word.id())
        .map(known -> new Applied(effect(known, word), known.id()))
        .orElseGet(() -> new Applied(Effect.TAKEN, fresh.licence()));
  }

  /**
   * Lets a word take effect; call inside the transaction of its act.
   *
   * @throws Problem {@code external-identifier-taken} or {@code external-sequence-reused}
   */
  Applied apply(Fresh fresh, Word word, String actor, Instant at) {
    issuers.heard(word.issuer().id(), at);
    Optional<ExternalLicence> known = reading.lock(word.id());
    if (known.isEmpty()) {
      if (rows.claim(IDENTIFIERS, "licence", word.id().text(), fresh.licence())) {
        insert(fresh, word, at);
        record(TAKEN, fresh.licence(), word, actor);
        return new Applied(Effect.TAKEN, fresh.licence());
      }
      // Another act came first; by now it has committed.
      known = reading.lock(word.id());
    }
    ExternalLicence licence = known.orElseThrow();
    Effect effect = effect(licence, word);
    if (effect == Effect.UPDATED) {
      update(licence, fresh, word, at);
      String what =
          newStatus(licence, word)
              ? word.status().orElseThrow().name()
              : LicenceFollower.SUPERSEDED;
      followers.orderedStream().forEach(follower -> follower.changed(licence.id(), what, at));
      record(UPDATED, licence.id(), word, actor);
    }
    return new Applied(effect, licence.id());
  }

  private static boolean newContent(ExternalLicence known, Word word) {
    return word.content().isPresent() && word.sequence() > known.contentSequence();
  }

  private static boolean newStatus(ExternalLicence known, Word word) {
    return word.status().isPresent() && word.sequence() > known.statusSequence();
  }

  private static Effect effect(ExternalLicence known, Word word) {
    if (!known.issuer().equals(word.issuer().id())) {
      throw new Problem(ExternalProblem.EXTERNAL_IDENTIFIER_TAKEN);
    }
    boolean sameContent = word.content().isPresent() && word.sequence() == known.contentSequence();
    boolean sameStatus = word.status().isPresent() && word.sequence() == known.statusSequence();
    if ((sameContent && !word.digest().equals(known.stored().contentDigest()))
        || (sameStatus && !word.digest().equals(known.stored().statusDigest()))) {
      throw new Problem(ExternalProblem.EXTERNAL_SEQUENCE_REUSED);
    }
    if (newContent(known, word) || newStatus(known, word)) {
      return Effect.UPDATED;
    }
    return sameContent || sameStatus ? Effect.REPEATED : Effect.OUTDATED;
  }

  private void insert(Fresh fresh, Word word, Instant at) {
    Stored stored =
        (word.content().isPresent()
                ? word.content().get().stored()
                : Stored.nothingYet(word.identifier()))
            .withDigests(
                word.content().isPresent() ? word.digest() : null,
                word.status().isPresent() ? word.digest() : null);
    UUID holder =
        word.content().isPresent()
            ? holders.ensure(word.content().get().holderKey(), fresh.holder())
            : fresh.holder();
    database
        .sql(
            """
            insert into external_licence (id, issuer, holder, type, authority, status,
              content_sequence, status_sequence, findings, verdict, reasons, verified_at, file,
              content, taken_at, changed_at)
            values (:id, :issuer, :holder, :type, :authority, :status, :contentSequence,
              :statusSequence, :findings, :verdict, :reasons, :verifiedAt, :file::uuid, :content,
              :at, :at)
            """)
        .param("id", fresh.licence())
        .param("issuer", word.issuer().id())
        .param("holder", holder)
        .param("type", word.id().type().value())
        .param("authority", authority(word).value())
        .param("status", word.status().orElse(LicenceStatus.IN_FORCE).name())
        .param("contentSequence", word.content().isPresent() ? word.sequence() : 0)
        .param("statusSequence", word.status().isPresent() ? word.sequence() : 0)
        .param("findings", findings(word))
        .param("verdict", verdict(word))
        .param("reasons", reasons(word))
        .param("verifiedAt", verifiedAt(word, at))
        .param("file", keep(fresh, word, at))
        .param("content", seal(fresh.licence(), stored))
        .param("at", Timestamp.from(at))
        .update();
  }

  private void update(ExternalLicence known, Fresh fresh, Word word, Instant at) {
    boolean content = newContent(known, word);
    boolean status = newStatus(known, word);
    Stored stored =
        (content ? word.content().orElseThrow().stored() : known.stored())
            .withDigests(
                content ? word.digest() : known.stored().contentDigest(),
                status ? word.digest() : known.stored().statusDigest());
    database
        .sql("update external_licence set content = ?, changed_at = ? where id = ?")
        .params(seal(known.id(), stored), Timestamp.from(at), known.id())
        .update();
    if (status) {
      database
          .sql("update external_licence set status = ?, status_sequence = ? where id = ?")
          .params(word.status().orElseThrow().name(), word.sequence(), known.id())
          .update();
    }
    if (content) {
      database
          .sql(
              """
              update external_licence set content_sequence = :sequence, holder = :holder,
                findings = :findings, verdict = :verdict, reasons = :reasons,
                verified_at = :verifiedAt, file = :file::uuid where id = :id
              """)
          .param("sequence", word.sequence())
          .param("holder", holders.ensure(word.content().orElseThrow().holderKey(), fresh.holder()))
          .param("findings", findings(word))
          .param("verdict", verdict(word))
          .param("reasons", reasons(word))
          .param("verifiedAt", verifiedAt(word, at))
          .param("file", keep(fresh, word, at))
          .param("id", known.id())
          .update();
      holders.forgetIfUnused(known.holder());
    }
  }

  /** Six digits name a region, not a body: then the source's authority stands for it. */
  private static OrganizationId authority(Word word) {
    String named = word.id().authority();
    return OrganizationId.isValid(named) ? new OrganizationId(named) : word.issuer().authority();
  }

  private @Nullable UUID keep(Fresh fresh, Word word, Instant at) {
    Optional<Word.File> file = word.content().flatMap(Word.Content::file);
    if (file.isEmpty()) {
      return null;
    }
    files.store(fresh.file(), file.get().bytes().toByteArray(), at);
    return fresh.file();
  }

  private static String[] findings(Word word) {
    return word.content().stream()
        .flatMap(content -> content.findings().stream())
        .map(Enum::name)
        .toArray(String[]::new);
  }

  private static @Nullable String verdict(Word word) {
    Optional<Word.File> file = word.content().flatMap(Word.Content::file);
    return file.isPresent() ? file.get().report().verdict().name() : null;
  }

  private static String[] reasons(Word word) {
    return word.content().flatMap(Word.Content::file).stream()
        .flatMap(file -> file.report().reasons().stream())
        .map(Enum::name)
        .toArray(String[]::new);
  }

  private static @Nullable Timestamp verifiedAt(Word word, Instant at) {
    return word.content().flatMap(Word.Content::file).isPresent() ? Timestamp.from(at) : null;
  }

  private byte[] seal(UUID licence, Stored stored) {
    return cipher.encrypt(
        new Cell(TABLE, "content", licence),
        json.writeValueAsString(stored).getBytes(StandardCharsets.UTF_8));
  }

  private void record(String act, UUID licence, Word word, String actor) {
    ObjectNode facts =
        json.createObjectNode()
            .put("source", word.issuer().id().toString())
            .put("sequence", word.sequence())
            .put("type", word.id().type().value())
            .put("content", word.content().isPresent());
    word.status().ifPresent(status -> facts.put("status", status.name()));
    word.content()
        .flatMap(Word.Content::file)
        .ifPresent(file ->
            facts
                .put("sha256", Sha256Digest.of(file.bytes().toByteArray()).value().toHex())
                .put("verdict", file.report().verdict().name()));
    audit.record(new AuditFact(act, licence, word.issuer().keeper(), actor, facts));
  }
}
