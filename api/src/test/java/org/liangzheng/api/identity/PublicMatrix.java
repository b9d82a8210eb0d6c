package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.closed;
import static org.liangzheng.api.identity.AccessMatrix.open;
import static org.liangzheng.api.identity.AccessMatrix.page;

import java.util.List;
import java.util.Map;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.TestHttp.Call;

/** What anybody may ask for, and what is closed to everybody. */
final class PublicMatrix {
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
          open(
              "POST /v1/verifications",
              200,
              _ ->
                  new Call(
                      "POST",
                      "/v1/verifications",
                      Map.of("Content-Type", "application/octet-stream"),
                      "no licence")),
          open("GET /v1/trust/pack", 200, _ -> Call.get("/v1/trust/pack")),
          open(
              "GET /v1/trust/status-lists/licences",
              200,
              _ -> Call.get("/v1/trust/status-lists/licences")),
          open(
              "GET /v1/trust/status-lists/seals",
              200,
              _ -> Call.get("/v1/trust/status-lists/seals")),
          closed("ANY /error", _ -> Call.get("/error")),
          open("GET /v3/api-docs", 200, _ -> Call.get("/v3/api-docs")),
          closed("GET /v3/api-docs.yaml", _ -> Call.get("/v3/api-docs.yaml")),
          page("GET /api", 200, _ -> Call.get("/api")));

  private PublicMatrix() {}
}
