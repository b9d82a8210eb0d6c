package org.liangzheng.testkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.code.CodeHandle;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.FaceCode;
import org.liangzheng.verifier.format.code.OfflineCode;
import org.liangzheng.verifier.format.code.OnlineCode;
import org.liangzheng.verifier.format.code.PresentationCode;

/** Texts of presentation codes: one form each, and VALID only what the key signed. */
public final class CodeFuzz {
  private static final Map<SignatureSuite, String> MADE = new LinkedHashMap<>();
  private static final Map<SignatureSuite, Evidence> EVIDENCE = new LinkedHashMap<>();

  static {
    try {
      for (SignatureSuite suite : SignatureSuite.values()) {
        TestWorld world = TestWorld.of(suite);
        TestCodes codes = TestCodes.of(world, suite, TestWorld.NOW);
        MADE.put(suite, codes.code());
        EVIDENCE.put(suite, world.evidence().withPresentation(codes.presentation()));
      }
    } catch (CodeRefusedException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private CodeFuzz() {}

  static Map<String, byte[]> seeds() {
    CodeHandle handle = new CodeHandle(ByteString.wrap(new byte[CodeHandle.SIZE]));
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    MADE.forEach((suite, code) -> seeds.put("offline-" + suite, bytes(code)));
    seeds.put("online", bytes(CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, handle))));
    seeds.put("face", bytes(CodeWriter.write(new FaceCode(TestCodes.INSTANCE, handle))));
    seeds.put("web", bytes("https://lz.example/"));
    return seeds;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public static void fuzzerTestOneInput(byte[] data) throws Exception {
    Bounded.run(() -> {
      String text = new String(data, StandardCharsets.ISO_8859_1);
      EVIDENCE.forEach((suite, evidence) -> {
        if (CodeVerifier.verify(text, evidence, CodePolicy.OFFLINE, TestWorld.NOW)
                instanceof CodeResult.Valid
            && !text.equals(MADE.get(suite))) {
          throw new AssertionError("VALID, and nobody signed it");
        }
      });
      PresentationCode read;
      try {
        read = CodeReader.read(text);
      } catch (CodeRefusedException refused) {
        return;
      }
      boolean same =
          switch (read) {
            case OnlineCode online -> CodeWriter.write(online).equals(text);
            case FaceCode face -> CodeWriter.write(face).equals(text);
            case OfflineCode _ -> true;
          };
      if (!same) {
        throw new AssertionError("a second spelling of one code");
      }
    });
  }
}
