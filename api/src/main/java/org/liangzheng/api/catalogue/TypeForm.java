package org.liangzheng.api.catalogue;

import java.util.List;
import java.util.Optional;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.databind.JsonNode;

/**
 * A licence type as it is written, with all that is wrong with its form. Parts that are not in
 * their form are left out, so that the rest can still be looked at.
 *
 * @param problems pointers into the definition
 */
record TypeForm(
    Optional<LicenceTypeCode> code,
    Said name,
    List<String> holderTypes,
    List<OrganizationId> issuers,
    LicenceType.Holding holding,
    List<LicenceType.Field> fields,
    Optional<Validity> validity,
    List<LicenceType.SealPart> seals,
    List<LicenceType.Scene> scenes,
    boolean annotatedCopies,
    Optional<LayoutSource> layout,
    JsonNode schema,
    List<FieldProblem> problems) {

  /**
   * The type that is written here.
   *
   * @throws IllegalStateException if something is wrong with it
   */
  LicenceType at(int version) {
    if (!problems.isEmpty()) {
      throw new IllegalStateException("not a licence type: " + problems.getFirst().pointer());
    }
    return new LicenceType(
        code.orElseThrow(),
        version,
        name,
        holderTypes,
        issuers,
        holding,
        fields,
        validity.orElseThrow(),
        seals,
        scenes,
        annotatedCopies,
        layout.orElseThrow(),
        schema);
  }
}
