package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.guarded;
import static org.liangzheng.api.identity.AccessMatrix.open;

import java.util.List;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.TestHttp.Call;

/** Matters, their drafts, and what they spare. */
final class MatterMatrix {
  static final List<Row> ROWS =
      List.of(
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
          open("GET /v1/matter-graph", 200, _ -> Call.get("/v1/matter-graph")));

  private MatterMatrix() {}
}
