package org.liangzheng.api.presentation.scan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.CompiledType;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.licence.LicenceFaces;
import org.liangzheng.api.licence.LicenceRegister;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.web.SharedLooks;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Licences and what the scenes of their types reveal of them. */
@Component
public class ShownLicences {
  private static final String PNG = "iVBORw0KGgo";
  private static final int TYPES = 1_000;

  /** So soon what is published or withdrawn holds on every node. */
  private static final Duration CURRENT = Duration.ofSeconds(1);

  private final LicenceRegister register;
  private final Catalogue catalogue;
  private final LicenceFaces faces;

  /** One scan asks for its type several times. */
  private final Cache<LicenceTypeCode, Optional<LicenceType>> current =
      Caffeine.newBuilder().maximumSize(TYPES).expireAfterWrite(CURRENT).build();

  ShownLicences(LicenceRegister register, Catalogue catalogue, LicenceFaces faces) {
    this.register = register;
    this.catalogue = catalogue;
    this.faces = faces;
  }

  /** The current version of a licence. */
  public Optional<RegisteredLicence> find(UUID licence) {
    return register.find(licence);
  }

  /** Whether a licence has the version and the status that were read. */
  boolean isStill(RegisteredLicence licence) {
    return register.isStill(licence);
  }

  /** The type whose scenes hold now: the newest, or the licence's own where that is withdrawn. */
  public LicenceType type(RegisteredLicence licence) {
    return SharedLooks.get(
            current,
            licence.facts().id().type(),
            code -> catalogue.current(code).map(CompiledType::type))
        .orElseGet(() -> faces.type(licence).type());
  }

  /** A scene of a licence's type. */
  public Optional<LicenceType.Scene> scene(RegisteredLicence licence, String code) {
    return type(licence).scenes().stream().filter(scene -> scene.code().equals(code)).findFirst();
  }

  /**
   * What a scene reveals.
   *
   * @param portrait a data URL
   */
  public record Revealed(List<ScanAnswer.FieldValue> fields, @Nullable String portrait) {
    public Revealed {
      fields = List.copyOf(fields);
    }

    /** Never the values. */
    @Override
    public String toString() {
      return "Revealed[" + fields.size() + "]";
    }
  }

  /** The fields of a scene that the licence has, and no others. */
  public Revealed reveal(RegisteredLicence licence, LicenceType.Scene scene) {
    List<ScanAnswer.FieldValue> fields = new ArrayList<>();
    String portrait = null;
    for (LicenceType.Field field : type(licence).fields()) {
      JsonNode value = licence.data().path(field.name());
      if (!scene.fields().contains(field.name()) || !value.isString()) {
        continue;
      }
      if (field.kind() == LicenceType.Kind.PICTURE) {
        portrait = dataUrl(value.stringValue());
      } else {
        fields.add(new ScanAnswer.FieldValue(field.name(), field.label(), value.stringValue()));
      }
    }
    return new Revealed(fields, portrait);
  }

  private static String dataUrl(String base64) {
    return "data:image/" + (base64.startsWith(PNG) ? "png" : "jpeg") + ";base64," + base64;
  }
}
