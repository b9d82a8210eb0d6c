package org.liangzheng.api.seal.grant;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.CatalogueProblem;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.seal.grant.SealGrant.End;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Leave to set an authority's seal on licences that others issue. What is granted here custody
 * knows too, by the key, and holds every signature against it.
 */
@Service
public class SealGrants {
  static final String GRANTED = "SEAL_GRANTED";
  static final String ENDED = "SEAL_GRANT_ENDED";

  private final GrantStore store;
  private final Catalogue catalogue;
  private final Custody custody;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Clock clock;

  SealGrants(
      GrantStore store,
      Catalogue catalogue,
      Custody custody,
      AuditLog audit,
      JsonMapper json,
      Clock clock) {
    this.store = store;
    this.catalogue = catalogue;
    this.custody = custody;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * The grant under which a seal may stand on licences of a version of a type now.
   *
   * @return its id
   */
  public Optional<UUID> standing(UUID seal, LicenceType type) {
    return store
        .open(seal, type.code(), type.version())
        .filter(grant -> grant.standsAt(clock.instant()))
        .map(SealGrant::id);
  }

  /** What an authority's seal is asked for. */
  record Asked(UUID seal, String role, LicenceType type) {}

  /**
   * Whether leave can be given now.
   *
   * @throws Problem TYPE_UNKNOWN, SEAL_GRANT_NOT_ASKED, LICENCE_SEAL_MISSING, SEAL_GRANT_STANDS
   */
  Asked asked(OrganizationId authority, LicenceTypeCode code, int version) {
    LicenceType type =
        catalogue
            .version(code, version)
            .orElseThrow(() -> new Problem(CatalogueProblem.TYPE_UNKNOWN))
            .type();
    String role =
        type.seals().stream()
            .filter(part -> part.authority().equals(Optional.of(authority)))
            .map(LicenceType.SealPart::role)
            .findFirst()
            .filter(_ -> type.issuers().stream().anyMatch(issuer -> !issuer.equals(authority)))
            .orElseThrow(() -> new Problem(GrantProblem.SEAL_GRANT_NOT_ASKED));
    UUID seal =
        store.seal(authority).orElseThrow(() -> new Problem(SealProblem.LICENCE_SEAL_MISSING));
    if (store.open(seal, code, version).filter(g -> g.standsAt(clock.instant())).isPresent()) {
      throw new Problem(GrantProblem.SEAL_GRANT_STANDS);
    }
    return new Asked(seal, role, type);
  }

  /** Gives leave, in the transaction of its act. */
  void give(SealGrant grant) {
    // One whose last day has passed makes room for the next.
    store
        .open(grant.seal(), grant.type(), grant.version())
        .filter(old -> !old.standsAt(now()))
        .ifPresent(old -> end(old, grant.grantedBy(), "its last day has passed"));
    KeyRef key =
        store.key(grant.seal()).orElseThrow(() -> new Problem(SealProblem.LICENCE_SEAL_MISSING));
    try {
      store.insert(grant);
    } catch (DuplicateKeyException other) {
      throw new Problem(GrantProblem.SEAL_GRANT_STANDS);
    }
    custody.grant(grant.id(), key, grant.over());
    record(GRANTED, grant, grant.grantedBy());
  }

  /**
   * Takes leave back, in the transaction of its act; it holds from the next signature on.
   *
   * @throws Problem SEAL_GRANT_ENDED if it was ended before
   */
  void end(SealGrant grant, String actor, String reason) {
    if (!store.end(grant.id(), new End(actor, now(), reason))) {
      throw new Problem(GrantProblem.SEAL_GRANT_ENDED);
    }
    custody.endGrant(grant.id());
    record(ENDED, grant, actor);
  }

  private void record(String act, SealGrant grant, String actor) {
    audit.record(
        new AuditFact(
            act,
            grant.id(),
            grant.authority(),
            actor,
            json.createObjectNode()
                .put("seal", grant.seal().toString())
                .put("type", grant.type().value())
                .put("version", grant.version())));
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
