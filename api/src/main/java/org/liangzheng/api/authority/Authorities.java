package org.liangzheng.api.authority;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The departments this service acts for. */
@Service
public class Authorities {
  private final JdbcClient database;
  private final Clock clock;

  Authorities(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The department with this USCC. */
  public Optional<Authority> find(OrganizationId id) {
    return database
        .sql("select id, name from authority where id = ?")
        .param(id.value())
        .query((row, _) -> new Authority(new OrganizationId(row.getString(1)), row.getString(2)))
        .optional();
  }

  /** Adds a department, or keeps the one that is there. */
  public void register(Authority authority) {
    database
        .sql(
            "insert into authority (id, name, registered_at) values (?, ?, ?)"
                + " on conflict (id) do nothing")
        .params(authority.id().value(), authority.name(), clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
