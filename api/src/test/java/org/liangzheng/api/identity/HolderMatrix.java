package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.personal;

import java.util.List;
import java.util.UUID;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.TestHttp.Call;

/** A holder's licences and their uses. */
final class HolderMatrix {
  static final List<Row> ROWS =
      List.of(
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
              _ -> Call.get("/v1/holder/uses/export")));

  private HolderMatrix() {}
}
