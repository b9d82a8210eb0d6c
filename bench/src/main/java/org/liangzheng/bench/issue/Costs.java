package org.liangzheng.bench.issue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.liangzheng.bench.service.Seed;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was found out before anything is raced; the processes of the matches read it.
 *
 * @param service address of the service
 * @param pid its process
 * @param issueCommits writing transactions an issue makes
 * @param sealCommits those of sealing a digest
 * @param issueBytes size of the large row of the bare transactions of an issue
 * @param sealBytes the same of sealing a digest
 * @param officeSeal the seal that digests are sealed with
 */
record Costs(
    String service,
    long pid,
    double issueCommits,
    double sealCommits,
    int issueBytes,
    int sealBytes,
    UUID officeSeal,
    List<Seed> seeds) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FILE = "costs.json";

  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), JSON.writeValueAsString(this));
  }

  static Costs read(Path folder) throws IOException {
    return JSON.readValue(Files.readString(folder.resolve(FILE)), Costs.class);
  }
}
