package org.liangzheng.api.catalogue.matter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.liangzheng.api.catalogue.publication.PublishedVersion;
import org.liangzheng.api.catalogue.publication.Versions;
import org.liangzheng.api.web.FieldCipher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published matters; a version never changes once it is there. */
@Service
public class Matters {
  private static final Versions.Tables TABLES =
      new Versions.Tables("catalogue_matter", "catalogue_matter_withdrawal", "matter", "matter");

  private final Versions versions;
  private final Map<Key, Matter> read = new ConcurrentHashMap<>();

  Matters(JdbcClient database, FieldCipher cipher, JsonMapper json) {
    this.versions = new Versions(database, cipher, json, TABLES, MatterPublication.PROBLEMS);
  }

  /** All that was published of each matter. */
  Versions versions() {
    return versions;
  }

  private record Key(String code, int version) {}

  /** The version by which cases are opened now; none if the matter is withdrawn. */
  public Optional<Matter> current(String code) {
    return versions.current(code).map(version -> version(code, version));
  }

  /** A published version, which cases name. */
  public Matter version(String code, int version) {
    Key key = new Key(code, version);
    Matter known = read.get(key);
    if (known == null) {
      // Asked by each that comes first: nobody waits for another's question to the database.
      known =
          versions
              .find(code, version)
              .map(Matters::matter)
              .orElseThrow(() -> new IllegalStateException("a published matter is gone"));
      read.put(key, known);
    }
    return known;
  }

  private static Matter matter(PublishedVersion published) {
    return MatterReader.published(published.definition(), published.version());
  }

  /** The newest version of each matter by which cases are opened. */
  public List<Matter> inUse() {
    return versions.list().stream()
        .filter(one -> one.withdrawnAt().isEmpty())
        .map(one -> version(one.code(), one.version()))
        .toList();
  }

  /**
   * Publishes a matter that comes with a program or a test, without two people, unless it is there
   * already; in the transaction of the caller.
   *
   * @return whether it was published
   * @throws IllegalStateException if the definition is not in its form
   */
  public boolean publishFirst(UUID id, JsonNode definition, Instant now) {
    String code = MatterReader.published(definition, 1).code();
    return versions.publishFirst(id, code, definition, now);
  }
}
