package org.liangzheng.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {
  @TempDir Path folder;

  private Path file(String content, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("pin"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  private static String text(Pin pin) {
    return pin.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"口令 12", "口令 12\n", "口令 12\r\n"})
  void aLineEndIsNotPartOfThePin(String content) throws Exception {
    try (Pin pin = Pin.readFile(file(content, "rw-------"))) {
      assertThat(text(pin)).isEqualTo("口令 12");
    }
  }

  @Test
  void onlyOneLineEndIsTaken() throws Exception {
    try (Pin pin = Pin.readFile(file("1234\n\n", "rw-------"))) {
      assertThat(text(pin)).isEqualTo("1234\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw----r--", "rw-----w-", "rw--w----"})
  void aFileOpenToOthersIsRefused(String mode) throws Exception {
    Path file = file("pin-of-nobody", mode);
    assertThatThrownBy(() -> Pin.readFile(file))
        .isInstanceOf(CustodyException.PinFileRefused.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("pin-of-nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "r--r-----"})
  void aFileForItsOwnersIsRead(String mode) throws Exception {
    try (Pin pin = Pin.readFile(file("1234", mode))) {
      assertThat(text(pin)).isEqualTo("1234");
    }
  }

  @Test
  void emptyLongAndMissingFilesAreRefused() throws Exception {
    for (String content : new String[] {"", "\n", "x".repeat(1025)}) {
      Path file = file(content, "rw-------");
      assertThatThrownBy(() -> Pin.readFile(file))
          .isInstanceOf(CustodyException.PinFileRefused.class);
    }
    assertThatThrownBy(() -> Pin.readFile(folder.resolve("none")))
        .isInstanceOf(CustodyException.PinFileRefused.class);
    assertThatThrownBy(() -> Pin.readFile(folder))
        .isInstanceOf(CustodyException.PinFileRefused.class);
    try (Pin longest = Pin.readFile(file("x".repeat(1024) + "\r\n", "rw-------"))) {
      assertThat(text(longest)).hasSize(1024);
    }
  }

  @Test
  void charactersBecomeUtf8AndLimitsHold() {
    try (Pin pin = Pin.of("密码".toCharArray())) {
      assertThat(text(pin)).isEqualTo("密码");
    }
    assertThatThrownBy(() -> Pin.of(new char[0])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pin.of("x".repeat(1025).toCharArray()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pin.of(new char[] {'\ud800'}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isWipedOnCloseAndNeverPrinted() {
    Pin pin = Pin.of("1234".toCharArray());
    byte[] lent = pin.use(bytes -> bytes);
    assertThat(lent).as("wiped after use").containsOnly(0);
    assertThat(pin.toString()).doesNotContain("1234");
    pin.close();
    assertThatThrownBy(() -> text(pin)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCopyOutlivesItsOriginal() {
    Pin pin = Pin.of("123456".toCharArray());
    Pin copy = pin.copy();
    pin.close();
    assertThat(copy.<byte[]>use(byte[]::clone)).containsExactly('1', '2', '3', '4', '5', '6');
    copy.close();
    assertThatThrownBy(copy::copy).isInstanceOf(IllegalStateException.class);
  }
}
