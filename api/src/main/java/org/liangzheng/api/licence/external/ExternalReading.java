package org.liangzheng.api.licence.external;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.BlindIndex;
import org.liangzheng.api.custody.BlindIndexValue;
import org.liangzheng.api.licence.LicenceHolders;
import org.liangzheng.api.licence.LicenceStatus;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code external_licence} as they are read. */
@Repository
class ExternalReading {
  private static final String TABLE = "external_licence";
  private static final String SELECT = "select e.* from external_licence e ";

  private final JdbcClient database;
  private final FieldCipher cipher;
  private final BlindIndex indexes;
  private final ExternalHolders holders;
  private final JsonMapper json;

  ExternalReading(
      JdbcClient database,
      FieldCipher cipher,
      BlindIndex indexes,
      ExternalHolders holders,
      JsonMapper json) {
    this.database = database;
    this.cipher = cipher;
    this.indexes = indexes;
    this.holders = holders;
    this.json = json;
  }

  Optional<ExternalLicence> find(UUID id) {
    return database.sql(SELECT + "where e.id = ?").param(id).query(this::read).optional();
  }

  Optional<ExternalLicence> find(LicenceId id) {
    return find(id, "");
  }

  /** The same, held until the transaction ends. */
  Optional<ExternalLicence> lock(LicenceId id) {
    return find(id, " for update of e");
  }

  private Optional<ExternalLicence> find(LicenceId id, String lock) {
    for (BlindIndexValue index : indexes.all(ExternalRegister.IDENTIFIERS, "index", id.text())) {
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
    Optional<UUID> holder = holders.find(holderKey);
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
    Optional<UUID> holder = holders.find(holderKey);
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
            LicenceHolders.key(
                Objects.requireNonNull(stored.holderType()),
                Objects.requireNonNull(stored.holderCode())))
        .stream()
        .toList();
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
