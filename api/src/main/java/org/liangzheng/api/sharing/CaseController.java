package org.liangzheng.api.sharing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.format.receipt.ReceiptFacts;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Cases, and what is fetched in them, for approval systems and counters. */
@RestController
class CaseController {
  static final String OPEN = "POST /v1/cases";
  static final String CLOSE = "POST /v1/cases/{id}/closing";
  static final String PAPER = "POST /v1/cases/{id}/paper";
  static final String CODE = "POST /v1/cases/{id}/consent-codes";
  static final String FETCH = "POST /v1/cases/{id}/fetches";
  private static final MediaType OFD = MediaType.parseMediaType("application/ofd");

  private final CaseOpening opening;
  private final Cases cases;
  private final CounterCodes codes;
  private final PaperNotes papers;
  private final Fetching fetching;
  private final FetchRows fetches;
  private final ConsentRows consents;
  private final SealedFiles files;
  private final Idempotency idempotency;
  private final PlainActs acts;
  private final Ids ids;
  private final JsonMapper json;

  CaseController(
      CaseOpening opening,
      Cases cases,
      CounterCodes codes,
      PaperNotes papers,
      Fetching fetching,
      FetchRows fetches,
      ConsentRows consents,
      SealedFiles files,
      Idempotency idempotency,
      PlainActs acts,
      Ids ids,
      JsonMapper json) {
    this.opening = opening;
    this.cases = cases;
    this.codes = codes;
    this.papers = papers;
    this.fetching = fetching;
    this.fetches = fetches;
    this.consents = consents;
    this.files = files;
    this.idempotency = idempotency;
    this.acts = acts;
    this.ids = ids;
    this.json = json;
  }

  /** Body of a note that paper was asked for; {@code reason} is a code. */
  record Paper(@Nullable String material, @Nullable String reason) {}

  /** Body with a consent code. */
  record Code(@Nullable String code) {
    @Override
    public String toString() {
      return "Code";
    }
  }

  /** Opens a case and says how its materials are covered. */
  @PostMapping("/v1/cases")
  @Access(scope = Scope.CASE_MANAGE)
  ResponseEntity<byte[]> open(
      Caller.OfAuthority caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody CaseOpening.Open body) {
    return acts.run(
        caller.actor(),
        OPEN,
        key,
        List.of(body, caller.authority().value()),
        (id, at) -> opening.open(id, at, body, caller));
  }

  /** A case that the caller's authority has a part in, as its materials are covered now. */
  @GetMapping("/v1/cases/{id}")
  @Access(scope = Scope.CASE_MANAGE)
  ResponseEntity<Cases.View> show(Caller.OfAuthority caller, @PathVariable UUID id) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(cases.show(fetching.own(id, caller)));
  }

  /** Closes a case; every consent in it ends. */
  @PostMapping("/v1/cases/{id}/closing")
  @Access(scope = Scope.CASE_MANAGE)
  ResponseEntity<byte[]> close(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return acts.run(
        caller.actor(),
        CLOSE,
        key,
        List.of(id, caller.authority().value()),
        (_, at) -> cases.close(fetching.own(id, caller), caller, at));
  }

  /** Notes that a material was asked for on paper anyway, and why. */
  @PostMapping("/v1/cases/{id}/paper")
  @Access(scope = Scope.CASE_MANAGE)
  ResponseEntity<byte[]> paper(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Paper body) {
    return acts.run(
        caller.actor(),
        PAPER,
        key,
        List.of(id, body, caller.authority().value()),
        (_, at) ->
            papers.note(fetching.own(id, caller), body.material(), body.reason(), caller, at));
  }

  /** Takes the code that the holder made from this case's request and shows at the counter. */
  @PostMapping("/v1/cases/{id}/consent-codes")
  @Access(scope = Scope.CASE_MANAGE)
  ResponseEntity<byte[]> redeem(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Code body) {
    return acts.run(
        caller.actor(),
        CODE,
        key,
        List.of(id, body, caller.authority().value()),
        (_, at) -> codes.redeem(fetching.own(id, caller), body.code(), caller, at));
  }

  /** Fetches what a material allows, with a receipt. */
  @PostMapping("/v1/cases/{id}/fetches")
  @Access(scope = Scope.LICENCE_FETCH)
  ResponseEntity<byte[]> fetch(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Fetching.Request body) {
    return idempotency
        .run(
            caller.actor(),
            FETCH,
            key,
            RequestDigest.of(json, id, body, caller.authority().value()),
            new Act() {
              @Override
              public byte[] allot(Instant now) {
                return FetchIds.make(ids).encode();
              }

              @Override
              public Outcome perform(Intent intent) {
                return fetching.perform(intent, id, body, caller);
              }

              @Override
              public boolean leavesNothingOutside() {
                // A seal's signature is announced, as everywhere.
                return body.form() != ReceiptFacts.Form.COPY;
              }
            })
        .toResponse();
  }

  /** The file of a fetch, while its case is open and the consent stands. */
  @GetMapping("/v1/fetches/{id}/file")
  @Access(scope = Scope.LICENCE_FETCH)
  ResponseEntity<byte[]> file(Caller.OfAuthority caller, @PathVariable UUID id) {
    FetchRows.Fetch fetch =
        fetches
            .find(id)
            .filter(found -> found.authority().equals(caller.authority()))
            .orElseThrow(() -> new Problem(SharingProblem.FETCH_UNKNOWN));
    if (fetching.own(fetch.caseId(), caller).state() != SharingCase.State.OPEN) {
      throw new Problem(SharingProblem.CASE_CLOSED);
    }
    UUID consent = fetch.consent();
    if (consent != null && !consents.find(consent).orElseThrow().granted()) {
      throw new Problem(SharingProblem.CONSENT_WITHDRAWN);
    }
    UUID file = fetch.file();
    if (file == null) {
      throw new Problem(SharingProblem.FETCH_UNKNOWN);
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(OFD)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(id + ".ofd").build().toString())
        .body(files.content(file).orElseThrow());
  }
}
