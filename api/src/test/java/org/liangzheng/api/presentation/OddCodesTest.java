package org.liangzheng.api.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.CodeHandle;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.InstanceId;
import org.liangzheng.verifier.format.code.OnlineCode;

/** What is no code, no code of ours, or a code for something else: each its own sentence. */
@ApiTest
class OddCodesTest extends ShowTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://example.invalid/LZ1:ABC | UNREADABLE CODE_WEB_ADDRESS",
        "HTTP://EXAMPLE.INVALID | UNREADABLE CODE_WEB_ADDRESS",
        "6901234567892 | UNREADABLE CODE_FOREIGN",
        "LZ9:ABCDEF | UNREADABLE CODE_VERSION_UNKNOWN",
        "LZ1: | UNREADABLE CODE_TRUNCATED",
        "LZ1:!!!! | UNREADABLE CODE_MALFORMED",
        "'' | UNREADABLE CODE_EMPTY"
      })
  void whatIsNoCodeOfOursIsUnreadable(String text, String expected) {
    assertThat(scan(text, STOP)).isEqualTo(expected);
  }

  @Test
  void damagedCodesHaveTheirOwnSentences() {
    String good = code(world.shown(driving, STOP));
    assertThat(scan(good.substring(0, good.length() - 3), STOP))
        .isEqualTo("UNREADABLE CODE_TRUNCATED");
    assertThat(scan(good + good, STOP)).isEqualTo("UNREADABLE CODE_DOUBLED");
    assertThat(scan("A7".repeat(5_000), STOP)).isEqualTo("UNREADABLE CODE_TOO_LARGE");
    byte[] kind = new byte[26];
    kind[0] = 1;
    kind[1] = 9;
    assertThat(scan(Base45Bytes.code(kind), STOP)).isEqualTo("UNREADABLE CODE_KIND_UNKNOWN");
    // Trying all this has not used the good one.
    assertThat(scan(good, STOP)).isEqualTo("VERDICT VALID IN_FORCE");
  }

  private String online(String instance, byte filler) {
    byte[] handle = new byte[16];
    java.util.Arrays.fill(handle, filler);
    return CodeWriter.write(
        new OnlineCode(InstanceId.ofHex(instance), new CodeHandle(ByteString.of(handle))));
  }

  @Test
  void codesOfOthersAreNotChecked() {
    assertThat(scan(online("0000000012345678", (byte) 1), STOP))
        .isEqualTo("NOT_CHECKED CODE_OF_SAMPLE_WORLD");
    assertThat(scan(online("1234567812345678", (byte) 1), STOP))
        .isEqualTo("NOT_CHECKED CODE_OF_ANOTHER_SERVICE");
    String own = trust.newest().pack().presentation().orElseThrow().instance().toString();
    assertThat(own).startsWith("00000000");
    assertThat(scan(online(own, (byte) 1), STOP)).isEqualTo("NOT_CHECKED CODE_UNKNOWN");
  }

  @Test
  void aWrongSceneUsesNothingUp() {
    String good = code(world.shown(driving, STOP));
    assertThat(scan(good, "CAR_RENTAL")).isEqualTo("NOT_CHECKED CODE_SCENE_OTHER");
    assertThat(scan(good, "PARKING_PERMIT")).isEqualTo("NOT_CHECKED SCENE_NOT_OF_POINT");
    assertThat(scan(good, STOP)).isEqualTo("VERDICT VALID IN_FORCE");
  }
}
