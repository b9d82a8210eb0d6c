package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.guarded;
import static org.liangzheng.api.identity.AccessMatrix.open;
import static org.liangzheng.api.identity.AccessMatrix.personal;

import java.util.List;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.TestHttp.Call;

/** Showing, scanning, and verifier points. */
final class PresentationMatrix {
  static final List<Row> ROWS =
      List.of(
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
              _ ->
                  Call.json("POST", "/v1/verifier-points/enrolments", "{\"code\":\"AAAA-AAAA\"}")));

  private PresentationMatrix() {}
}
