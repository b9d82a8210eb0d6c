package org.liangzheng.signer.licence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liangzheng.signer.layout.ChineseDate;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.LicenceFacts;

/**
 * Everything that goes into a licence file before it is sealed.
 *
 * @param face values for the fields of its layout; those that {@link #faceValues} takes from the
 *     facts need not be among them
 * @param data machine-readable licence data, JSON in UTF-8, attached as licence.json
 */
public record LicenceContent(LicenceFacts facts, FaceValues face, ByteString data) {
  /** The values of the face with those that each licence has; the facts count. */
  public FaceValues faceValues() {
    return face.withTexts(texts(facts));
  }

  /** What a layout may show of the facts, by name. */
  private static Map<String, List<String>> texts(LicenceFacts facts) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    texts.put("licence.type", List.of(facts.typeName()));
    texts.put("licence.number", List.of(facts.number()));
    texts.put("licence.id", List.of(facts.id().text()));
    texts.put("licence.issuer", List.of(facts.issuerName()));
    texts.put("licence.issuerCode", List.of(facts.issuer().value()));
    texts.put("licence.issuedOn", List.of(facts.issueDate().toString()));
    texts.put("licence.holder", List.of(facts.holderName()));
    texts.put("licence.holderCode", List.of(facts.holder().value()));
    texts.put("licence.validFrom", List.of(facts.validFrom().toString()));
    facts.validUntil().ifPresent(end -> texts.put("licence.validUntil", List.of(end.toString())));
    texts.put(
        "licence.validity",
        List.of(
            facts
                .validUntil()
                .map(end -> ChineseDate.write(facts.validFrom()) + "至" + ChineseDate.write(end))
                .orElse("长期")));
    return texts;
  }

  /** Nothing of the values. */
  @Override
  public String toString() {
    return "LicenceContent[" + facts + "]";
  }
}
