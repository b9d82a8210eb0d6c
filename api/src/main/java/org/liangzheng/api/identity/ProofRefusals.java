package org.liangzheng.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.liangzheng.api.web.ProblemDocuments;
import org.liangzheng.api.web.ProblemEntryPoint;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Tells a proof that was refused from a token that was: whoever has a good token and a clock that
 * is off, or sends a proof twice, is to look at the proof. RFC 9449 §7.1.
 */
final class ProofRefusals implements AuthenticationFailureHandler {
  private final ProblemDocuments documents;
  private final ProblemEntryPoint unknown;

  ProofRefusals(ProblemDocuments documents, ProblemEntryPoint unknown) {
    this.documents = documents;
    this.unknown = unknown;
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException thrown)
      throws IOException {
    if (thrown instanceof OAuth2AuthenticationException refused
        && OAuth2ErrorCodes.INVALID_DPOP_PROOF.equals(refused.getError().getErrorCode())) {
      documents.write(PossessionProofs.refused(), request, response);
    } else {
      unknown.commence(request, response, thrown);
    }
  }
}
