package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.guarded;

import java.util.List;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.TestHttp.Call;

/** Seals, their use, and what several authorities seal. */
final class SealMatrix {
  static final List<Row> ROWS =
      List.of(
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
              SealRows::withdrawTask));

  private SealMatrix() {}
}
