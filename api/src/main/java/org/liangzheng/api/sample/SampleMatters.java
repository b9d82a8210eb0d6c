package org.liangzheng.api.sample;

import java.time.Clock;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.matter.Matters;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The eight matters of the sample city, published once; later versions are people's work. */
final class SampleMatters {
  private static final String FILE = "catalogue/matters.json";

  private final Matters matters;
  private final AuditLog audit;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;
  private final JsonMapper json;

  SampleMatters(
      Matters matters,
      AuditLog audit,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    this.matters = matters;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  /** Publishes those that are not there in any version. */
  void ensure() {
    SampleFile.read(FILE, json).path("matters").forEach(this::ensure);
  }

  private void ensure(JsonNode definition) {
    UUID id = ids.next();
    transactions.executeWithoutResult(_ -> {
      if (matters.publishFirst(id, definition, clock.instant())) {
        audit.record(
            new AuditFact(
                "MATTER_PUBLISHED",
                id,
                new OrganizationId(definition.path("owner").asString()),
                SampleCity.ACTOR,
                json.createObjectNode()
                    .put("matter", definition.path("code").asString())
                    .put("version", 1)));
      }
    });
  }
}
