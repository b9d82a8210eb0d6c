package org.liangzheng.api.audit;

import java.util.Map;
import java.util.UUID;
import org.liangzheng.api.custody.KeyActs;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Acts on the keys of the database, in the log. They are the operator's, in nobody's name. */
@Component
class KeyActEntries implements KeyActs {
  private static final String OPERATOR = "operator";

  private final AuditLog audit;
  private final JsonMapper json;

  KeyActEntries(AuditLog audit, JsonMapper json) {
    this.audit = audit;
    this.json = json;
  }

  @Override
  public void record(String act, UUID rotation, Map<String, String> facts) {
    ObjectNode node = json.createObjectNode();
    facts.forEach(node::put);
    audit.record(new AuditFact(act, rotation, null, OPERATOR, node));
  }
}
