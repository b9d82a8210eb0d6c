package org.liangzheng.api.licence.external;

import java.util.Optional;
import java.util.UUID;
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
   * @throws Problem {@code external-issuer-unknown}, {@code external-issuer-disabled}
   */
  ExternalIssuer source(Caller.OfAuthority caller, @Nullable String code) {
    return inUse(found(caller, code));
  }

  /** A source that is the caller's authority's own, whether it is in use or not. */
  ExternalIssuer kept(Caller.OfAuthority caller, UUID id) {
    return issuers
        .find(id)
        .filter(issuer -> access.isOwn(caller, issuer.keeper()))
        .orElseThrow(() -> new Problem(ExternalProblem.EXTERNAL_ISSUER_UNKNOWN));
  }

  /**
   * The source, if something is taken from it.
   *
   * @throws Problem {@code external-issuer-disabled}
   */
  static ExternalIssuer inUse(ExternalIssuer issuer) {
    if (issuer.disabledAt().isPresent()) {
      throw new Problem(ExternalProblem.EXTERNAL_ISSUER_DISABLED);
    }
    return issuer;
  }

  private ExternalIssuer found(Caller.OfAuthority caller, @Nullable String code) {
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
