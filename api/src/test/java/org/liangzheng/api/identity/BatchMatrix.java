package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.guarded;

import java.util.List;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.TestHttp.Call;

/** Batches, and licences that others issued. */
final class BatchMatrix {
  static final List<Row> ROWS =
      List.of(
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
              BatchCalls::cancelStock));

  private BatchMatrix() {}
}
