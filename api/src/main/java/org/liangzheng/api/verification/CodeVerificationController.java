package org.liangzheng.api.verification;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.presentation.scan.PublicDesk;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.PublicAccess;
import org.liangzheng.api.web.WebProblem;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The small public answer about the code on a licence's face. */
@RestController
class CodeVerificationController {
  private final PublicDesk desk;
  private final AddressLimit limit;

  CodeVerificationController(PublicDesk desk, AddressLimit limit) {
    this.desk = desk;
    this.limit = limit;
  }

  /** Body: what was scanned. */
  record Code(@Nullable String code) {}

  /** Whether the licence that bears the code is in force, its type, and a masked name. */
  @PostMapping(path = VerificationController.PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
  @PublicAccess
  ResponseEntity<PublicDesk.Answer> verifyCode(HttpServletRequest request, @RequestBody Code body) {
    limit.count(request.getRemoteAddr());
    String code = body.code();
    if (code == null) {
      throw FieldProblems.only("/code", WebProblem.FIELD_MISSING);
    }
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(desk.answer(code));
  }
}
