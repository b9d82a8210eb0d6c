package org.liangzheng.testkit.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.seal.SealReader;

/** Bytes of a seal or stamp: read alone, and put into a document as its stamp. */
public final class SealFuzz {
  private static final String VALUE = "/Doc_0/Signs/Sign_0/SignedValue.dat";
  private static final Map<String, ByteString> DOCUMENT =
      Sealed.parts(Sealed.KIT.read("files/sm2-good-document.ofd")).orElseThrow();

  private SealFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws Exception {
    Bounded.run(() -> {
      try {
        SealReader.readSeal(data);
      } catch (MalformedException refused) {
        // Declared.
      }
      try {
        SealReader.readSignature(data);
      } catch (MalformedException refused) {
        return;
      }
      Map<String, ByteString> parts = new LinkedHashMap<>(DOCUMENT);
      parts.put(VALUE, ByteString.of(data));
      Sealed.verify(Sealed.pack(parts));
    });
  }
}
