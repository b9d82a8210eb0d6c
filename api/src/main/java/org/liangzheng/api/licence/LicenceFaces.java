package org.liangzheng.api.licence;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.CompiledType;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A licence as it is laid out: when it is issued, and again when a copy is made of it. */
@Component
public class LicenceFaces {
  /** Name of the code in layouts. */
  private static final String CODE = FaceValues.LICENCE + "code";

  private final Catalogue catalogue;
  private final VersionCodes codes;
  private final JsonMapper json;

  LicenceFaces(Catalogue catalogue, VersionCodes codes, JsonMapper json) {
    this.codes = codes;
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
    return content(type(licence), licence.facts(), licence.data(), codes.find(licence.version()));
  }

  /**
   * What will stand in the file of a version; its code is the same in every attempt.
   *
   * @param version own id of the version
   */
  LicenceContent content(CompiledType type, LicenceFacts facts, JsonNode data, UUID version) {
    boolean shows = type.template().layout().codeNames().contains(CODE);
    return content(type, facts, data, shows ? Optional.of(codes.make(version)) : Optional.empty());
  }

  private LicenceContent content(
      CompiledType type, LicenceFacts facts, JsonNode data, Optional<String> code) {
    FaceValues face = face(type.type(), data);
    return new LicenceContent(
        facts,
        code.map(text -> face.withCode(CODE, text)).orElse(face),
        ByteString.of(json.writeValueAsString(data).getBytes(StandardCharsets.UTF_8)));
  }

  static FaceValues face(LicenceType type, JsonNode data) {
    FaceValues face = FaceValues.none();
    for (LicenceType.Field field : type.fields()) {
      JsonNode value = data.get(field.name());
      if (value != null && !value.isNull()) {
        face = field.on(face, value.asString());
      }
    }
    return face;
  }
}
