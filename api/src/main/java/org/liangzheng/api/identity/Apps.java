package org.liangzheng.api.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The register of programs that people use: they get tokens by authorization code and PKCE. */
public final class Apps {
  private static final int MOST_ADDRESSES = 10;
  private static final int LONGEST_NAME = 200;

  private final JdbcClient jdbc;
  private final Clock clock;

  Apps(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Registers a program, or brings a registered one to what is said here.
   *
   * @param id 1 to 64 letters, digits and {@code . _ ~ -}; not that of a machine client
   * @param redirectUris 1 to 10 absolute addresses without fragment: https, or http on the loopback
   * @throws IllegalArgumentException if something is of another form
   */
  public void register(String id, String name, List<String> redirectUris, Set<Scope> scopes) {
    if (!Clients.isId(id)
        || name.isBlank()
        || name.length() > LONGEST_NAME
        || redirectUris.isEmpty()
        || redirectUris.size() > MOST_ADDRESSES
        || !redirectUris.stream().allMatch(Apps::isAddress)) {
      throw new IllegalArgumentException("an app's id, name or addresses are not of their form");
    }
    int rows =
        jdbc.sql(
                """
                insert into identity_app (id, name, redirect_uris, scopes, created_at)
                select :id, :name, :uris, :scopes, :now
                where not exists (select 1 from identity_client where id = :id)
                on conflict (id) do update set name = excluded.name,
                  redirect_uris = excluded.redirect_uris, scopes = excluded.scopes
                """)
            .param("id", id)
            .param("name", name)
            .param("uris", redirectUris.toArray(String[]::new))
            .param("scopes", Scope.wires(scopes).toArray(String[]::new))
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .update();
    if (rows != 1) {
      throw new IllegalArgumentException("this id is a machine client's");
    }
  }

  /** From now on it gets no token, and those it has are refused. */
  public boolean disable(String id) {
    return jdbc.sql("update identity_app set disabled_at = ? where id = ? and disabled_at is null")
            .params(clock.instant().atOffset(ZoneOffset.UTC), id)
            .update()
        == 1;
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      boolean loopback = "127.0.0.1".equals(host) || "[::1]".equals(host);
      return host != null
          && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback))
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }

  /**
   * The origin answers go to, when a request names an enabled program and one of its addresses.
   *
   * @return scheme, host and port, for a page's policy
   */
  public Optional<String> originOf(String id, String redirectUri) {
    return find(id)
        .filter(App::enabled)
        .filter(app -> app.redirectUris().contains(redirectUri))
        .map(_ -> URI.create(redirectUri))
        .map(uri -> uri.getScheme() + "://" + uri.getRawAuthority());
  }

  Optional<App> find(String id) {
    if (!Clients.isId(id)) {
      return Optional.empty();
    }
    return jdbc.sql(
            "select id, name, redirect_uris, scopes, disabled_at from identity_app where id = ?")
        .param(id)
        .query((row, _) -> read(row))
        .optional();
  }

  private static App read(ResultSet row) throws SQLException {
    return new App(
        row.getString("id"),
        row.getString("name"),
        strings(row.getArray("redirect_uris")),
        Scope.known(strings(row.getArray("scopes"))),
        row.getTimestamp("disabled_at") == null);
  }

  private static List<String> strings(Array array) throws SQLException {
    return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
  }
}
