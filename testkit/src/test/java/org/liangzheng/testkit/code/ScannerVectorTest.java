package org.liangzheng.testkit.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liangzheng.signer.code.CodePicture;

/**
 * The codes that the page's decoder is tried on ({@code api/web/test/reader.test.ts}) are drawn as
 * the service draws them: the file with them is held against the drawing. Made anew with {@code
 * -Dcodes.update=true}.
 */
class ScannerVectorTest {
  private static final Path WEB =
      Path.of(System.getProperty("house.root", "..")).resolve("api/web");
  private static final Path FILE = WEB.resolve("test/codes.txt");
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  private static final int EACH = 25;
  private static final int ONLINE = 43;
  private static final int OFFLINE_LEAST = 380;
  private static final int OFFLINE_MOST = 454;

  @Test
  void theFileHasTheCodesAsTheyAreDrawn() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# Codes as the service draws them: modules a side|bits, row by row, dark is 1|text");
    codes().map(ScannerVectorTest::line).forEach(lines::add);
    String text = String.join("\n", lines) + "\n";
    if (Boolean.getBoolean("codes.update")) {
      Files.writeString(FILE, text);
    }
    assertThat(Files.readString(FILE)).isEqualTo(text);
  }

  @Test
  void theCardOfThePageHasTheAlphabetOfCodes() throws IOException {
    assertThat(Files.readString(WEB.resolve("src/scan/bursts.ts")))
        .contains("export const ALPHABET = '" + ALPHABET + "';");
  }

  private static Stream<String> codes() {
    Random random = new Random(20261122);
    List<String> codes = new ArrayList<>();
    for (int n = 0; n < EACH; n++) {
      codes.add(code(random, ONLINE));
    }
    for (int n = 0; n < EACH; n++) {
      codes.add(code(random, OFFLINE_LEAST + n * (OFFLINE_MOST - OFFLINE_LEAST) / (EACH - 1)));
    }
    return codes.stream();
  }

  private static String code(Random random, int length) {
    StringBuilder code = new StringBuilder("LZ1:");
    while (code.length() < length) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  private static String line(String code) {
    CodePicture picture = CodePicture.draw(code);
    int size = picture.size();
    byte[] bits = new byte[(size * size + 7) / 8];
    for (int at = 0; at < size * size; at++) {
      if (picture.dark(at % size, at / size)) {
        bits[at / 8] |= (byte) (0x80 >> (at % 8));
      }
    }
    return size + "|" + Base64.getEncoder().encodeToString(bits) + "|" + code;
  }
}
