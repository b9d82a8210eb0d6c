package org.liangzheng.api.sample;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The licence types of the sample city, published once; later versions are people's work. */
final class SampleTypes {
  static final List<String> NAMES =
      List.of(
          "business-licence",
          "social-security-card",
          "driving-licence",
          "vehicle-licence",
          "residence-certificate",
          "construction-safety-licence");

  private static final String FOLDER = "catalogue/";

  private final Catalogue catalogue;
  private final AuditLog audit;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;
  private final JsonMapper json;

  SampleTypes(
      Catalogue catalogue,
      AuditLog audit,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    this.catalogue = catalogue;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  /** Publishes those that are not there in any version. */
  void ensure() {
    NAMES.forEach(name -> ensure(definition(name)));
  }

  private void ensure(JsonNode definition) {
    UUID id = ids.next();
    transactions.executeWithoutResult(_ -> {
      if (catalogue.publishFirst(id, definition, clock.instant())) {
        LicenceTypeCode code = new LicenceTypeCode(definition.path("code").asString());
        audit.record(
            new AuditFact(
                "LICENCE_TYPE_PUBLISHED",
                id,
                code.definedBy(),
                SampleCity.ACTOR,
                json.createObjectNode().put("type", code.value()).put("version", 1)));
      }
    });
  }

  /** A layout that does not come with the program stands in a file beside the type's. */
  private JsonNode definition(String name) {
    ObjectNode definition = (ObjectNode) SampleFile.read(FOLDER + name + ".json", json);
    String layout = definition.path("layout").asString("");
    if (layout.endsWith(".json")) {
      definition.set("layout", SampleFile.read(FOLDER + layout, json));
    }
    return definition;
  }
}
