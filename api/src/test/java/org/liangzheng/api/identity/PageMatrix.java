package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.page;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.TestHttp.Call;

/** Pages and forms: a bearer token is no session. */
final class PageMatrix {
  static final List<Row> ROWS =
      List.of(
          // Without a program and an address it has registered nobody is sent anywhere.
          page("GET /oauth2/authorize", 400, _ -> Call.get("/oauth2/authorize")),
          page("GET /login", 200, _ -> Call.get("/login")),
          // Forms without their token lead back to the log-in page; a bearer token is no session.
          page("POST /login", 303, _ -> Call.form("/login", Map.of("name", "x"))),
          page("POST /logout", 303, _ -> Call.form("/logout", Map.of())),
          page("GET /account", 302, _ -> Call.get("/account")),
          page("POST /account/acting", 303, _ -> Call.form("/account/acting", Map.of())),
          page("GET /account/password", 302, _ -> Call.get("/account/password")),
          page("POST /account/password", 303, _ -> Call.form("/account/password", Map.of())),
          page("GET /", 303, _ -> Call.get("/")),
          page("GET /me", 302, _ -> Call.get("/me")),
          page("GET /me/licences/{id}", 302, _ -> Call.get("/me/licences/" + new UUID(0, 1))),
          page(
              "GET /me/licences/{id}/show",
              302,
              _ -> Call.get("/me/licences/" + new UUID(0, 1) + "/show")),
          page("GET /me/records", 302, _ -> Call.get("/me/records")),
          page("GET /me/requests", 302, _ -> Call.get("/me/requests")),
          page("GET /me/requests/{id}", 302, _ -> Call.get("/me/requests/" + new UUID(0, 1))),
          page("GET /me/standing-consents/new", 302, _ -> Call.get("/me/standing-consents/new")),
          page("GET /me/cases", 302, _ -> Call.get("/me/cases")),
          page("GET /me/objections", 302, _ -> Call.get("/me/objections")),
          page(
              "GET /me/objections/new",
              302,
              _ -> Call.get("/me/objections/new?use=" + new UUID(0, 1))),
          page("GET /me/receipts/{id}", 302, _ -> Call.get("/me/receipts/" + new UUID(0, 1))),
          page("GET /app/{name}", 404, _ -> Call.get("/app/none.js")),
          page("GET /counter", 200, _ -> Call.get("/counter")),
          page("GET /login/federated", 404, _ -> Call.get("/login/federated")),
          page("GET /login/federated/callback", 404, _ -> Call.get("/login/federated/callback")));

  private PageMatrix() {}
}
