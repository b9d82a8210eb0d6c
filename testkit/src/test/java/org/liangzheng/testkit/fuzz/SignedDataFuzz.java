package org.liangzheng.testkit.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.verifier.crypto.ByteString;

/** Bytes of a GB/T 35275 message as the value of a document's signature of type Sign. */
public final class SignedDataFuzz {
  private static final String VALUE = "/Doc_0/Signs/Sign_0/SignedValue.dat";
  private static final Map<String, ByteString> DOCUMENT =
      Sealed.parts(Sealed.KIT.read("files/sm2-good-document-sign.ofd")).orElseThrow();

  private SignedDataFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws Exception {
    Bounded.run(() -> {
      Map<String, ByteString> parts = new LinkedHashMap<>(DOCUMENT);
      parts.put(VALUE, ByteString.of(data));
      Sealed.verify(Sealed.pack(parts));
    });
  }
}
