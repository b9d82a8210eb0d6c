package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.guarded;
import static org.liangzheng.api.identity.AccessMatrix.personal;

import java.util.List;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.TestHttp.Call;

/** Cases, consents, fetches, receipts, objections. */
final class SharingMatrix {
  static final List<Row> ROWS =
      List.of(
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
              SharingCalls::object));

  private SharingMatrix() {}
}
