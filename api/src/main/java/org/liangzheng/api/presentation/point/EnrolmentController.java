package org.liangzheng.api.presentation.point;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.PossessionProofs;
import org.liangzheng.api.identity.PublicAddress;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.PublicAccess;
import org.liangzheng.api.web.WebProblem;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A device or browser becomes a verifier point: it has the code, and proves that it has a key. */
@RestController
class EnrolmentController {
  private final Points points;
  private final PointView views;
  private final PossessionProofs proofs;
  private final PublicAddress address;

  EnrolmentController(
      Points points, PointView views, PossessionProofs proofs, PublicAddress address) {
    this.points = points;
    this.views = views;
    this.proofs = proofs;
    this.address = address;
  }

  /** Body: the code as it was typed; blanks, hyphens and small letters do not matter. */
  record Enrolment(@Nullable String code) {}

  /**
   * What the point has to know.
   *
   * @param clientId for the token endpoint
   * @param issuer this service's address, in assertions and in each proof's htu
   */
  record Enrolled(PointView.Self point, String clientId, String issuer) {}

  /**
   * Spends a code. No Idempotency-Key: the code is good once, and the same key may ask again within
   * its 15 minutes.
   */
  @PostMapping("/v1/verifier-points/enrolments")
  @PublicAccess
  ResponseEntity<Enrolled> enrol(HttpServletRequest request, @RequestBody Enrolment body) {
    String code = body.code();
    if (code == null || code.isBlank()) {
      throw missing();
    }
    points.requireCode(code);
    VerifierPoint point = points.enrol(code, proofs.require(request));
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(new Enrolled(views.self(point), point.id().toString(), address.value()));
  }

  private static RuntimeException missing() {
    new FieldProblems().add("/code", WebProblem.FIELD_MISSING).throwIfAny();
    throw new IllegalStateException("a field is missing");
  }
}
