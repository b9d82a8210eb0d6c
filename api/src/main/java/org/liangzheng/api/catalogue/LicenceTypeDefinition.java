package org.liangzheng.api.catalogue;

import java.util.List;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import tools.jackson.databind.JsonNode;

/** A licence type as it is written and stored in JSON. */
record LicenceTypeDefinition(
    String code,
    Said name,
    List<String> holderTypes,
    List<LicenceType.Field> fields,
    String layout,
    JsonNode schema) {
  LicenceType at(int version) {
    return new LicenceType(
        new LicenceTypeCode(code), version, name, holderTypes, fields, layout, schema);
  }
}
