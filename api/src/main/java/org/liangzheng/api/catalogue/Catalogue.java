package org.liangzheng.api.catalogue;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Published licence types; a version never changes once it is there. */
@Service
public class Catalogue {
  private final JdbcClient database;
  private final JsonMapper json;
  private final Clock clock;
  private final Layouts layouts;
  private final Map<VersionKey, CompiledType> compiled = new ConcurrentHashMap<>();

  Catalogue(JdbcClient database, JsonMapper json, Clock clock, Layouts layouts) {
    this.database = database;
    this.json = json;
    this.clock = clock;
    this.layouts = layouts;
  }

  private record VersionKey(LicenceTypeCode code, int version) {}

  /** The newest published version of a type. */
  public Optional<CompiledType> current(LicenceTypeCode code) {
    return database
        .sql("select max(version) from catalogue_licence_type where code = ?")
        .param(code.value())
        .query(Integer.class)
        .optional()
        .flatMap(version -> version(code, version));
  }

  /** One published version of a type. */
  public Optional<CompiledType> version(LicenceTypeCode code, int version) {
    VersionKey key = new VersionKey(code, version);
    CompiledType known = compiled.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<CompiledType> loaded =
        database
            .sql("select definition from catalogue_licence_type where code = ? and version = ?")
            .params(code.value(), version)
            .query(String.class)
            .optional()
            .map(text -> compile(json.readValue(text, LicenceTypeDefinition.class).at(version)));
    loaded.ifPresent(type -> compiled.put(key, type));
    return loaded;
  }

  private CompiledType compile(LicenceType type) {
    return new CompiledType(type, layouts.template(type.layout()));
  }

  /** Publishes a definition as version 1, unless the type is there already. */
  void publishFirst(LicenceTypeDefinition definition) {
    CompiledType compiles = compile(definition.at(1));
    database
        .sql(
            "insert into catalogue_licence_type (code, version, definition, published_at)"
                + " values (?, 1, ?::jsonb, ?) on conflict do nothing")
        .params(
            compiles.type().code().value(),
            json.writeValueAsString(definition),
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
