package org.liangzheng.testkit.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.code.CodePicture;
import org.liangzheng.signer.code.PreparedCode;
import org.liangzheng.testkit.SeededRandom;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.CodeText;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.CoseAlgorithms;
import org.liangzheng.verifier.format.code.InstanceId;
import org.liangzheng.verifier.format.code.OnlineCode;
import org.liangzheng.verifier.format.code.SceneFields;
import org.liangzheng.verifier.format.code.SceneValue;

/** What is made: bounds, self-check, pictures, words. */
class CodeMakingTest extends CodeSamples {
  @Test
  void whatDoesNotFitIsNotMade() {
    Map<String, SceneValue> values = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      values.put("field" + i, new SceneValue.Text("亮城市很长很长的地址"));
    }
    assertThatThrownBy(() -> prepare(new SceneFields(new TreeMap<>(values))))
        .isInstanceOfSatisfying(
            CodeRefusedException.class,
            refused -> assertThat(refused.fault()).isEqualTo(CodeFault.CODE_FIELDS_TOO_LARGE));
  }

  private static PreparedCode prepare(SceneFields fields) throws CodeRefusedException {
    TestCodes codes = codes(P256);
    return PreparedCode.of(
        codes.claims(),
        fields,
        codes.sceneKey(),
        codes.certificate(),
        CoseAlgorithms.DEFAULT,
        new SeededRandom("made"));
  }

  @Test
  void aWrongSignatureIsNotHandedOut() throws Exception {
    PreparedCode prepared = prepare(TestCodes.fields());
    TestKey other = TestKey.seeded(P256, "other");
    assertThatThrownBy(() -> prepared.finish(other.sign(prepared.digest())))
        .isInstanceOf(SelfCheckException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 121})
  void noCodeLivesLonger(int seconds) {
    assertThatThrownBy(() -> codes(P256).claims(InstanceId.ofHex("0000000000000001"), seconds))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void picturesReadBack() throws Exception {
    String offline = codes(SignatureSuite.SM2_SM3).code();
    String online = CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, HANDLE));
    CodePicture small = CodePicture.draw(online);
    assertThat(small.version()).isLessThanOrEqualTo(4);
    CodePicture large = CodePicture.draw(offline);
    assertThat(CodePicture.draw("01234567").size()).as("digits alone").isEqualTo(21);
    assertThat(large.version()).isLessThanOrEqualTo(12);
    for (CodePicture picture : List.of(small, large)) {
      for (int scale : new int[] {2, 5, 8}) {
        byte[] png = picture.png(scale);
        assertThat(Arrays.copyOf(png, 4)).isEqualTo(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
      }
      assertThat(rasterised(picture)).isTrue();
    }
    assertThatThrownBy(() -> CodePicture.draw("lz1:small letters"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CodePicture.draw("A".repeat(5_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A code is a secret: Java's own short cuts to write and read a picture leave it on disk. */
  @Test
  void picturesAreMadeInMemoryAlone(@TempDir Path folder) throws Exception {
    CodePicture picture =
        CodePicture.draw(CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, HANDLE)));
    Path gone = Files.createDirectory(folder.resolve("gone"));
    File before = ImageIO.getCacheDirectory();
    ImageIO.setCacheDirectory(gone.toFile());
    try {
      Files.delete(gone);
      assertThat(picture.png(5)).isNotEmpty();
    } finally {
      ImageIO.setCacheDirectory(before);
    }
  }

  /** Whether the SVG's runs are exactly the dark modules, once each. */
  private static boolean rasterised(CodePicture picture) {
    int size = picture.size();
    boolean[][] drawn = new boolean[size][size];
    var run = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z").matcher(picture.svg());
    while (run.find()) {
      for (int i = 0; i < Integer.parseInt(run.group(3)); i++) {
        int x = Integer.parseInt(run.group(1)) - CodePicture.QUIET_ZONE + i;
        int y = Integer.parseInt(run.group(2)) - CodePicture.QUIET_ZONE;
        if (drawn[y][x]) {
          return false;
        }
        drawn[y][x] = true;
      }
    }
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (drawn[y][x] != picture.dark(x, y)) {
          return false;
        }
      }
    }
    return true;
  }

  @Test
  void everyFaultHasBothLanguagesAndANextStep() {
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      CodeText text = CodeText.in(locale);
      for (CodeFault fault : CodeFault.values()) {
        assertThat(text.sentence(fault)).as("%s %s", locale, fault).isNotBlank();
        assertThat(text.next(fault)).as("%s %s", locale, fault).isNotBlank();
      }
      assertThat(Arrays.stream(CodeFault.values()).map(text::sentence).distinct().count())
          .isEqualTo(CodeFault.values().length);
    }
  }
}
