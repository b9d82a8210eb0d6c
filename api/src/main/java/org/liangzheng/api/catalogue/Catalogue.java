package org.liangzheng.api.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.liangzheng.api.catalogue.publication.PublishedVersion;
import org.liangzheng.api.catalogue.publication.Versions;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Problem;
import org.liangzheng.signer.layout.LayoutRefusedException;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published licence types; a version never changes once it is there. */
@Service
public class Catalogue {
  private static final Versions.Tables TABLES =
      new Versions.Tables(
          "catalogue_licence_type", "catalogue_withdrawal", "type_version", "catalogue");

  private final Layouts layouts;
  private final Versions versions;
  private final Map<VersionKey, CompiledType> compiled = new ConcurrentHashMap<>();

  Catalogue(JdbcClient database, JsonMapper json, Layouts layouts, FieldCipher cipher) {
    this.layouts = layouts;
    this.versions = new Versions(database, cipher, json, TABLES, TypePublication.PROBLEMS);
  }

  /** All that was published of each type. */
  Versions versions() {
    return versions;
  }

  private record VersionKey(LicenceTypeCode code, int version) {}

  /** The version of a type by which licences are issued now; none if the type is withdrawn. */
  public Optional<CompiledType> current(LicenceTypeCode code) {
    return versions.current(code.value()).flatMap(version -> version(code, version));
  }

  /** Whether there is such a type and nothing is issued by it any more. */
  public boolean isWithdrawn(LicenceTypeCode code) {
    return newest(code).filter(type -> type.withdrawnAt().isPresent()).isPresent();
  }

  /**
   * One published version of a type, also of a withdrawn one.
   *
   * @throws Problem TYPE_UNUSABLE_HERE if this machine cannot draw its face
   */
  public Optional<CompiledType> version(LicenceTypeCode code, int version) {
    VersionKey key = new VersionKey(code, version);
    CompiledType known = compiled.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<CompiledType> loaded =
        versions
            .find(code.value(), version)
            .map(type -> {
              try {
                return compile(type);
              } catch (LayoutRefusedException refused) {
                throw new Problem(CatalogueProblem.TYPE_UNUSABLE_HERE).causedBy(refused);
              }
            });
    loaded.ifPresent(type -> compiled.put(key, type));
    return loaded;
  }

  private CompiledType compile(PublishedVersion published) throws LayoutRefusedException {
    LicenceType type = TypeReader.read(published.definition()).at(published.version());
    return new CompiledType(type, layouts.template(type.layout()));
  }

  /** Compiles what licences are issued by, so that a missing font is told at the start. */
  void prepare() {
    for (PublishedVersion published : versions.list()) {
      if (published.withdrawnAt().isEmpty()) {
        prepare(published);
      }
    }
  }

  private void prepare(PublishedVersion published) {
    try {
      LicenceTypeCode code = new LicenceTypeCode(published.code());
      compiled.put(new VersionKey(code, published.version()), compile(published));
    } catch (LayoutRefusedException refused) {
      throw layouts.unusable(
          TypeReader.read(published.definition()).layout().orElseThrow(), refused);
    }
  }

  /** The newest version of a type, withdrawn or not. */
  public Optional<PublishedVersion> newest(LicenceTypeCode code) {
    return versions.newest(code.value());
  }

  /** The newest version of each type, by code; withdrawn ones too. */
  public List<PublishedVersion> list() {
    return versions.list();
  }

  /**
   * Publishes a type that comes with a program or a test, without two people, unless the type is
   * there already; in the transaction of the caller.
   *
   * @return whether it was published
   * @throws IllegalStateException if the definition is not in its form
   * @throws org.liangzheng.api.start.StartupProblem if this machine cannot draw its face
   */
  public boolean publishFirst(UUID id, JsonNode definition, Instant now) {
    LicenceTypeCode code = TypeReader.read(definition).at(1).code();
    if (!versions.publishFirst(id, code.value(), definition, now)) {
      return false;
    }
    prepare(versions.find(id).orElseThrow());
    return true;
  }
}
