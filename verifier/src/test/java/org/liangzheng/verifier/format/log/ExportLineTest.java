package org.liangzheng.verifier.format.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;

class ExportLineTest {
  private static final UUID ID = UUID.fromString("01939f00-0000-7000-8000-000000000001");

  private static ExportLine.Entry entry(byte[] record) {
    LogEntry entry = new LogEntry(ByteString.of(new byte[32]), ByteString.of(record));
    return new ExportLine.Entry(
        OptionalLong.of(0),
        entry.leaf(),
        Optional.of(entry),
        "LICENCE_ISSUED",
        ID,
        Optional.of("91990100LC10000173"));
  }

  private static ExportLine.Row row() {
    return new ExportLine.Row(
        ID,
        1,
        2,
        "91990100LC10000173",
        "11100000MB0143028R001",
        "IN_FORCE",
        Optional.of(Sha256Digest.of()));
  }

  private static ExportLine.Foreign foreign() {
    return new ExportLine.Foreign(
        ID,
        new UUID(7, 8),
        "11990100LC0000015Y",
        "11100000MB0143028R001",
        "SUSPENDED",
        1,
        0,
        Optional.of(Sha256Digest.of()));
  }

  @Test
  void everyLineReadsBackAsItWas() throws Exception {
    ExportLine.Entry full = entry("{\"a\":\"亮证 𠮷 \\\" \"}".getBytes(StandardCharsets.UTF_8));
    ExportLine.Row row = row();
    for (ExportLine line :
        List.of(
            new ExportLine.Head("log.example/a\n0\n"),
            full,
            new ExportLine.Entry(
                OptionalLong.empty(), full.leaf(), full.entry(), "ACT_ONE", ID, Optional.empty()),
            new ExportLine.Entry(
                OptionalLong.of(7), full.leaf(), Optional.empty(), "ACT_ONE", ID, Optional.empty()),
            row,
            new ExportLine.Row(ID, 2, 2, row.authority(), row.type(), "REVOKED", Optional.empty()),
            foreign(),
            new ExportLine.Foreign(ID, ID, "", "", "IN_FORCE", 0, 3, Optional.empty()),
            new ExportLine.End(0, 12))) {
      assertThat(ExportLine.read(line.toBytes())).isEqualTo(line);
    }
  }

  /** Written as it stands it could not come back as the same bytes. */
  @Test
  void aRecordThatIsNotTextGoesAsOneThatDoesNotOpen() throws Exception {
    ExportLine read = ExportLine.read(entry(new byte[] {(byte) 0xff, 0x7b}).toBytes());
    assertThat(((ExportLine.Entry) read).entry()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"kind\":\"other\"}",
        "{\"entries\":1,\"kind\":\"end\"}",
        "{\"entries\":-1,\"kind\":\"end\",\"rows\":0}",
        "{\"entries\":1,\"kind\":\"end\",\"more\":1,\"rows\":0}",
        "{\"kind\":\"end\",\"entries\":1,\"rows\":0}",
        "{\"entries\":1, \"kind\":\"end\",\"rows\":0}",
        "{\"checkpoint\":\"x\",\"kind\":\"liangzheng-log-export\",\"v\":2}"
      })
  void otherLinesAreRefused(String line) {
    refused(line);
  }

  @Test
  void rowsAndEntriesHaveOneForm() {
    String row = new String(row().toBytes(), StandardCharsets.UTF_8);
    refused(row.replace("\"version\":1", "\"version\":0"));
    refused(row.replace("\"version\":1", "\"version\":4294967297"));
    refused(row.replace("IN_FORCE", "in force"));
    refused(row.replace(ID.toString(), ID.toString().replace("7000", "70000")));
    refused(row.replace(ID.toString(), "1-1-1-1-1"));
    refused(row.replace("\"sha256\":\"e3", "\"sha256\":\"E3"));
    String foreign = new String(foreign().toBytes(), StandardCharsets.UTF_8);
    refused(foreign.replace("\"contentSequence\":1", "\"contentSequence\":-1"));
    refused(foreign.replace("\"statusSequence\":0,", ""));
    refused(foreign.replace("SUSPENDED", "suspended"));
    refused(foreign.replace("\"source\":\"0", "\"source\":\"x"));
    String entry =
        new String(entry("{}".getBytes(StandardCharsets.UTF_8)).toBytes(), StandardCharsets.UTF_8);
    refused(entry.replace("\"nonce\":\"AA", "\"nonce\":\""));
    refused(entry.replace("\"position\":0", "\"position\":\"0\""));
    refused(entry.replaceFirst("\"nonce\":\"[^\"]*\",", ""));
  }

  private static void refused(String line) {
    assertThatThrownBy(() -> ExportLine.read(line.getBytes(StandardCharsets.UTF_8)))
        .as(line)
        .isInstanceOf(MalformedException.class);
  }
}
