package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.guarded;

import java.util.List;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.TestHttp.Call;

/** Licence types and their drafts. */
final class TypeMatrix {
  static final List<Row> ROWS =
      List.of(
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
              world -> CatalogueCalls.change(world, "/discarding")));

  private TypeMatrix() {}
}
