package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.closed;
import static org.liangzheng.api.identity.AccessMatrix.open;

import java.util.List;
import java.util.Set;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.TestHttp.Call;

/** The matrix: one row for each endpoint. Whoever adds an endpoint adds its row. */
final class AccessRows {

  /** Answered by filters, so no mapping lists them. */
  static final Set<String> FILTERS = Set.of("POST /oauth2/token");

  static final List<Row> ROWS =
      List.of(
          open("GET /v1/about", 200, _ -> Call.get("/v1/about")),
          open(
              "GET /.well-known/oauth-authorization-server",
              200,
              _ -> Call.get("/.well-known/oauth-authorization-server")),
          open("GET /oauth2/jwks", 200, _ -> Call.get("/oauth2/jwks")),
          // No bearer token is worth anything here: only an assertion is.
          closed("POST /oauth2/token", world -> Call.form("/oauth2/token", Tokens.form("a.b.c"))),
          closed("ANY /error", _ -> Call.get("/error")),
          closed("GET /v3/api-docs", _ -> Call.get("/v3/api-docs")),
          closed("GET /v3/api-docs.yaml", _ -> Call.get("/v3/api-docs.yaml")));

  private AccessRows() {}
}
