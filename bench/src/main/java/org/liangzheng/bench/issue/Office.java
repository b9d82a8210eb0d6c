package org.liangzheng.bench.issue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.liangzheng.bench.service.ApprovalSystem;
import org.liangzheng.bench.service.Company;
import org.liangzheng.bench.service.Seed;
import tools.jackson.databind.JsonNode;

/** The sample department at work: it issues, seals and searches. */
final class Office {
  private static final int DIGEST = 32;

  private final ApprovalSystem system;
  private final SecureRandom random = new SecureRandom();

  /**
   * Signs in.
   *
   * @param home state folder of the service, where the client's key lies
   */
  Office(URI service, Path home) {
    this.system = new ApprovalSystem(service, home);
  }

  /** Issues a licence. */
  UUID issue(Company company) throws IOException {
    return system.issue(company);
  }

  /** Seals some digest. */
  void seal(UUID seal) throws IOException {
    byte[] digest = new byte[DIGEST];
    random.nextBytes(digest);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("seal", seal.toString());
    body.put("digest", HexFormat.of().formatHex(digest));
    body.put("property", "bench:1");
    system.act("/v1/seal-signatures", body).required("stamp");
  }

  /** Finds the one licence of a holder. */
  void findByHolder(Seed seed) throws IOException {
    find(seed, Map.of("holder", Map.of("type", "001", "code", seed.code())));
  }

  /** Finds a licence by its number. */
  void findByNumber(Seed seed) throws IOException {
    find(seed, Map.of("number", seed.code()));
  }

  private void find(Seed seed, Map<String, Object> criteria) throws IOException {
    JsonNode found = system.ask("/v1/licences/search", criteria).path("licences");
    // Who is fast because nothing was found has not done the work.
    if (found.size() != 1 || !found.get(0).path("id").asString().equals(seed.id().toString())) {
      throw new IllegalStateException("a search found " + found.size() + " licences, not the one");
    }
  }

  /** The least the service answers: no token, no database. */
  void about() throws IOException {
    var _ = system.wire().get("/v1/about", Map.of(), 200);
  }
}
