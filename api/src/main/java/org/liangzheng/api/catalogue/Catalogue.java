package org.liangzheng.api.catalogue;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Problem;
import org.liangzheng.signer.layout.LayoutRefusedException;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published licence types; a version never changes once it is there. */
@Service
public class Catalogue {
  private static final String SELECT =
      """
      select t.id, t.code, t.version, t.definition, t.published_at,
             t.version = (select max(n.version) from catalogue_licence_type n where n.code = t.code),
             (select w.withdrawn_at from catalogue_withdrawal w where w.type_version = t.id)
      from catalogue_licence_type t
      """;

  private final JdbcClient database;
  private final JsonMapper json;
  private final Layouts layouts;
  private final FieldCipher cipher;
  private final Map<VersionKey, CompiledType> compiled = new ConcurrentHashMap<>();

  Catalogue(JdbcClient database, JsonMapper json, Layouts layouts, FieldCipher cipher) {
    this.database = database;
    this.json = json;
    this.layouts = layouts;
    this.cipher = cipher;
  }

  private record VersionKey(LicenceTypeCode code, int version) {}

  /** The version of a type by which licences are issued now; none if the type is withdrawn. */
  public Optional<CompiledType> current(LicenceTypeCode code) {
    return database
        .sql(
            """
            select t.version from catalogue_licence_type t
            where t.code = ?
              and t.version = (select max(version) from catalogue_licence_type where code = t.code)
              and not exists
                (select 1 from catalogue_withdrawal where type_version = t.id)
            """)
        .param(code.value())
        .query(Integer.class)
        .optional()
        .flatMap(version -> version(code, version));
  }

  /** Whether there is such a type and nothing is issued by it any more. */
  public boolean isWithdrawn(LicenceTypeCode code) {
    return newest(code).filter(type -> type.withdrawnAt().isPresent()).isPresent();
  }

  /**
   * One published version of a type, also of a withdrawn one.
   *
   * @throws Problem TYPE_UNUSABLE_HERE if this machine cannot draw its face
   */
  public Optional<CompiledType> version(LicenceTypeCode code, int version) {
    VersionKey key = new VersionKey(code, version);
    CompiledType known = compiled.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<CompiledType> loaded =
        find(code, version)
            .map(type -> {
              try {
                return compile(type);
              } catch (LayoutRefusedException refused) {
                throw new Problem(CatalogueProblem.TYPE_UNUSABLE_HERE).causedBy(refused);
              }
            });
    loaded.ifPresent(type -> compiled.put(key, type));
    return loaded;
  }

  private CompiledType compile(PublishedType published) throws LayoutRefusedException {
    LicenceType type = TypeReader.read(published.definition()).at(published.version());
    return new CompiledType(type, layouts.template(type.layout()));
  }

  /** Compiles what licences are issued by, so that a missing font is told at the start. */
  void prepare() {
    for (PublishedType published : list(Optional.empty())) {
      if (published.withdrawnAt().isEmpty()) {
        prepare(published);
      }
    }
  }

  private void prepare(PublishedType published) {
    try {
      compiled.put(new VersionKey(published.code(), published.version()), compile(published));
    } catch (LayoutRefusedException refused) {
      throw layouts.unusable(
          TypeReader.read(published.definition()).layout().orElseThrow(), refused);
    }
  }

  /** One version by its id. */
  public Optional<PublishedType> find(UUID id) {
    return database.sql(SELECT + "where t.id = ?").param(id).query(this::read).optional();
  }

  private Optional<PublishedType> find(LicenceTypeCode code, int version) {
    return database
        .sql(SELECT + "where t.code = ? and t.version = ?")
        .params(code.value(), version)
        .query(this::read)
        .optional();
  }

  /** The newest version of a type, withdrawn or not. */
  public Optional<PublishedType> newest(LicenceTypeCode code) {
    return list(Optional.of(code)).stream().findFirst();
  }

  /** The newest version of each type, or of one, by code. */
  public List<PublishedType> list(Optional<LicenceTypeCode> code) {
    String newest =
        "where t.version = (select max(n.version) from catalogue_licence_type n"
            + " where n.code = t.code)";
    return code.isPresent()
        ? database
            .sql(SELECT + newest + " and t.code = ?")
            .param(code.get().value())
            .query(this::read)
            .list()
        : database.sql(SELECT + newest + " order by t.code").query(this::read).list();
  }

  /** All versions of a type, newest first. */
  public List<PublishedType> versions(LicenceTypeCode code) {
    return database
        .sql(SELECT + "where t.code = ? order by t.version desc")
        .param(code.value())
        .query(this::read)
        .list();
  }

  private PublishedType read(ResultSet row, int number) throws SQLException {
    OffsetDateTime withdrawn = row.getObject(7, OffsetDateTime.class);
    return new PublishedType(
        row.getObject(1, UUID.class),
        new LicenceTypeCode(row.getString(2)),
        row.getInt(3),
        json.readTree(row.getString(4)),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getBoolean(6),
        Optional.ofNullable(withdrawn).map(OffsetDateTime::toInstant));
  }

  /**
   * Publishes the next version of a type, in the transaction of the caller.
   *
   * @param id of the version
   * @param definition checked by the caller
   * @param replaces number of the version that it was written for; 0 for the first
   * @return its number
   * @throws Problem DRAFT_OUTDATED if there is another version meanwhile
   */
  public int publish(UUID id, JsonNode definition, int replaces, Instant now) {
    LicenceTypeCode code = TypeReader.read(definition).at(replaces + 1).code();
    lock(code);
    if (newest(code).map(PublishedType::version).orElse(0) != replaces) {
      throw new Problem(CatalogueProblem.DRAFT_OUTDATED);
    }
    database
        .sql(
            "insert into catalogue_licence_type (id, code, version, definition, published_at)"
                + " values (?, ?, ?, ?::jsonb, ?)")
        .params(id, code.value(), replaces + 1, json.writeValueAsString(definition), at(now))
        .update();
    return replaces + 1;
  }

  /**
   * Withdraws the newest version of a type, in the transaction of the caller: nothing is issued by
   * it from then on. Licences that were issued stay as they are; a new version brings the type
   * back.
   *
   * @param reason kept encrypted
   * @throws Problem TYPE_UNKNOWN if it is not the newest, TYPE_WITHDRAWN_ALREADY
   */
  public void withdraw(UUID id, String reason, Instant now) {
    PublishedType type = find(id).orElseThrow(() -> new Problem(CatalogueProblem.TYPE_UNKNOWN));
    lock(type.code());
    if (newest(type.code()).filter(newest -> newest.id().equals(id)).isEmpty()) {
      throw new Problem(CatalogueProblem.TYPE_UNKNOWN);
    }
    int withdrawn =
        database
            .sql(
                "insert into catalogue_withdrawal (type_version, reason, withdrawn_at)"
                    + " values (?, ?, ?)"
                    + " on conflict do nothing")
            .params(
                id,
                cipher.encrypt(
                    new Cell("catalogue_withdrawal", "reason", id),
                    reason.getBytes(StandardCharsets.UTF_8)),
                at(now))
            .update();
    if (withdrawn == 0) {
      throw new Problem(CatalogueProblem.TYPE_WITHDRAWN_ALREADY);
    }
  }

  /** One act at a time on a type; the rows of a type that is not there cannot be locked. */
  private void lock(LicenceTypeCode code) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a change of the catalogue and its record go together");
    }
    database
        .sql("select pg_advisory_xact_lock(hashtextextended('catalogue ' || ?, 0))")
        .param(code.value())
        .query((_, _) -> true)
        .single();
  }

  private static OffsetDateTime at(Instant now) {
    return now.atOffset(ZoneOffset.UTC);
  }

  /**
   * Publishes a type that comes with a program or a test, without two people, unless the type is
   * there already; in the transaction of the caller.
   *
   * @return whether it was published
   * @throws IllegalStateException if the definition is not in its form
   * @throws org.liangzheng.api.start.StartupProblem if this machine cannot draw its face
   */
  public boolean publishFirst(UUID id, JsonNode definition, Instant now) {
    LicenceTypeCode code = TypeReader.read(definition).at(1).code();
    lock(code);
    if (newest(code).isPresent()) {
      return false;
    }
    int version = publish(id, definition, 0, now);
    prepare(find(code, version).orElseThrow());
    return true;
  }
}
