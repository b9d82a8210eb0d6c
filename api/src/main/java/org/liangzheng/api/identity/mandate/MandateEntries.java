package org.liangzheng.api.identity.mandate;

import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the log says of mandates; written in the transaction of the act. */
@Component
class MandateEntries {
  private final AuditLog audit;
  private final JsonMapper json;

  MandateEntries(AuditLog audit, JsonMapper json) {
    this.audit = audit;
    this.json = json;
  }

  /**
   * @param authority in whose name; null: a person in its own affairs
   * @param actor as of {@link AuditFact}
   */
  void granted(Mandate mandate, @Nullable OrganizationId authority, String actor) {
    record("MANDATE_GRANTED", mandate, authority, actor);
  }

  /** As {@link #granted}. */
  void revoked(Mandate mandate, @Nullable OrganizationId authority, String actor) {
    record("MANDATE_REVOKED", mandate, authority, actor);
  }

  private void record(
      String act, Mandate mandate, @Nullable OrganizationId authority, String actor) {
    audit.record(
        new AuditFact(
            act,
            mandate.id(),
            authority,
            actor,
            json.createObjectNode()
                .put("agent", mandate.agent().toString())
                .put("principal", mandate.principal().toString())
                .put("source", mandate.source().name())
                .put("until", mandate.validUntil().toString())));
  }
}
