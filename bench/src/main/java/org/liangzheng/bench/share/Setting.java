package org.liangzheng.bench.share;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.bench.service.Statements;
import org.liangzheng.bench.service.Wire;

/**
 * What was found out before anything is raced; the processes of the matches read it.
 *
 * @param service address of the service
 * @param pid its process
 * @param opening selects of opening a case, for each applicant
 * @param looking those of looking at one
 * @param fetching those of a fetch
 * @param openCost what opening a case leaves
 * @param fetchCosts what a fetch leaves, by the number of clients
 */
record Setting(
    String service,
    long pid,
    List<Applicant> applicants,
    List<List<Statements.Sent>> opening,
    List<List<Statements.Sent>> looking,
    List<List<Statements.Sent>> fetching,
    Cost openCost,
    Map<Integer, Cost> fetchCosts) {
  private static final String FILE = "share.json";

  /**
   * What an act leaves, in the mean.
   *
   * @param commits writing transactions, whole
   * @param largeBytes size of the large row of the bare transactions
   * @param batch receipts that share a signature, at least 1
   */
  record Cost(int commits, int largeBytes, int batch) {}

  Cost fetchCost(int clients) {
    return Optional.ofNullable(fetchCosts.get(clients)).orElseThrow();
  }

  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), Wire.JSON.writeValueAsString(this));
  }

  static Setting read(Path folder) throws IOException {
    return Wire.JSON.readValue(Files.readString(folder.resolve(FILE)), Setting.class);
  }
}
