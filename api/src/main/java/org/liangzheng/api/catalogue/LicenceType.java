package org.liangzheng.api.catalogue;

import java.util.List;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import tools.jackson.databind.JsonNode;

/**
 * One published version of a licence type.
 *
 * @param version from 1; licences keep the version they were issued under
 * @param holderTypes 3-digit holder code types that may hold it
 * @param fields what stands on the face, in order
 * @param layout name of the layout of its face
 * @param schema JSON Schema 2020-12 of the licence data
 */
public record LicenceType(
    LicenceTypeCode code,
    int version,
    Said name,
    List<String> holderTypes,
    List<Field> fields,
    String layout,
    JsonNode schema) {
  public LicenceType {
    holderTypes = List.copyOf(holderTypes);
    fields = List.copyOf(fields);
  }

  /** How much a field tells about a person; decides what may be shown without cause. */
  public enum PiiClass {
    /** Says nothing of a person. */
    NONE,
    /** Names or describes a person. */
    PERSONAL,
    /** Identifies a person for good, such as a citizen number. */
    IDENTIFYING
  }

  /** A field of the face. */
  public record Field(String name, Said label, PiiClass pii) {}
}
