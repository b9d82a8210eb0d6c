package org.liangzheng.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.ReportJson;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files signed by other vendors' software, with the answers of an independent check beside them
 * (expected.json). They are not ours to ship: LZ_VENDOR_FILES names their folder.
 */
class VendorFilesTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @Test
  void everyStatedFieldAgreesWithTheIndependentCheck() throws IOException {
    String folder = System.getenv("LZ_VENDOR_FILES");
    boolean there = folder != null && Files.exists(Path.of(folder, "expected.json"));
    if (!there) {
      System.out.println("not run: vendor files (set LZ_VENDOR_FILES to their folder)");
    }
    assumeTrue(there, "LZ_VENDOR_FILES is not set");
    JsonNode expected = MAPPER.readTree(Files.readAllBytes(Path.of(folder, "expected.json")));
    List<String> compared = new ArrayList<>();
    for (Map.Entry<String, JsonNode> file : expected.properties()) {
      byte[] bytes = Files.readAllBytes(Path.of(folder, file.getKey()));
      Report report =
          Verifier.verify(
              bytes, Evidence.none(), Policy.FILE, Instant.parse("2026-11-01T00:00:00Z"));
      assertThat(report.verdict()).as(file.getKey()).isNotIn(Verdict.VALID, Verdict.UNREADABLE);
      JsonNode ours = MAPPER.readTree(ReportJson.write(report)).get("signatures");
      assertThat(ours.size()).as(file.getKey()).isEqualTo(file.getValue().size());
      for (JsonNode signature : file.getValue()) {
        compare(file.getKey(), signature, find(ours, signature.get("signatureXml").asString()));
        compared.add(file.getKey() + " " + signature.get("format").asString());
      }
    }
    assertThat(compared).hasSizeGreaterThanOrEqualTo(8);
    System.out.println("vendor files: " + compared.size() + " signatures agree " + compared);
  }

  private static void compare(String file, JsonNode expected, JsonNode ours) {
    for (Map.Entry<String, JsonNode> fact : expected.properties()) {
      if (!fact.getKey().equals("note")) {
        assertThat(ours.get(fact.getKey()))
            .as("%s %s", file, fact.getKey())
            .isEqualTo(fact.getValue());
      }
    }
  }

  private static JsonNode find(JsonNode signatures, String path) {
    for (JsonNode signature : signatures) {
      if (signature.get("signatureXml").asString().equals(path)) {
        return signature;
      }
    }
    throw new AssertionError("no signature at " + path);
  }
}
