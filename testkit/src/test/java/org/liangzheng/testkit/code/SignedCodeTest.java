package org.liangzheng.testkit.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.cbor.CborWriter;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CoseAlgorithms;

/** What is signed rightly and still wrong: one tampered sample for each refusal; times. */
class SignedCodeTest extends CodeSamples {
  @Test
  void whatIsSignedRightMayStillBeWrong() {
    String name = codes(P256).certificate().fingerprint().value().slice(0, 8).toHex();
    byte[] number = CborWriter.integer(1);
    Map<CodeFault, List<Forge>> wrong = new LinkedHashMap<>();
    wrong.put(
        CodeFault.CODE_FIELDS_UNREADABLE,
        // The forge itself is right up to the fields, which nobody sealed.
        List.of(new Forge()));
    wrong.put(
        CodeFault.CODE_CRITICAL_UNKNOWN,
        List.of(
            new Forge().header(2, CborWriter.array(number)),
            new Forge().encrypt(2, CborWriter.array(number))));
    wrong.put(
        CodeFault.CODE_ALGORITHM_UNKNOWN,
        List.of(
            new Forge().header(1, CborWriter.integer(-48)),
            new Forge().encrypt(1, CborWriter.integer(1))));
    wrong.put(
        CodeFault.CODE_ALGORITHM_DIFFERS,
        List.of(new Forge().header(1, CborWriter.integer(-65_601))));
    wrong.put(
        CodeFault.CODE_LIVES_TOO_LONG,
        List.of(new Forge().payload(4, CborWriter.integer(MADE.getEpochSecond() + 121))));
    wrong.put(
        CodeFault.CODE_MALFORMED,
        List.of(
            new Forge().header(33, number),
            new Forge().unprotected(4, number),
            new Forge().encrypt(5, number),
            new Forge().payload(7, number),
            new Forge().payload(3, CborWriter.integer(-1)),
            new Forge().payload(4, CborWriter.integer(MADE.getEpochSecond())),
            new Forge().payload(4, CborWriter.integer(Long.MAX_VALUE)),
            new Forge().payload(5, CborWriter.text("Hotel")),
            new Forge().payload(5, CborWriter.bytes(ByteString.ofHex("ff"))),
            new Forge().payload(2, CborWriter.bytes(ByteString.wrap(new byte[15]))),
            new Forge().payload(1, CborWriter.bytes(ByteString.wrap(new byte[9]))),
            // Other spellings of the same header: order, length of a head, indefinite, doubled.
            new Forge().rawHeader("a20448" + name + "0126"),
            new Forge().rawHeader("a201260458" + "08" + name),
            new Forge().rawHeader("bf01260448" + name + "ff"),
            new Forge().rawHeader("a3012601260448" + name),
            new Forge().rawHeader("a201380604" + "48" + name),
            new Forge().rawHeader("a201260448" + name + "00"),
            new Forge().rawHeader("a20126c20448" + name)));
    wrong.put(
        CodeFault.CODE_SIGNATURE_WRONG, List.of(new Forge().signer(TestKey.seeded(P256, "other"))));
    wrong.put(
        CodeFault.CODE_KEY_NOT_LISTED,
        List.of(new Forge().header(4, CborWriter.bytes(ByteString.wrap(new byte[8])))));
    wrong.put(
        CodeFault.CODE_OF_ANOTHER_SERVICE,
        List.of(new Forge().payload(1, CborWriter.bytes(ByteString.ofHex("b1e7c0de51a94f03")))));
    wrong.put(
        CodeFault.CODE_OF_SAMPLE_WORLD,
        List.of(new Forge().payload(1, CborWriter.bytes(ByteString.ofHex("0000000051a94f02")))));
    wrong.put(
        CodeFault.CODE_SCENE_KEY_MISSING,
        List.of(new Forge().payload(5, CborWriter.text("traffic"))));
    wrong.forEach((expected, forges) -> {
      for (int i = 0; i < forges.size(); i++) {
        assertThat(fault(forges.get(i).build())).as("%s %s", expected, i).isEqualTo(expected);
      }
    });
  }

  @ParameterizedTest
  @CsvSource({
    "-61,CODE_FROM_THE_FUTURE",
    "-60,",
    "0,",
    "180,",
    "181,CODE_EXPIRED",
  })
  void timesHoldWithinTheTolerance(int seconds, String expected) throws Exception {
    CodeResult result =
        CodeVerifier.verify(
            codes(P256).code(), evidence(P256), CodePolicy.OFFLINE, MADE.plusSeconds(seconds));
    if (expected == null) {
      assertThat(result).isInstanceOf(CodeResult.Valid.class);
    } else {
      assertThat(fault(result).name()).isEqualTo(expected);
    }
  }

  @Test
  void toleranceIsBounded() {
    assertThatThrownBy(
            () -> new CodePolicy(Duration.ofSeconds(61), CoseAlgorithms.DEFAULT, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
