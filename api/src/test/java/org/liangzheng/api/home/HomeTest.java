package org.liangzheng.api.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupFailures;
import org.liangzheng.api.start.StartupProblem;

class HomeTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T01:02:03Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private static StartupProblem refused(String setting) {
    return catchThrowableOfType(StartupProblem.class, () -> Home.open(setting, CLOCK).close());
  }

  @Test
  void isMadeForItsOwnerAlone() throws IOException {
    try (Home home = Home.open(folder.resolve("a/b").toString(), CLOCK)) {
      assertThat(mode(home.path())).isEqualTo("rwx------");
      assertThat(mode(home.path().resolve("lock"))).isEqualTo("rw-------");
      assertThat(mode(home.folder("keys"))).isEqualTo("rwx------");
    }
  }

  @Test
  void aSecondRunIsToldWhoHoldsIt() throws IOException {
    String setting = folder.resolve("home").toString();
    try (Home home = Home.open(setting, CLOCK)) {
      StartupProblem problem = refused(setting);
      assertThat(problem.failure()).isEqualTo(StartupFailure.HOME_LOCKED);
      assertThat(problem.arguments())
          .containsExactly(
              home.path().toString(),
              Long.toString(ProcessHandle.current().pid()),
              "2026-11-22T01:02:03Z");
      assertThat(StartupFailures.text(problem))
          .contains("进程号 " + ProcessHandle.current().pid())
          .contains("home-locked · 退出码 exit code 10");
    }
    Home.open(setting, CLOCK).close();
  }

  @Test
  void aFileInItsPlaceIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(refused(file.toString()).failure()).isEqualTo(StartupFailure.HOME_UNUSABLE);
    assertThat(refused(file.resolve("below").toString()).failure())
        .isEqualTo(StartupFailure.HOME_UNUSABLE);
    assertThat(file).hasContent("x");
  }

  @Test
  void aFolderOthersCanWriteIsRefused() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwx---"));
    assertThat(refused(open.toString()).failure()).isEqualTo(StartupFailure.HOME_UNSAFE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a$b", "a`b", "a\"b", "a\\b"})
  void aPathThatAShellWouldChangeIsRefused(String name) {
    assertThat(refused(folder + "/" + name).failure()).isEqualTo(StartupFailure.HOME_UNUSABLE);
  }

  @Test
  void aReadOnlyFolderIsNamed() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    Assumptions.assumeFalse(
        Files.isWritable(closed), "not run: root writes to folders closed to others");
    assertThat(refused(closed.toString()).failure()).isEqualTo(StartupFailure.HOME_UNUSABLE);
  }

  @Test
  void thePinIsMadeOnceAndKept() throws IOException {
    SecureRandom random = new SecureRandom();
    try (Home home = Home.open(folder.resolve("home").toString(), CLOCK)) {
      VaultPin pin = VaultPin.ensure(home, "", random);
      String text = Files.readString(pin.file());
      assertThat(text).matches("[A-Z2-7]{32}");
      assertThat(mode(pin.file())).isEqualTo("rw-------");
      assertThat(VaultPin.ensure(home, "", random).file()).hasContent(text);
      assertThat(pin.own()).isTrue();

      Files.setPosixFilePermissions(pin.file(), PosixFilePermissions.fromString("rw-r-----"));
      assertThat(pinRefused(home, "")).isEqualTo(StartupFailure.VAULT_PIN_UNUSABLE);
    }
  }

  @Test
  void aNamedPinFileMustBeThereAndHoldSomething() throws IOException {
    try (Home home = Home.open(folder.resolve("home").toString(), CLOCK)) {
      Path named = folder.resolve("named");
      assertThat(pinRefused(home, named.toString())).isEqualTo(StartupFailure.VAULT_PIN_UNUSABLE);
      Files.createFile(named);
      assertThat(pinRefused(home, named.toString())).isEqualTo(StartupFailure.VAULT_PIN_UNUSABLE);
      Files.writeString(named, "secret");
      assertThat(VaultPin.ensure(home, named.toString(), new SecureRandom()).file())
          .isEqualTo(named);
      assertThat(home.path().resolve("vault.pin")).doesNotExist();
    }
  }

  private static StartupFailure pinRefused(Home home, String named) {
    return catchThrowableOfType(
            StartupProblem.class, () -> VaultPin.ensure(home, named, new SecureRandom()))
        .failure();
  }

  private static String mode(Path path) throws IOException {
    Set<java.nio.file.attribute.PosixFilePermission> set = Files.getPosixFilePermissions(path);
    return PosixFilePermissions.toString(set);
  }
}
