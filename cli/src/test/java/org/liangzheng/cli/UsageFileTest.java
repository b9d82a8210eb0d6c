package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void aPlaceThatCannotBeWrittenCountsNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    UsageFile usage = new UsageFile(UsageFile.in(file.resolve("home")), clock);
    assertThatThrownBy(() -> usage.spend(KEY, KeyPurpose.LICENCE_SEAL))
        .isInstanceOf(CustodyException.LedgerUnavailable.class);
  }
}
