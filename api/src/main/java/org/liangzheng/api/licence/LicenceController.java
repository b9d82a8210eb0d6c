package org.liangzheng.api.licence;

import java.security.SecureRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.RequestDigest;
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

/** Issuing and reading licences. */
@RestController
class LicenceController {
  private static final MediaType PROOF = MediaType.parseMediaType("text/plain;charset=UTF-8");

  private final Idempotency idempotency;
  private final LicenceIssuing issuing;
  private final LicenceReading reading;
  private final AuditLog audit;
  private final Ids ids;
  private final SecureRandom random;
  private final JsonMapper json;

  LicenceController(
      Idempotency idempotency,
      LicenceIssuing issuing,
      LicenceReading reading,
      AuditLog audit,
      Ids ids,
      SecureRandom random,
      JsonMapper json) {
    this.idempotency = idempotency;
    this.issuing = issuing;
    this.reading = reading;
    this.audit = audit;
    this.ids = ids;
    this.random = random;
    this.json = json;
  }

  /** Issues a licence in the name of the caller's authority. */
  @PostMapping("/v1/licences")
  @Access(scope = Scope.LICENCE_ISSUE)
  ResponseEntity<byte[]> issue(
      Caller.OfAuthority caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody IssueRequest request) {
    Authority issuer = issuing.issuer(caller.authority());
    return idempotency
        .run(
            caller.actor(),
            IssueRoute.ROUTE,
            key,
            RequestDigest.of(json, request, issuer.id().value()),
            Act.of(
                () -> Allotment.make(ids, random).encode(),
                intent -> issuing.issue(intent, request, caller.actor(), issuer)))
        .toResponse();
  }

  /** Shows a licence of the caller's authority. */
  @GetMapping("/v1/licences/{id}")
  @Access(scope = Scope.LICENCE_READ)
  ResponseEntity<LicenceView> show(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = UseCause.HEADER, required = false) @Nullable String cause) {
    RegisteredLicence licence = reading.read(caller, id, cause, Usage.Kind.READ);
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(issuing.view(licence));
  }

  /**
   * A small file that proves, without asking anybody, that the issuing of the newest version stands
   * in the audit log. It names nobody, so reading it is no use of the licence.
   */
  @GetMapping("/v1/licences/{id}/proof")
  @Access(scope = Scope.LICENCE_READ)
  ResponseEntity<byte[]> proof(Caller.OfAuthority caller, @PathVariable UUID id) {
    var _ = reading.own(caller, id);
    return switch (audit.proof(id, LicenceIssuing.FILES.toArray(String[]::new))) {
      case AuditLog.Proof.Made made ->
          ResponseEntity.ok()
              .cacheControl(CacheControl.noStore())
              .contentType(PROOF)
              .header(
                  HttpHeaders.CONTENT_DISPOSITION,
                  ContentDisposition.attachment().filename(id + ".tlog-proof").build().toString())
              .body(made.proof().toBytes());
      case AuditLog.Proof.Pending _ ->
          throw new Problem(LicenceProblem.PROOF_PENDING).withHeader("Retry-After", "2");
      case AuditLog.Proof.Absent _ -> throw new Problem(LicenceProblem.PROOF_ABSENT);
    };
  }
}
