package org.liangzheng.api.licence.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where lines begin and end, and that none grows beyond its limit. */
class LineReaderTest {
  private static List<String> read(String text, int max) throws IOException {
    LineReader reader =
        new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), max, 0);
    List<String> lines = new ArrayList<>();
    for (Optional<BatchLine> line = reader.next(); line.isPresent(); line = reader.next()) {
      lines.add(
          line.get().number()
              + ":"
              + line.get()
                  .text()
                  .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                  .orElse("TOO LONG"));
    }
    return lines;
  }

  @Test
  void cutsAtLineFeedsAndCountsBlankLines() throws IOException {
    assertThat(read("a\n\n \t\r\n𠮷b\r\nc", 10)).containsExactly("1:a", "4:𠮷b", "5:c");
    assertThat(read("", 10)).isEmpty();
    assertThat(read("\n\n", 10)).isEmpty();
  }

  @Test
  void aLineThatIsTooLongIsNotedAndTheNextIsReadFromItsBeginning() throws IOException {
    String within = "x".repeat(100_000);
    assertThat(read("a\n" + within + "y\nb\n", 100_000))
        .containsExactly("1:a", "2:TOO LONG", "3:b");
    assertThat(read("a\n" + within + "\nb\n", 100_000))
        .containsExactly("1:a", "2:" + within, "3:b");
    assertThat(read("z".repeat(300_000), 100)).containsExactly("1:TOO LONG");
  }

  @Test
  void aChunkReadsBackAsItWasWritten() {
    List<BatchLine> lines =
        List.of(
            new BatchLine(3, "é".getBytes(StandardCharsets.UTF_8)),
            new BatchLine(5, null),
            new BatchLine(900_000, new byte[0]));
    List<BatchLine> back = ChunkCodec.decode(ChunkCodec.encode(lines));
    assertThat(back).hasSize(3);
    assertThat(back.get(0).text()).hasValue("é".getBytes(StandardCharsets.UTF_8));
    assertThat(back.get(1).text()).isEmpty();
    assertThat(back.get(2).number()).isEqualTo(900_000);
    assertThat(back.get(2).size()).isZero();
  }
}
