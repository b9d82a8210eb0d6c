package org.liangzheng.hsm.sdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.verifier.crypto.MalformedException;

class FileKeyTableTest {
  /** Public key of the example in GB/T 32918.5. */
  private static final String POINT =
      "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
          + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";

  private static final String FILE =
      "{\"format\":\"liangzheng-sdf-key-table\",\"version\":1,\"keys\":[{\"vault\":\"sdf\","
          + "\"label\":\"office\",\"index\":3,\"purpose\":\"OFFICE_SEAL\",\"publicKey\":\""
          + POINT
          + "\",\"certificate\":null}]}";

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("keys.json");
  }

  private static KeyAssignment assignment(String vault, String label, int index)
      throws MalformedException {
    return KeyAssignment.of(
        new KeyReference(vault, label),
        index,
        KeyPurpose.OFFICE_SEAL,
        HexFormat.of().parseHex(POINT),
        Optional.empty());
  }

  @Test
  void isWrittenAsThePageSays() throws Exception {
    FileKeyTable table = FileKeyTable.create(path);
    table.claim(assignment("sdf", "office", 3));
    assertThat(Files.readString(path)).isEqualTo(FILE);
    assertThat(FileKeyTable.open(path).list("sdf")).containsExactly(assignment("sdf", "office", 3));
  }

  @Test
  void labelsAndIndicesAreTakenOnceAVault() throws Exception {
    FileKeyTable table = FileKeyTable.create(path);
    assertThat(table.claim(assignment("sdf", "office", 3))).isEqualTo(KeyTable.Claim.CLAIMED);
    assertThat(table.claim(assignment("sdf", "office", 4))).isEqualTo(KeyTable.Claim.LABEL_TAKEN);
    assertThat(table.claim(assignment("sdf", "office", 3))).isEqualTo(KeyTable.Claim.LABEL_TAKEN);
    assertThat(table.claim(assignment("sdf", "other", 3))).isEqualTo(KeyTable.Claim.INDEX_TAKEN);
    assertThat(table.claim(assignment("sdf-2", "office", 3))).isEqualTo(KeyTable.Claim.CLAIMED);
    assertThat(table.list("sdf")).hasSize(1);
    assertThat(table.find(new KeyReference("sdf", "other"))).isEmpty();
  }

  @Test
  void aTableThatIsNotThereIsNotAnEmptyOne() {
    assertThatThrownBy(() -> FileKeyTable.open(path))
        .isInstanceOf(CustodyException.KeyStoreAbsent.class);
    FileKeyTable table = FileKeyTable.create(path);
    assertThatThrownBy(() -> FileKeyTable.create(path))
        .isInstanceOf(CustodyException.KeyStoreExists.class);
    assertThat(path.toFile().delete()).isTrue();
    assertThatThrownBy(() -> table.claim(assignment("sdf", "office", 3)))
        .isInstanceOf(CustodyException.KeyStoreAbsent.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sdf-key-table | sdf-key-tabel",
        "\"version\":1 | \"version\":2",
        "\"version\":1 | \"version\":1,\"more\":1",
        "\"index\":3 | \"index\":0",
        "\"index\":3 | \"index\":\"3\"",
        "\"index\":3, | ''",
        "OFFICE_SEAL | INDEX_MAC",
        "OFFICE_SEAL | OFFICE",
        "0409f9 | 0409f8",
        "ad13\" | ad\"",
        "null | \"AAAA\"",
        "null}] | null}]]",
        "\"sdf\" | \"SDF\""
      })
  void whatThePageDoesNotAllowIsDamaged(String from, String to) throws Exception {
    String changed = FILE.replace(from, to == null ? "" : to);
    assertThat(changed).isNotEqualTo(FILE);
    Files.writeString(path, changed);
    assertThatThrownBy(() -> FileKeyTable.open(path))
        .isInstanceOf(CustodyException.KeyStoreDamaged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"format", "vault", "label", "purpose", "publicKey", "keys"})
  void aNullWhereAValueBelongsIsDamaged(String name) throws Exception {
    String changed =
        FILE.replaceFirst("\"" + name + "\":(\"[^\"]*\"|\\[.*])", "\"" + name + "\":null");
    assertThat(changed).contains("\"" + name + "\":null");
    Files.writeString(path, changed);
    assertThatThrownBy(() -> FileKeyTable.open(path))
        .isInstanceOf(CustodyException.KeyStoreDamaged.class);
    Files.writeString(path, FILE.replaceFirst("\\[.*]", "[null]"));
    assertThatThrownBy(() -> FileKeyTable.open(path))
        .isInstanceOf(CustodyException.KeyStoreDamaged.class);
  }

  @Test
  void aTableThatCouldNotBeReadAgainIsNotWritten() throws Exception {
    String head = FILE.substring(0, FILE.indexOf('[') + 1);
    String line = FILE.substring(FILE.indexOf('[') + 1, FILE.indexOf(']'));
    // As many lines of one length as there is room for: one index of one vault each.
    int length = numbered(line, 0).length() + 1;
    int lines = (FileKeyTable.MAX_SIZE - head.length() - 2) / length;
    StringBuilder full = new StringBuilder(head);
    for (int i = 0; i < lines; i++) {
      full.append(i == 0 ? "" : ",").append(numbered(line, i));
    }
    Files.writeString(path, full.append("]}"));
    FileKeyTable table = FileKeyTable.open(path);
    KeyAssignment more = assignment("sdz", "a-label-as-long-as-the-others", 10_000);
    assertThatThrownBy(() -> table.claim(more)).isInstanceOf(CustodyException.TokenFull.class);
    assertThat(Files.readString(path)).isEqualTo(full.toString());
  }

  private static String numbered(String line, int number) {
    String vault = "\"sd" + (char) ('a' + number / 10_000) + "\"";
    return line.replace("\"sdf\"", vault)
        .replace("\"office\"", "\"o" + (100_000 + number) + "\"")
        .replace("\"index\":3", "\"index\":" + (10_000 + number % 10_000));
  }

  @Test
  void twoLinesOfOneIndexAreDamaged() throws Exception {
    String line = FILE.substring(FILE.indexOf('[') + 1, FILE.indexOf(']'));
    Files.writeString(
        path, FILE.replace(line, line + "," + line.replace("\"office\"", "\"other\"")));
    assertThatThrownBy(() -> FileKeyTable.open(path))
        .isInstanceOf(CustodyException.KeyStoreDamaged.class)
        .hasMessageContaining("twice");
    Files.write(path, new byte[FileKeyTable.MAX_SIZE + 1]);
    assertThatThrownBy(() -> FileKeyTable.open(path))
        .isInstanceOf(CustodyException.KeyStoreDamaged.class)
        .hasMessageContaining("large");
  }

  @Test
  void ofManyClaimsOnOneIndexOneWins() throws Exception {
    FileKeyTable.create(path);
    List<Future<KeyTable.Claim>> claims = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 16; i++) {
        String label = "key-" + i;
        claims.add(
            callers.submit(() -> FileKeyTable.open(path).claim(assignment("sdf", label, 9))));
      }
    }
    int claimed = 0;
    for (Future<KeyTable.Claim> claim : claims) {
      claimed += claim.get() == KeyTable.Claim.CLAIMED ? 1 : 0;
    }
    assertThat(claimed).isEqualTo(1);
    assertThat(FileKeyTable.open(path).list("sdf")).hasSize(1);
    assertThat(Files.readString(path, StandardCharsets.UTF_8)).contains("\"index\":9");
  }
}
