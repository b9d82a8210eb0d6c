package org.liangzheng.api.licence.external;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.web.Problem;
import org.springframework.stereotype.Component;

/** Who may deliver for which source. */
@Component
class ExternalDesk {
  private final ExternalIssuers issuers;
  private final AccessControl access;

  ExternalDesk(ExternalIssuers issuers, AccessControl access) {
    this.issuers = issuers;
    this.access = access;
  }

  /**
   * A source the caller may deliver for: of its own authority, and if the source has a client of
   * its own, that client or a person. A client of one source cannot speak for another.
   *
   * @throws Problem {@code external-issuer-unknown}
   */
  ExternalIssuer source(Caller.OfAuthority caller, @Nullable String code) {
    return Optional.ofNullable(code)
        .flatMap(issuers::find)
        .filter(issuer -> access.isOwn(caller, issuer.keeper()))
        .filter(issuer ->
            caller.kind() != Caller.Kind.MACHINE
                || issuer.client().isEmpty()
                || issuer.client().get().equals(caller.actor()))
        .orElseThrow(() -> new Problem(ExternalProblem.EXTERNAL_ISSUER_UNKNOWN));
  }
}
