package org.liangzheng.testkit.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.testkit.SeededRandom;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.OnlineCode;

/** What is refused by its form alone: no code, part of one, more than one, a changed one. */
class CodeFormTest extends CodeSamples {
  @ParameterizedTest
  @CsvSource({
    "https://lz.example/verify?c=LZ1,CODE_WEB_ADDRESS",
    "HTTP://LZ.EXAMPLE/,CODE_WEB_ADDRESS",
    "WIFI:T:WPA;S:hall;;,CODE_FOREIGN",
    "HC1:6BFOXN,CODE_FOREIGN",
    "lz1:000,CODE_FOREIGN",
    "LZ2:ABC,CODE_VERSION_UNKNOWN",
    "LZ1:,CODE_TRUNCATED",
    "LZ1:GGW,CODE_MALFORMED",
    "LZ1:ab8,CODE_MALFORMED",
    "LZ1:A,CODE_TRUNCATED",
  })
  void whatIsNoCodeIsToldApart(String text, CodeFault expected) {
    assertThat(fault(text)).isEqualTo(expected);
  }

  @Test
  void formsOfOtherKinds() throws Exception {
    assertThat(fault("")).isEqualTo(CodeFault.CODE_EMPTY);
    byte[] noise = new byte[10_240];
    new SeededRandom("noise").nextBytes(noise);
    assertThat(fault(new String(noise, StandardCharsets.ISO_8859_1)))
        .isEqualTo(CodeFault.CODE_TOO_LARGE);
    assertThat(fault(PageDecoder.text(Arrays.copyOf(noise, 320))))
        .isEqualTo(CodeFault.CODE_TOO_LARGE);
    String online = CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, HANDLE));
    String offline = codes(P256).code();
    assertThat(fault(online + online)).isEqualTo(CodeFault.CODE_DOUBLED);
    assertThat(fault(offline + online)).isEqualTo(CodeFault.CODE_DOUBLED);
    assertThat(fault(offline + offline)).isEqualTo(CodeFault.CODE_DOUBLED);
    byte[] bytes = PageDecoder.bytes(online);
    assertThat(fault(PageDecoder.text(Arrays.copyOf(bytes, 27))))
        .isEqualTo(CodeFault.CODE_MALFORMED);
    bytes[1] = 9;
    assertThat(fault(PageDecoder.text(bytes))).isEqualTo(CodeFault.CODE_KIND_UNKNOWN);
    bytes[0] = 2;
    assertThat(fault(PageDecoder.text(bytes))).isEqualTo(CodeFault.CODE_VERSION_UNKNOWN);
  }

  @Test
  void noCodeIsReadFromPartOfOne() throws Exception {
    for (String code :
        List.of(codes(P256).code(), CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, HANDLE)))) {
      byte[] bytes = PageDecoder.bytes(code);
      for (int size = 0; size < bytes.length; size++) {
        assertThat(fault(PageDecoder.text(Arrays.copyOf(bytes, size))))
            .as("%s bytes", size)
            .isEqualTo(CodeFault.CODE_TRUNCATED);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void everyChangedByteIsNoticed(SignatureSuite suite) throws Exception {
    byte[] bytes = PageDecoder.bytes(codes(suite).code());
    Evidence evidence = evidence(suite);
    assertThat(
            CodeVerifier.verify(
                PageDecoder.text(bytes), evidence, CodePolicy.OFFLINE, MADE.plusSeconds(1)))
        .isInstanceOf(CodeResult.Valid.class);
    for (int i = 0; i < bytes.length; i++) {
      for (int flip : new int[] {0x01, 0x20, 0x80, 0xff}) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) flip;
        assertThat(
                CodeVerifier.verify(
                    PageDecoder.text(changed), evidence, CodePolicy.OFFLINE, MADE.plusSeconds(1)))
            .as("byte %s ^ %s", i, flip)
            .isInstanceOf(CodeResult.NotChecked.class);
      }
    }
  }
}
