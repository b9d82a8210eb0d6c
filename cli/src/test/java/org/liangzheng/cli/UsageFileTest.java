package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;

class UsageFileTest {
  private static final KeyReference KEY = new KeyReference("sdf", "market-seal");

  /** Half past midnight in China, the day before in Greenwich. */
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-20T16:30:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void countsInAStateFolderThatIsNotThereYet() throws Exception {
    Path home = folder.resolve("new/home");
    UsageFile usage = new UsageFile(UsageFile.in(home), clock);
    usage.spend(KEY, KeyPurpose.LICENCE_SEAL);
    usage.spend(KEY, KeyPurpose.LICENCE_SEAL);
    assertThat(usage.read())
        .containsExactly(
            new UsageFile.Signed(LocalDate.of(2026, 11, 21), KEY.toString()),
            new UsageFile.Signed(LocalDate.of(2026, 11, 21), KEY.toString()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
  }

  /** What a full disk left of a line is no signature, and must not swallow the next one. */
  @ParameterizedTest
  @ValueSource(strings = {"2", "2026-11-20\tsdf:mark", "2026-11-20\tsdf:market-seal"})
  void aLineThatWasCutCountsForNothing(String cut) throws Exception {
    UsageFile usage = new UsageFile(UsageFile.in(folder), clock);
    usage.spend(KEY, KeyPurpose.LICENCE_SEAL);
    Files.writeString(UsageFile.in(folder), cut, StandardOpenOption.APPEND);
    assertThat(usage.read()).hasSize(1);
    usage.spend(KEY, KeyPurpose.LICENCE_SEAL);
    assertThat(usage.read())
        .hasSize(2)
        .containsOnly(new UsageFile.Signed(LocalDate.of(2026, 11, 21), KEY.toString()));
  }

  @Test
  void aLineThatIsNoneCountsForNothing() throws Exception {
    UsageFile usage = new UsageFile(UsageFile.in(folder), clock);
    Files.writeString(UsageFile.in(folder), "2026-13-45\tsdf:x\nnothing\n");
    assertThat(usage.read()).isEmpty();
    usage.spend(KEY, KeyPurpose.LICENCE_SEAL);
    assertThat(usage.read()).hasSize(1);
  }

  @Test
  void aPlaceThatCannotBeWrittenCountsNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    UsageFile usage = new UsageFile(UsageFile.in(file.resolve("home")), clock);
    assertThatThrownBy(() -> usage.spend(KEY, KeyPurpose.LICENCE_SEAL))
        .isInstanceOf(CustodyException.LedgerUnavailable.class);
  }
}
