package org.liangzheng.api.licence;

import java.nio.charset.StandardCharsets;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.CompiledType;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A licence as it is laid out: when it is issued, and again when a copy is made of it. */
@Component
public class LicenceFaces {
  private final Catalogue catalogue;
  private final JsonMapper json;

  LicenceFaces(Catalogue catalogue, JsonMapper json) {
    this.catalogue = catalogue;
    this.json = json;
  }

  /** The type a registered licence was issued under. */
  public CompiledType type(RegisteredLicence licence) {
    return catalogue
        .version(licence.facts().id().type(), licence.typeVersion())
        .orElseThrow(() -> new IllegalStateException("a licence's own type is gone"));
  }

  /** What stands in the file of a registered licence. */
  public LicenceContent content(RegisteredLicence licence) {
    return content(type(licence), licence.facts(), licence.data());
  }

  LicenceContent content(CompiledType type, LicenceFacts facts, JsonNode data) {
    return new LicenceContent(
        facts,
        LicenceIssuing.face(type.type(), data),
        ByteString.of(json.writeValueAsString(data).getBytes(StandardCharsets.UTF_8)));
  }
}
