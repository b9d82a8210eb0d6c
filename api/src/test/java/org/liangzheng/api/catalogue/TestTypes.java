package org.liangzheng.api.catalogue;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.liangzheng.api.web.Ids;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Licence types for tests; each test changes what it is about. */
public final class TestTypes {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestTypes() {}

  /** A right definition of a type nobody has published, defined by the market regulator. */
  public static ObjectNode valid() {
    return valid(
        SampleDepartment.MARKET.id().value()
            + String.format(java.util.Locale.ROOT, "%03d", COUNT.incrementAndGet()));
  }

  /** The same under a code. Its face has room for a holder, a statement and a remark. */
  public static ObjectNode valid(String code) {
    return (ObjectNode)
        JSON.readTree(
            """
            {"code": "CODE",
             "name": {"zh": "示例证书", "en": "Sample certificate"},
             "holderTypes": ["001", "111"],
             "issuers": ["11990100LC0000015Y"],
             "holding": "SEVERAL",
             "fields": [
               {"name": "holder", "label": {"zh": "持证人", "en": "Holder"}, "pii": "PERSONAL",
                "holds": "HOLDER_NAME"},
               {"name": "statement", "label": {"zh": "内容", "en": "Statement"}, "pii": "NONE"},
               {"name": "remark", "label": {"zh": "备注", "en": "Remark"}, "pii": "NONE"}],
             "validity": {"rule": "UNTIL_GIVEN", "required": false},
             "seals": [{"role": "issuer", "by": "ISSUER"}],
             "scenes": [{"code": "COUNTER", "name": {"zh": "窗口", "en": "Counter"},
                         "fields": ["holder"], "offline": false}],
             "annotatedCopies": true,
             "layout": "certificate",
             "schema": {
               "$schema": "https://json-schema.org/draft/2020-12/schema",
               "type": "object", "additionalProperties": false,
               "required": ["holder", "statement"],
               "properties": {
                 "holder": {"type": "string", "minLength": 1, "maxLength": 60},
                 "statement": {"type": "string", "minLength": 1, "maxLength": 200},
                 "remark": {"type": "string", "minLength": 1, "maxLength": 60}}}}
            """
                .replace("CODE", code));
  }

  /** Publishes a changed type without the two people this takes outside of tests. */
  public static ObjectNode published(ApplicationContext context, Consumer<ObjectNode> change) {
    ObjectNode definition = valid();
    change.accept(definition);
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            context
                .getBean(Catalogue.class)
                .publishFirst(
                    context.getBean(Ids.class).next(),
                    definition,
                    context.getBean(Clock.class).instant()));
    return definition;
  }

  /** A request for a licence of such a type. */
  public static ObjectNode request(ObjectNode definition, String holder, String name) {
    ObjectNode request = JSON.createObjectNode();
    request.put("type", definition.get("code").asString()).put("number", "示例 1 号");
    request.putObject("holder").put("type", "001").put("code", holder).put("name", name);
    request.putObject("data").put("holder", name).put("statement", "准予示例。");
    return request;
  }

  public static ObjectNode json(String text) {
    return (ObjectNode) JSON.readTree(text);
  }
}
