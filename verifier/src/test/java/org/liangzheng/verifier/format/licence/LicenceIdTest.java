package org.liangzheng.verifier.format.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.verifier.crypto.MalformedException;

class LicenceIdTest {
  /** Real identifiers met in public source code; the check character was recomputed there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
        "1.2.156.3005.2.11100000000013338W087.11370800MB28559184.37080001202411010001.001.3",
        "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9"
      })
  void foreignVectors(String text) throws MalformedException {
    LicenceId id = LicenceId.parse(text);
    assertThat(id.text()).isEqualTo(text);
    assertThat(id.checkCharacter()).isEqualTo(text.charAt(text.length() - 1));
  }

  @Test
  void aWrongCheckCharacterIsReportedAndNotDropped() throws MalformedException {
    String wrong = "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.8";
    LicenceId.Parsed parsed = LicenceId.read(wrong);
    assertThat(parsed.checkCharacterRight()).isFalse();
    assertThat(parsed.id().serial()).isEqualTo("000000016");
    assertThatThrownBy(() -> LicenceId.parse(wrong)).isInstanceOf(MalformedException.class);
  }

  /** MOD 37,36 finds every wrong single character and every swap of neighbours. */
  @Test
  void everySingleCharacterErrorIsFound() throws MalformedException {
    String text = "1.2.156.3005.2.11100000MB03271699022.340100.00A0B0C16.001.";
    LicenceId id = LicenceId.read(text + "0").id();
    String right = id.text();
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    int serialStart = right.indexOf("00A0B0C16");
    for (int at = serialStart; at < serialStart + 9; at++) {
      for (char c : alphabet.toCharArray()) {
        if (c != right.charAt(at)) {
          String wrong = right.substring(0, at) + c + right.substring(at + 1);
          assertThat(LicenceId.read(wrong).checkCharacterRight()).as(wrong).isFalse();
        }
      }
    }
  }

  @Test
  void generatedIdentifiersReadBack() throws MalformedException {
    SplittableRandom random = new SplittableRandom(20261122);
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder serial = new StringBuilder();
      IntStream.range(0, 1 + random.nextInt(32))
          .forEach(_ -> serial.append(alphabet.charAt(random.nextInt(36))));
      LicenceId id =
          new LicenceId(
              new LicenceTypeCode("11100000MB03271699022"),
              random.nextBoolean() ? "340100" : "11330105002500287C",
              serial.toString(),
              1 + random.nextInt(999));
      assertThat(LicenceId.parse(id.text())).isEqualTo(id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.156.3005.2",
        "1.2.156.3003.2.11100000MB03271699022.340100.000000016.001.9",
        "1.2.156.3005.2.11100000MB03271699022.340100.000000016.000.9",
        "1.2.156.3005.2.11100000MB03271699022.340100..001.9",
        "1.2.156.3005.2.11100000MB03271699022.340100.00000001a.001.9",
        "1.2.156.3005.2.11100000MB03271690022.340100.000000016.001.9",
        " 1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9"
      })
  void badFormIsRefused(String text) {
    assertThatThrownBy(() -> LicenceId.read(text)).isInstanceOf(MalformedException.class);
  }

  @Test
  void printingHidesTheSerial() throws MalformedException {
    assertThat(
            LicenceId.parse("1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9")
                .toString())
        .doesNotContain("000000016");
  }
}
