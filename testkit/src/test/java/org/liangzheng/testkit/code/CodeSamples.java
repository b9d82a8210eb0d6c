package org.liangzheng.testkit.code;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeHandle;

/** Worlds with codes of either suite, and how one is checked; made once for all tests. */
abstract class CodeSamples {
  static final Instant MADE = TestWorld.NOW;
  static final CodeHandle HANDLE =
      new CodeHandle(ByteString.ofHex("000102030405060708090a0b0c0d0e0f"));
  static final SignatureSuite P256 = SignatureSuite.P256_SHA256;

  private static final Map<SignatureSuite, TestWorld> WORLDS = new ConcurrentHashMap<>();
  private static final Map<SignatureSuite, TestCodes> CODES = new ConcurrentHashMap<>();

  static TestWorld world(SignatureSuite suite) {
    return WORLDS.computeIfAbsent(suite, TestWorld::of);
  }

  static TestCodes codes(SignatureSuite suite) {
    // Once each: the CA's SM2 signature, and with it the certificate's name, is random.
    return CODES.computeIfAbsent(suite, s -> TestCodes.of(world(s), s, MADE));
  }

  static Evidence evidence(SignatureSuite suite) {
    return world(suite).evidence().withPresentation(codes(suite).presentation());
  }

  static CodeResult check(String text) {
    return CodeVerifier.verify(text, evidence(P256), CodePolicy.OFFLINE, MADE.plusSeconds(1));
  }

  static CodeFault fault(CodeResult result) {
    return ((CodeResult.NotChecked) result).fault();
  }

  static CodeFault fault(String text) {
    return fault(check(text));
  }
}
