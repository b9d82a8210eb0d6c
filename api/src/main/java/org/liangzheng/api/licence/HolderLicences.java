package org.liangzheng.api.licence;

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What one holder has, for those who may know: nothing is opened, plain columns are enough. */
@Service
public class HolderLicences {
  private final JdbcClient database;
  private final LicenceHolders holders;

  HolderLicences(JdbcClient database, LicenceHolders holders) {
    this.database = database;
    this.holders = holders;
  }

  /**
   * A licence of a holder, as it stands on a legal day.
   *
   * @param version number of the newest
   * @param issuedAt when that version was
   * @param validUntil last legal day, included; null without end
   */
  public record Held(
      UUID id,
      LicenceTypeCode type,
      OrganizationId authority,
      LicenceState state,
      int version,
      Instant issuedAt,
      @Nullable LocalDate validUntil) {}

  /** The holder's licences of these types, ended ones too, newest first. */
  public List<Held> of(HolderCode holder, Collection<LicenceTypeCode> types, LocalDate day) {
    Optional<UUID> surrogate = holders.find(holder);
    return surrogate.isEmpty() ? List.of() : of(surrogate.get(), types, day);
  }

  private List<Held> of(UUID holder, Collection<LicenceTypeCode> types, LocalDate day) {
    return database
        .sql(
            """
            select l.id, l.type, l.authority, l.status, l.current_version, v.issued_at,
                   l.valid_until
            from licence l
            join licence_version v on v.licence = l.id and v.version = l.current_version
            where l.holder = ? and l.type = any (?)
            order by v.issued_at desc, l.id
            """)
        .params(holder, types.stream().map(LicenceTypeCode::value).toArray(String[]::new))
        .query((row, _) -> {
          @Nullable Date end = row.getDate(7);
          @Nullable LocalDate until = end == null ? null : end.toLocalDate();
          return new Held(
              row.getObject(1, UUID.class),
              new LicenceTypeCode(row.getString(2)),
              new OrganizationId(row.getString(3)),
              LicenceState.of(
                  LicenceStatus.valueOf(row.getString(4)), Optional.ofNullable(until), day),
              row.getInt(5),
              row.getObject(6, OffsetDateTime.class).toInstant(),
              until);
        })
        .list();
  }
}
