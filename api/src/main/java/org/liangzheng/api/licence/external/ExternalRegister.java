package org.liangzheng.api.licence.external;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexRows;
import org.liangzheng.api.custody.BlindIndexValue;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.licence.LicenceFollower;
import org.liangzheng.api.licence.LicenceStatus;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The register of foreign licences. A licence is known by the parts of its identifier, so a wrong
 * check character and its correction are of one licence. What stands on it and what state it is in
 * each carry the source's number of the word they rest on; a word with a lower number comes too
 * late and changes nothing.
 */
@Repository
class ExternalRegister {
  static final String IDENTIFIERS = "external_identifier";
  static final String HOLDERS = "external_holder";
  static final String TAKEN = "EXTERNAL_LICENCE_TAKEN";
  static final String UPDATED = "EXTERNAL_LICENCE_UPDATED";
  private static final String TABLE = "external_licence";
  private static final String SELECT = "select e.* from external_licence e ";

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final BlindIndex indexes;
  private final BlindIndexRows rows;
  private final SealedFiles files;
  private final ExternalIssuers issuers;
  private final AuditLog audit;
  private final JsonMapper json;
  private final ObjectProvider<LicenceFollower> followers;

  ExternalRegister(
      JdbcClient database,
      FieldCipher cipher,
      BlindIndex indexes,
      BlindIndexRows rows,
      SealedFiles files,
      ExternalIssuers issuers,
      AuditLog audit,
      JsonMapper json,
      ObjectProvider<LicenceFollower> followers) {
    this.database = database;
    this.cipher = cipher;
    this.indexes = indexes;
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
    return find(word.id())
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
    Optional<ExternalLicence> known = lock(word.id());
    if (known.isEmpty()) {
      if (rows.claim(IDENTIFIERS, "licence", word.id().text(), fresh.licence())) {
        insert(fresh, word, at);
        record(TAKEN, fresh.licence(), word, actor);
        return new Applied(Effect.TAKEN, fresh.licence());
      }
      // Another act came first; by now it has committed.
      known = lock(word.id());
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
            ? holder(word.content().get().holderKey(), fresh.holder())
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
          .param("holder", holder(word.content().orElseThrow().holderKey(), fresh.holder()))
          .param("findings", findings(word))
          .param("verdict", verdict(word))
          .param("reasons", reasons(word))
          .param("verifiedAt", verifiedAt(word, at))
          .param("file", keep(fresh, word, at))
          .param("id", known.id())
          .update();
      forgetIfUnused(known.holder());
    }
  }

  /**
   * A holder whose last licence a word gave to another leaves the index: no content would lead to
   * the plain value any more, and a row that cannot be keyed anew keeps an old key alive. Two
   * statements, so that the second sees what those wrote who held the row.
   */
  private void forgetIfUnused(UUID holder) {
    database
        .sql("select holder from external_holder where holder = ? for update")
        .param(holder)
        .query(UUID.class)
        .list();
    database
        .sql(
            "delete from external_holder where holder = :holder"
                + " and not exists (select 1 from external_licence where holder = :holder)")
        .param("holder", holder)
        .update();
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

  Optional<ExternalLicence> find(UUID id) {
    return database.sql(SELECT + "where e.id = ?").param(id).query(this::read).optional();
  }

  Optional<ExternalLicence> find(LicenceId id) {
    return find(id, "");
  }

  private Optional<ExternalLicence> lock(LicenceId id) {
    return find(id, " for update of e");
  }

  private Optional<ExternalLicence> find(LicenceId id, String lock) {
    for (BlindIndexValue index : indexes.all(IDENTIFIERS, "index", id.text())) {
      Optional<ExternalLicence> found =
          database
              .sql(
                  SELECT
                      + "where e.id = (select licence from external_identifier"
                      + " where index = ? and key_version = ?)"
                      + lock)
              .params(index.value().toByteArray(), index.version())
              .query(this::read)
              .optional();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * Licences of a holder that a department may see, in the order of their ids.
   *
   * @param reader keeps the source, or issued the licence
   */
  List<ExternalLicence> ofHolder(
      String holderKey, OrganizationId reader, @Nullable UUID after, int limit) {
    Optional<UUID> holder = holder(holderKey);
    if (holder.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            SELECT
                + "join external_issuer i on i.id = e.issuer where e.holder = :holder"
                + " and (i.keeper = :reader or e.authority = :reader)"
                + " and (:after::uuid is null or e.id > :after::uuid) order by e.id limit :limit")
        .param("holder", holder.get())
        .param("reader", reader.value())
        .param("after", after)
        .param("limit", limit)
        .query(this::read)
        .list();
  }

  /** A holder's foreign licences of these types. */
  List<ExternalLicence> ofHolder(String holderKey, Collection<String> types) {
    Optional<UUID> holder = holder(holderKey);
    return holder.isEmpty()
        ? List.of()
        : database
            .sql(
                SELECT + "where e.holder = ? and e.type = any (?) order by e.changed_at desc, e.id")
            .params(holder.get(), types.toArray(String[]::new))
            .query(this::read)
            .list();
  }

  /** The holders' plain values, for keying their index anew. */
  List<String> holderKeys(UUID holder) {
    return database
        .sql(SELECT + "where e.holder = ? order by e.id desc limit 1")
        .param(holder)
        .query(this::read)
        .optional()
        .map(ExternalLicence::stored)
        .filter(stored -> stored.holderCode() != null)
        .map(stored ->
            DeliveryCheck.holderKey(
                Objects.requireNonNull(stored.holderType()),
                Objects.requireNonNull(stored.holderCode())))
        .stream()
        .toList();
  }

  private UUID holder(String key, UUID fresh) {
    Optional<UUID> known = holder(key, " for key share");
    if (known.isPresent()) {
      return known.get();
    }
    return rows.claim(HOLDERS, "holder", key, fresh)
        ? fresh
        : holder(key, " for key share").orElseThrow();
  }

  private Optional<UUID> holder(String key) {
    return holder(key, "");
  }

  /**
   * @param lock keeps the row from being forgotten until the licence that is to lead there stands
   */
  private Optional<UUID> holder(String key, String lock) {
    return indexes.all(HOLDERS, "index", key).stream()
        .flatMap(index ->
            database
                .sql(
                    "select holder from external_holder where index = ? and key_version = ?" + lock)
                .params(index.value().toByteArray(), index.version())
                .query(UUID.class)
                .optional()
                .stream())
        .findFirst();
  }

  private ExternalLicence read(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    String verdict = row.getString("verdict");
    return new ExternalLicence(
        id,
        row.getObject("issuer", UUID.class),
        row.getObject("holder", UUID.class),
        row.getString("type"),
        new OrganizationId(row.getString("authority")),
        LicenceStatus.valueOf(row.getString("status")),
        row.getLong("content_sequence"),
        row.getLong("status_sequence"),
        strings(row.getArray("findings")),
        verdict == null
            ? Optional.empty()
            : Optional.of(
                new ExternalLicence.Intake(
                    verdict,
                    strings(row.getArray("reasons")),
                    row.getTimestamp("verified_at").toInstant())),
        Optional.ofNullable(row.getObject("file", UUID.class)),
        json.readValue(
            cipher.decrypt(new Cell(TABLE, "content", id), row.getBytes("content")), Stored.class),
        row.getTimestamp("taken_at").toInstant(),
        row.getTimestamp("changed_at").toInstant());
  }

  private static List<String> strings(@Nullable Array array) throws SQLException {
    return List.of((String[]) Objects.requireNonNull(array).getArray());
  }
}
