package org.liangzheng.testkit.code;

import java.util.Map;
import java.util.TreeMap;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.cbor.CborWriter;
import org.liangzheng.verifier.format.code.OfflineClaims;

/** A code put together by hand, rightly signed whatever it says. */
final class Forge {
  private final TestCodes codes = CodeSamples.codes(SignatureSuite.P256_SHA256);
  private TestKey signer = codes.key();
  private final Map<Long, byte[]> header =
      new TreeMap<>(
          Map.of(
              1L,
              CborWriter.integer(-7),
              4L,
              CborWriter.bytes(codes.certificate().fingerprint().value().slice(0, 8))));
  private final Map<Long, byte[]> encryptHeader = new TreeMap<>(Map.of(1L, CborWriter.integer(3)));
  private final Map<Long, byte[]> unprotected = new TreeMap<>();
  private final Map<Long, byte[]> payload = new TreeMap<>();
  private ByteString headerBytes = ByteString.of(new byte[0]);

  Forge() {
    OfflineClaims claims = codes.claims();
    payload.put(1L, CborWriter.bytes(claims.instance().value()));
    payload.put(2L, CborWriter.bytes(claims.id()));
    payload.put(3L, CborWriter.integer(CodeSamples.MADE.getEpochSecond()));
    payload.put(4L, CborWriter.integer(CodeSamples.MADE.getEpochSecond() + 120));
    payload.put(5L, CborWriter.text(TestCodes.SCENE));
  }

  Forge header(long label, byte[] value) {
    header.put(label, value);
    return this;
  }

  Forge rawHeader(String hex) {
    headerBytes = ByteString.ofHex(hex);
    return this;
  }

  Forge payload(long label, byte[] value) {
    payload.put(label, value);
    return this;
  }

  Forge encrypt(long label, byte[] value) {
    encryptHeader.put(label, value);
    return this;
  }

  Forge unprotected(long label, byte[] value) {
    unprotected.put(label, value);
    return this;
  }

  Forge signer(TestKey key) {
    signer = key;
    return this;
  }

  String build() {
    payload.computeIfAbsent(
        6L,
        _ ->
            CborWriter.array(
                CborWriter.bytes(ByteString.wrap(CborWriter.numbered(encryptHeader))),
                CborWriter.numbered(
                    Map.of(
                        4L,
                        CborWriter.bytes(codes.sceneKey().name()),
                        5L,
                        CborWriter.bytes(ByteString.wrap(new byte[12])))),
                CborWriter.bytes(ByteString.wrap(new byte[40]))));
    ByteString protectedHeader =
        headerBytes.size() > 0 ? headerBytes : ByteString.wrap(CborWriter.numbered(header));
    ByteString content = ByteString.wrap(CborWriter.numbered(payload));
    byte[] toSign =
        CborWriter.array(
            CborWriter.text("Signature1"),
            CborWriter.bytes(protectedHeader),
            CborWriter.bytes(ByteString.ofHex("0102")),
            CborWriter.bytes(content));
    byte[] value = signer.sign(signer.publicKey().digest(toSign)).toRaw();
    return PageDecoder.text(
        PageDecoder.join(
            new byte[] {1, 2},
            CborWriter.array(
                CborWriter.bytes(protectedHeader),
                CborWriter.numbered(unprotected),
                CborWriter.bytes(content),
                CborWriter.bytes(ByteString.wrap(value)))));
  }
}
