package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.identity.AccessMatrix.but;
import static org.liangzheng.api.identity.AccessMatrix.closed;
import static org.liangzheng.api.identity.AccessMatrix.guarded;
import static org.liangzheng.api.identity.AccessMatrix.open;
import static org.liangzheng.api.identity.AccessMatrix.page;
import static org.liangzheng.api.identity.AccessMatrix.personal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.verifier.format.licence.OrganizationId;

/** The matrix: one row for each endpoint. Whoever adds an endpoint adds its row. */
final class AccessRows {

  /** Answered by filters, so no mapping lists them. */
  static final Set<String> FILTERS = Set.of("POST /oauth2/token", "GET /oauth2/authorize");

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String EXAMPLE = example();

  private static String example() {
    try {
      return Files.readString(
          Path.of(System.getProperty("house.root"), "docs/examples/business-licence.json"));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

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
          // The type names its issuing authorities, and the other department is none of them.
          guarded("POST /v1/licences", Scope.LICENCE_ISSUE, 201, 403, _ -> issue()),
          guarded("GET /v1/licences/{id}", Scope.LICENCE_READ, 200, 404, world -> read(world, "")),
          guarded(
              "GET /v1/licences/{id}/file",
              Scope.LICENCE_READ,
              200,
              404,
              world -> read(world, "/file")),
          guarded(
              "GET /v1/licences/{id}/proof", Scope.LICENCE_READ, 200, 404, world -> proof(world)),
          guarded(
              "POST /v1/licences/{id}/versions",
              Scope.LICENCE_ISSUE,
              201,
              404,
              world ->
                  post(
                      read(world, "/versions").path(),
                      "{\"act\": \"CHANGE\", \"number\": \"N-2\"}")),
          guarded(
              "POST /v1/licences/{id}/status",
              Scope.LICENCE_ACT,
              201,
              404,
              world ->
                  post(
                      read(world, "/status").path(),
                      "{\"act\": \"SUSPEND\", \"reasonCode\": \"MATRIX\","
                          + " \"reason\": \"example\"}")),
          guarded(
              "GET /v1/licences/{id}/status",
              Scope.LICENCE_READ,
              200,
              404,
              world -> read(world, "/status")),
          guarded(
              "POST /v1/licences/{id}/annotated-copies",
              Scope.LICENCE_COPY,
              201,
              404,
              world -> annotatedCopy(world)),
          guarded(
              "GET /v1/annotated-copies/{id}",
              Scope.LICENCE_COPY,
              200,
              404,
              world -> madeCopy(world, "")),
          guarded(
              "GET /v1/annotated-copies/{id}/file",
              Scope.LICENCE_COPY,
              200,
              404,
              world -> madeCopy(world, "/file")),
          // Each authority finds its own.
          guarded(
              "POST /v1/licences/search",
              Scope.LICENCE_READ,
              200,
              200,
              _ -> Call.json("POST", "/v1/licences/search", "{\"limit\": 1}")),
          guarded(
              "POST /v1/licences/export",
              Scope.LICENCE_EXPORT,
              200,
              200,
              _ ->
                  Call.json(
                      "POST",
                      "/v1/licences/export",
                      "{\"cause\": \"MATRIX\", \"criteria\": {\"status\": \"REVOKED\"}}")),
          open("GET /v1/log/checkpoint", 200, world -> logged(world, "/v1/log/checkpoint")),
          open("GET /v1/log/leaves", 200, world -> logged(world, "/v1/log/leaves?from=0")),
          open(
              "GET /v1/log/proofs/inclusion",
              200,
              world -> logged(world, "/v1/log/proofs/inclusion?index=0&size=1")),
          open(
              "GET /v1/log/proofs/consistency",
              200,
              world -> logged(world, "/v1/log/proofs/consistency?from=1&to=1")),
          guarded("GET /v1/events", Scope.EVENT_READ, 200, 200, _ -> Call.get("/v1/events")),
          // Of persons only a supervising authority's.
          but(
              guarded(
                  "GET /v1/log/entries",
                  Scope.AUDIT_READ,
                  200,
                  200,
                  _ -> Call.get("/v1/log/entries")),
              AccessMatrix.Role.OFFICER_FOREIGN,
              403),
          but(
              guarded(
                  "GET /v1/log/export",
                  Scope.AUDIT_READ,
                  200,
                  200,
                  world -> logged(world, "/v1/log/export")),
              AccessMatrix.Role.OFFICER_FOREIGN,
              403),
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
          page("GET /login/federated/callback", 404, _ -> Call.get("/login/federated/callback")),
          guarded("GET /v1/roles", Scope.ROLE_READ, 200, 200, _ -> Call.get("/v1/roles")),
          guarded(
              "POST /v1/roles", Scope.ROLE_MANAGE, 202, 202, world -> world.people().proposeRole()),
          guarded(
              "POST /v1/roles/{id}/revocation",
              Scope.ROLE_MANAGE,
              200,
              404,
              world -> world.people().revokeRole()),
          guarded("GET /v1/clients", Scope.CLIENT_READ, 200, 200, _ -> Call.get("/v1/clients")),
          guarded(
              "POST /v1/clients",
              Scope.CLIENT_MANAGE,
              202,
              202,
              world -> world.people().proposeClient()),
          guarded(
              "POST /v1/clients/{id}/disabling",
              Scope.CLIENT_MANAGE,
              200,
              404,
              world -> world.people().disableClient()),
          guarded(
              "POST /v1/accounts",
              Scope.ACCOUNT_MANAGE,
              201,
              201,
              world -> world.people().register()),
          guarded(
              "POST /v1/accounts/{id}/disabling",
              Scope.ACCOUNT_MANAGE,
              200,
              404,
              world -> world.people().disable()),
          guarded(
              "GET /v1/approvals", Scope.APPROVAL_READ, 200, 200, _ -> Call.get("/v1/approvals")),
          guarded(
              "GET /v1/approvals/{id}",
              Scope.APPROVAL_READ,
              200,
              404,
              world -> world.people().showProposal()),
          guarded(
              "POST /v1/approvals/{id}/approve",
              Scope.APPROVAL_DECIDE,
              200,
              404,
              world -> world.people().approve()),
          guarded(
              "POST /v1/approvals/{id}/refuse",
              Scope.APPROVAL_DECIDE,
              200,
              404,
              world -> world.people().refuse()),
          guarded(
              "POST /v1/approvals/{id}/withdraw",
              Scope.APPROVAL_DECIDE,
              200,
              404,
              world -> world.people().withdraw()),
          personal(
              "GET /v1/mandates", Scope.MANDATE_OWN, 200, 200, 200, _ -> Call.get("/v1/mandates")),
          // A principal that is not one's own looks like one that is not there.
          personal(
              "POST /v1/mandates",
              Scope.MANDATE_OWN,
              201,
              422,
              201,
              world -> world.people().mandate()),
          personal(
              "POST /v1/mandates/{id}/revocation",
              Scope.MANDATE_OWN,
              200,
              404,
              200,
              world -> world.people().endMandate()),
          guarded(
              "POST /v1/mandate-records",
              Scope.MANDATE_RECORD,
              201,
              201,
              world -> world.people().recordMandate()),
          guarded(
              "POST /v1/mandate-records/{id}/revocation",
              Scope.MANDATE_RECORD,
              200,
              404,
              world -> world.people().strikeMandate()),
          guarded(
              "GET /v1/licence-types",
              Scope.CATALOGUE_READ,
              200,
              200,
              _ -> Call.get("/v1/licence-types")),
          guarded(
              "GET /v1/licence-types/{id}",
              Scope.CATALOGUE_READ,
              200,
              200,
              world -> CatalogueCalls.type(world, "")),
          guarded(
              "GET /v1/licence-types/{id}/versions",
              Scope.CATALOGUE_READ,
              200,
              200,
              world -> CatalogueCalls.type(world, "/versions")),
          // Types that the own authority defines are its own to withdraw.
          guarded(
              "POST /v1/licence-types/{id}/withdrawal",
              Scope.CATALOGUE_MANAGE,
              200,
              403,
              CatalogueCalls::withdraw),
          guarded(
              "GET /v1/licence-type-drafts",
              Scope.CATALOGUE_MANAGE,
              200,
              200,
              _ -> Call.get("/v1/licence-type-drafts")),
          guarded(
              "POST /v1/licence-type-drafts",
              Scope.CATALOGUE_MANAGE,
              201,
              201,
              _ -> CatalogueCalls.make()),
          guarded(
              "GET /v1/licence-type-drafts/{id}",
              Scope.CATALOGUE_MANAGE,
              200,
              404,
              CatalogueCalls::show),
          guarded(
              "POST /v1/licence-type-drafts/{id}/definition",
              Scope.CATALOGUE_MANAGE,
              200,
              404,
              world -> CatalogueCalls.change(world, "/definition")),
          guarded(
              "POST /v1/licence-type-drafts/{id}/publication",
              Scope.CATALOGUE_MANAGE,
              202,
              404,
              world -> CatalogueCalls.change(world, "/publication")),
          guarded(
              "POST /v1/licence-type-drafts/{id}/discarding",
              Scope.CATALOGUE_MANAGE,
              200,
              404,
              world -> CatalogueCalls.change(world, "/discarding")),
          personal(
              "GET /v1/holder/licences",
              Scope.LICENCE_OWN,
              200,
              200,
              200,
              _ -> Call.get("/v1/holder/licences")),
          personal(
              "GET /v1/holder/licences/{id}",
              Scope.LICENCE_OWN,
              404,
              404,
              404,
              _ -> Call.get("/v1/holder/licences/" + new UUID(0, 1))),
          personal(
              "GET /v1/holder/licences/{id}/face.png",
              Scope.LICENCE_OWN,
              404,
              404,
              404,
              _ -> Call.get("/v1/holder/licences/" + new UUID(0, 1) + "/face.png")),
          personal(
              "GET /v1/holder/licences/{id}/file",
              Scope.LICENCE_OWN,
              404,
              404,
              404,
              _ -> Call.get("/v1/holder/licences/" + new UUID(0, 1) + "/file")),
          personal(
              "GET /v1/holder/uses",
              Scope.LICENCE_OWN,
              200,
              200,
              200,
              _ -> Call.get("/v1/holder/uses")),
          personal(
              "GET /v1/holder/uses/export",
              Scope.LICENCE_OWN,
              200,
              200,
              200,
              _ -> Call.get("/v1/holder/uses/export")),
          personal(
              "POST /v1/presentations",
              Scope.PRESENTATION_SHOW,
              404,
              404,
              404,
              _ -> PresentationRows.show()),
          personal(
              "GET /v1/presentations/{id}",
              Scope.PRESENTATION_SHOW,
              404,
              404,
              404,
              _ -> PresentationRows.get("")),
          personal(
              "GET /v1/presentations/{id}/events",
              Scope.PRESENTATION_SHOW,
              404,
              404,
              404,
              _ -> PresentationRows.get("/events")),
          personal(
              "POST /v1/presentations/{id}/codes",
              Scope.PRESENTATION_SHOW,
              404,
              404,
              404,
              _ -> PresentationRows.post("/codes")),
          personal(
              "POST /v1/presentations/{id}/answers",
              Scope.PRESENTATION_SHOW,
              404,
              404,
              404,
              _ -> PresentationRows.post("/answers")),
          personal(
              "DELETE /v1/presentations/{id}",
              Scope.PRESENTATION_SHOW,
              404,
              404,
              404,
              _ -> PresentationRows.delete()),
          guarded(
              "POST /v1/presentations/verify",
              Scope.PRESENTATION_VERIFY,
              403,
              403,
              _ -> PresentationRows.verify()),
          guarded(
              "GET /v1/presentations/requests/{id}",
              Scope.PRESENTATION_VERIFY,
              403,
              403,
              _ -> PresentationRows.request()),
          guarded(
              "POST /v1/presentations/offline-scans",
              Scope.PRESENTATION_VERIFY,
              403,
              403,
              _ -> PresentationRows.offline()),
          guarded(
              "GET /v1/verifier-points/self",
              Scope.PRESENTATION_VERIFY,
              403,
              403,
              _ -> Call.get("/v1/verifier-points/self")),
          guarded(
              "GET /v1/verifier-points/self/pack",
              Scope.PRESENTATION_VERIFY,
              403,
              403,
              _ -> Call.get("/v1/verifier-points/self/pack")),
          guarded(
              "GET /v1/verifier-points/self/scans",
              Scope.PRESENTATION_VERIFY,
              403,
              403,
              _ -> Call.get("/v1/verifier-points/self/scans")),
          guarded(
              "POST /v1/verifier-points",
              Scope.POINT_MANAGE,
              201,
              201,
              _ -> PresentationRows.register()),
          guarded(
              "GET /v1/verifier-points",
              Scope.POINT_READ,
              200,
              200,
              _ -> Call.get("/v1/verifier-points")),
          guarded(
              "GET /v1/verifier-points/{id}",
              Scope.POINT_READ,
              200,
              404,
              PresentationRows::showPoint),
          guarded(
              "POST /v1/verifier-points/{id}/enrolment-codes",
              Scope.POINT_MANAGE,
              201,
              404,
              world -> PresentationRows.point(world, "/enrolment-codes")),
          guarded(
              "POST /v1/verifier-points/{id}/suspension",
              Scope.POINT_MANAGE,
              200,
              404,
              world -> PresentationRows.point(world, "/suspension")),
          guarded(
              "POST /v1/verifier-points/{id}/resumption",
              Scope.POINT_MANAGE,
              200,
              404,
              world -> PresentationRows.point(world, "/resumption")),
          guarded(
              "POST /v1/verifier-points/{id}/revocation",
              Scope.POINT_MANAGE,
              200,
              404,
              world -> PresentationRows.point(world, "/revocation")),
          open(
              "POST /v1/verifier-points/enrolments",
              403,
              _ -> Call.json("POST", "/v1/verifier-points/enrolments", "{\"code\":\"AAAA-AAAA\"}")),
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
          guarded("GET /v1/seals", Scope.SEAL_READ, 200, 200, _ -> Call.get("/v1/seals")),
          guarded("GET /v1/seals/{id}", Scope.SEAL_READ, 200, 404, SealRows::show),
          guarded("GET /v1/seals/{id}/history", Scope.SEAL_READ, 200, 404, SealRows::history),
          guarded("POST /v1/seal-pictures", Scope.SEAL_MANAGE, 200, 200, _ -> SealRows.preview()),
          guarded("POST /v1/seals", Scope.SEAL_MANAGE, 201, 201, _ -> SealRows.apply()),
          guarded("POST /v1/seals/{id}/acts", Scope.SEAL_MANAGE, 202, 404, SealRows::act),
          guarded(
              "GET /v1/seal-grants", Scope.SEAL_READ, 200, 200, _ -> Call.get("/v1/seal-grants")),
          guarded("POST /v1/seal-grants", Scope.SEAL_MANAGE, 202, 422, SealGrantRows::propose),
          guarded(
              "POST /v1/seal-grants/{id}/withdrawal",
              Scope.SEAL_MANAGE,
              200,
              404,
              SealGrantRows::withdraw),
          guarded("POST /v1/seal-signatures", Scope.SEAL_USE, 201, 404, SealRows::use),
          guarded("GET /v1/seal-signatures/{id}/file", Scope.SEAL_USE, 200, 404, SealRows::file),
          guarded(
              "POST /v1/seal-uses/search",
              Scope.SEAL_BOOK_READ,
              200,
              200,
              _ -> Call.json("POST", "/v1/seal-uses/search", "{}")),
          guarded(
              "GET /v1/sealing-tasks",
              Scope.SEAL_USE,
              200,
              200,
              _ -> Call.get("/v1/sealing-tasks")),
          guarded("POST /v1/sealing-tasks", Scope.SEAL_USE, 201, 201, _ -> SealRows.task()),
          guarded("GET /v1/sealing-tasks/{id}", Scope.SEAL_USE, 200, 404, SealRows::showTask),
          guarded("GET /v1/sealing-tasks/{id}/file", Scope.SEAL_USE, 200, 404, SealRows::taskFile),
          guarded(
              "POST /v1/sealing-tasks/{id}/approval",
              Scope.SEAL_TASK_DECIDE,
              200,
              404,
              SealRows::approveTask),
          guarded(
              "POST /v1/sealing-tasks/{id}/refusal",
              Scope.SEAL_TASK_DECIDE,
              200,
              404,
              SealRows::refuseTask),
          guarded(
              "POST /v1/sealing-tasks/{id}/withdrawal",
              Scope.SEAL_USE,
              200,
              404,
              SealRows::withdrawTask),
          guarded(
              "POST /v1/licence-batches", Scope.LICENCE_ISSUE, 202, 202, _ -> BatchCalls.send()),
          guarded("GET /v1/licence-batches/{id}", Scope.LICENCE_ISSUE, 200, 404, BatchCalls::show),
          guarded(
              "GET /v1/licence-batches/{id}/results",
              Scope.LICENCE_ISSUE,
              200,
              404,
              BatchCalls::results),
          guarded(
              "POST /v1/licence-batches/{id}/cancel",
              Scope.LICENCE_ISSUE,
              202,
              404,
              BatchCalls::cancel),
          guarded(
              "POST /v1/licence-batch-uploads",
              Scope.LICENCE_ISSUE,
              201,
              201,
              _ -> BatchCalls.open()),
          guarded(
              "GET /v1/licence-batch-uploads/{id}",
              Scope.LICENCE_ISSUE,
              200,
              404,
              BatchCalls::progress),
          guarded(
              "PUT /v1/licence-batch-uploads/{id}/parts/{number}",
              Scope.LICENCE_ISSUE,
              200,
              404,
              BatchCalls::part),
          guarded(
              "POST /v1/licence-batch-uploads/{id}/completion",
              Scope.LICENCE_ISSUE,
              202,
              404,
              BatchCalls::complete),
          guarded(
              "GET /v1/external-issuers",
              Scope.LICENCE_READ,
              200,
              200,
              _ -> Call.get("/v1/external-issuers")),
          guarded(
              "POST /v1/external-issuers",
              Scope.EXTERNAL_ISSUER_MANAGE,
              201,
              201,
              BatchCalls::register),
          guarded(
              "POST /v1/external-issuers/{id}/heartbeat",
              Scope.EXTERNAL_DELIVER,
              200,
              404,
              BatchCalls::heartbeat),
          guarded(
              "POST /v1/external-issuers/{id}/disable",
              Scope.EXTERNAL_ISSUER_MANAGE,
              200,
              404,
              BatchCalls::disable),
          guarded(
              "POST /v1/external-issuers/{id}/key",
              Scope.EXTERNAL_ISSUER_MANAGE,
              200,
              404,
              BatchCalls::changeKey),
          guarded(
              "POST /v1/external-licences", Scope.EXTERNAL_DELIVER, 201, 404, BatchCalls::deliver),
          guarded(
              "GET /v1/external-licences/{id}",
              Scope.LICENCE_READ,
              200,
              404,
              world -> BatchCalls.external(world, "")),
          guarded(
              "GET /v1/external-licences/{id}/file",
              Scope.LICENCE_READ,
              200,
              404,
              world -> BatchCalls.external(world, "/file")),
          guarded(
              "POST /v1/external-licences/search",
              Scope.LICENCE_READ,
              200,
              200,
              _ -> BatchCalls.search()),
          guarded(
              "POST /v1/external-licence-batches",
              Scope.EXTERNAL_DELIVER,
              202,
              404,
              BatchCalls::stock),
          guarded(
              "GET /v1/external-licence-batches/{id}",
              Scope.EXTERNAL_DELIVER,
              200,
              404,
              world -> BatchCalls.stockOf(world, "")),
          guarded(
              "GET /v1/external-licence-batches/{id}/results",
              Scope.EXTERNAL_DELIVER,
              200,
              404,
              world -> BatchCalls.stockOf(world, "/results")),
          guarded(
              "POST /v1/external-licence-batches/{id}/cancel",
              Scope.EXTERNAL_DELIVER,
              202,
              404,
              BatchCalls::cancelStock),
          guarded("POST /v1/cases", Scope.CASE_MANAGE, 201, 201, SharingCalls::open),
          guarded("GET /v1/cases/{id}", Scope.CASE_MANAGE, 200, 200, w -> SharingCalls.get(w, "")),
          guarded("POST /v1/cases/{id}/closing", Scope.CASE_MANAGE, 200, 403, SharingCalls::close),
          guarded("POST /v1/cases/{id}/paper", Scope.CASE_MANAGE, 200, 200, SharingCalls::paper),
          guarded(
              "POST /v1/cases/{id}/consent-codes",
              Scope.CASE_MANAGE,
              200,
              200,
              SharingCalls::redeem),
          guarded(
              "POST /v1/cases/{id}/fetches", Scope.LICENCE_FETCH, 201, 403, SharingCalls::fetch),
          guarded("GET /v1/fetches/{id}/file", Scope.LICENCE_FETCH, 200, 404, SharingCalls::file),
          guarded(
              "GET /v1/receipts/{id}",
              Scope.RECEIPT_READ,
              200,
              404,
              w -> SharingCalls.receipt(w, "")),
          guarded(
              "GET /v1/receipts/{id}/file",
              Scope.RECEIPT_READ,
              200,
              404,
              w -> SharingCalls.receipt(w, "/file")),
          guarded(
              "GET /v1/sharing-meter",
              Scope.SHARING_METER_READ,
              200,
              200,
              _ -> Call.get("/v1/sharing-meter")),
          guarded(
              "GET /v1/objections",
              Scope.OBJECTION_ANSWER,
              200,
              200,
              _ -> Call.get("/v1/objections")),
          guarded(
              "POST /v1/objections/{id}/answer",
              Scope.OBJECTION_ANSWER,
              200,
              404,
              SharingCalls::answer),
          personal(
              "GET /v1/holder/cases",
              Scope.CONSENT_OWN,
              200,
              200,
              200,
              _ -> Call.get("/v1/holder/cases")),
          personal(
              "GET /v1/holder/consents",
              Scope.CONSENT_OWN,
              200,
              200,
              200,
              _ -> Call.get("/v1/holder/consents")),
          personal(
              "GET /v1/holder/consents/{id}",
              Scope.CONSENT_OWN,
              200,
              404,
              404,
              SharingCalls::consent),
          personal(
              "GET /v1/holder/consents/{id}/preview",
              Scope.CONSENT_OWN,
              200,
              404,
              404,
              SharingCalls::preview),
          personal(
              "POST /v1/holder/consents/{id}/decision",
              Scope.CONSENT_OWN,
              200,
              404,
              404,
              SharingCalls::decide),
          personal(
              "POST /v1/holder/consents/{id}/code",
              Scope.CONSENT_OWN,
              201,
              404,
              404,
              SharingCalls::code),
          personal(
              "POST /v1/holder/standing-consents",
              Scope.CONSENT_OWN,
              201,
              201,
              201,
              SharingCalls::stand),
          personal(
              "POST /v1/holder/standing-consents/{id}/period",
              Scope.CONSENT_OWN,
              200,
              404,
              404,
              SharingCalls::period),
          personal(
              "POST /v1/holder/standing-consents/{id}/withdrawal",
              Scope.CONSENT_OWN,
              200,
              404,
              404,
              SharingCalls::unstand),
          personal(
              "GET /v1/holder/receipts/{id}",
              Scope.CONSENT_OWN,
              200,
              404,
              404,
              SharingCalls::ownReceipt),
          personal(
              "GET /v1/holder/objections",
              Scope.OBJECTION_OWN,
              200,
              200,
              200,
              _ -> Call.get("/v1/holder/objections")),
          personal(
              "POST /v1/holder/objections",
              Scope.OBJECTION_OWN,
              201,
              404,
              404,
              SharingCalls::object),
          guarded("GET /v1/matters", Scope.CATALOGUE_READ, 200, 200, _ -> Call.get("/v1/matters")),
          guarded(
              "GET /v1/matters/{id}",
              Scope.CATALOGUE_READ,
              200,
              200,
              w -> SharingCalls.matter(w, "")),
          guarded(
              "GET /v1/matters/{id}/versions",
              Scope.CATALOGUE_READ,
              200,
              200,
              w -> SharingCalls.matter(w, "/versions")),
          guarded(
              "POST /v1/matters/{id}/withdrawal",
              Scope.CATALOGUE_MANAGE,
              200,
              403,
              SharingCalls::withdrawMatter),
          guarded(
              "GET /v1/matter-exports",
              Scope.CATALOGUE_READ,
              200,
              200,
              _ -> Call.get("/v1/matter-exports")),
          guarded(
              "POST /v1/matter-imports",
              Scope.CATALOGUE_MANAGE,
              201,
              201,
              _ -> SharingCalls.importMatters()),
          guarded(
              "GET /v1/matter-drafts",
              Scope.CATALOGUE_MANAGE,
              200,
              200,
              _ -> Call.get("/v1/matter-drafts")),
          guarded(
              "POST /v1/matter-drafts",
              Scope.CATALOGUE_MANAGE,
              201,
              201,
              _ -> SharingCalls.makeMatter()),
          guarded(
              "GET /v1/matter-drafts/{id}",
              Scope.CATALOGUE_MANAGE,
              200,
              404,
              SharingCalls::showMatterDraft),
          guarded(
              "POST /v1/matter-drafts/{id}/definition",
              Scope.CATALOGUE_MANAGE,
              200,
              404,
              w -> SharingCalls.changeMatter(w, "/definition")),
          guarded(
              "POST /v1/matter-drafts/{id}/publication",
              Scope.CATALOGUE_MANAGE,
              202,
              404,
              w -> SharingCalls.changeMatter(w, "/publication")),
          guarded(
              "POST /v1/matter-drafts/{id}/discarding",
              Scope.CATALOGUE_MANAGE,
              200,
              404,
              w -> SharingCalls.changeMatter(w, "/discarding")),
          open("GET /v1/no-submission-list", 200, _ -> Call.get("/v1/no-submission-list")),
          open("GET /v1/matter-graph", 200, _ -> Call.get("/v1/matter-graph")),
          closed("ANY /error", _ -> Call.get("/error")),
          open("GET /v3/api-docs", 200, _ -> Call.get("/v3/api-docs")),
          closed("GET /v3/api-docs.yaml", _ -> Call.get("/v3/api-docs.yaml")),
          page("GET /api", 200, _ -> Call.get("/api")));

  private AccessRows() {}

  /** The example of the documentation, for another company each time. */
  private static Call issue() {
    String uscc = company();
    return Call.json("POST", "/v1/licences", EXAMPLE.replace("91990100LC10000173", uscc))
        .with("Idempotency-Key", "matrix-" + uscc);
  }

  private static Call annotatedCopy(World world) {
    java.time.LocalDate day =
        java.time.LocalDate.ofInstant(
            world.context().getBean(java.time.Clock.class).instant(),
            java.time.ZoneId.of("Asia/Shanghai"));
    return post(
        read(world, "/annotated-copies").path(),
        "{\"cause\": \"示例\", \"caseNumber\": \"例〔2026〕1号\", \"asker\": \"示例法院\","
            + " \"useCause\": \"MATRIX\", \"expiry\": \""
            + day
            + "\"}");
  }

  private static Call madeCopy(World world, String part) {
    String token = world.tokens().bearer(world.own(), Scope.LICENCE_COPY);
    Answer made =
        TestHttp.send(
            world.tokens().base(), annotatedCopy(world).with("Authorization", "Bearer " + token));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return Call.get(made.header("Location") + part).with("LZ-Use-Cause", "MATRIX");
  }

  private static Call post(String path, String body) {
    return Call.json("POST", path, body).with("Idempotency-Key", "matrix-" + company());
  }

  private static String company() {
    StringBuilder code = new StringBuilder("91990100L");
    while (code.length() < 17) {
      code.append((char) ('0' + RANDOM.nextInt(10)));
    }
    return code.append(OrganizationId.checkCharacter(code.toString())).toString();
  }

  /** Of a licence that the owner has just issued. */
  private static Call read(World world, String part) {
    String token = world.tokens().bearer(world.own(), Scope.LICENCE_ISSUE);
    Answer issued =
        TestHttp.send(world.tokens().base(), issue().with("Authorization", "Bearer " + token));
    assertThat(issued.status()).as(issued.body()).isEqualTo(201);
    return Call.get(issued.header("Location") + part).with("LZ-Use-Cause", "MATRIX");
  }

  /** Its checkpoint is signed a moment after the issuing. */
  private static Call proof(World world) {
    Call call = read(world, "/proof");
    String token = world.tokens().bearer(world.own(), Scope.LICENCE_READ);
    await(world, call.with("Authorization", "Bearer " + token));
    return call;
  }

  private static Call logged(World world, String path) {
    if (TestHttp.send(world.tokens().base(), Call.get("/v1/log/checkpoint")).status() != 200) {
      var _ = read(world, "");
      await(world, Call.get("/v1/log/checkpoint"));
    }
    return Call.get(path);
  }

  private static void await(World world, Call call) {
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .until(() -> TestHttp.send(world.tokens().base(), call).status() == 200);
  }
}
