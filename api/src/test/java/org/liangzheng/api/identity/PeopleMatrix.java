package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.guarded;
import static org.liangzheng.api.identity.AccessMatrix.personal;

import java.util.List;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.TestHttp.Call;

/** Roles, machines, accounts, approvals and mandates. */
final class PeopleMatrix {
  static final List<Row> ROWS =
      List.of(
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
              world -> world.people().strikeMandate()));

  private PeopleMatrix() {}
}
