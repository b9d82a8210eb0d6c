package org.liangzheng.verifier.format.code;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.cbor.CborException;
import org.liangzheng.verifier.format.cbor.CborReader;
import org.liangzheng.verifier.format.cbor.CborWriter;

/** COSE_Sign1 (RFC 9052 §4.2) of an offline code, untagged, in one spelling. */
final class OfflineCodec {
  /** Length of the name of a presentation key. */
  static final int KEY_NAME = 8;

  private static final int SIGNATURE = 64;
  private static final int MAX_HEADER = 64;

  // Labels of COSE headers (RFC 9052 §3.1).
  private static final long ALGORITHM = 1;
  private static final long CRITICAL = 2;
  private static final long KEY = 4;
  private static final long IV = 5;

  // Labels of the payload.
  private static final long INSTANCE = 1;
  private static final long ID = 2;
  private static final long ISSUED_AT = 3;
  private static final long EXPIRES_AT = 4;
  private static final long SCENE = 5;
  private static final long FIELDS = 6;

  /** After 9999 nobody can write the year. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private OfflineCodec() {}

  // ---- writing ----

  static ByteString header(long algorithm, ByteString key) {
    return ByteString.wrap(
        CborWriter.numbered(
            Map.of(ALGORITHM, CborWriter.integer(algorithm), KEY, CborWriter.bytes(key))));
  }

  static ByteString encryptHeader() {
    return ByteString.wrap(
        CborWriter.numbered(Map.of(ALGORITHM, CborWriter.integer(SceneCipher.A256GCM))));
  }

  static ByteString payload(OfflineClaims claims, EncryptedFields fields) {
    byte[] encrypted =
        CborWriter.array(
            CborWriter.bytes(encryptHeader()),
            CborWriter.numbered(
                Map.of(KEY, CborWriter.bytes(fields.key()), IV, CborWriter.bytes(fields.iv()))),
            CborWriter.bytes(fields.ciphertext()));
    return ByteString.wrap(
        CborWriter.numbered(
            Map.of(
                INSTANCE,
                CborWriter.bytes(claims.instance().value()),
                ID,
                CborWriter.bytes(claims.id()),
                ISSUED_AT,
                CborWriter.integer(claims.issuedAt().getEpochSecond()),
                EXPIRES_AT,
                CborWriter.integer(claims.expiresAt().getEpochSecond()),
                SCENE,
                CborWriter.text(claims.scene()),
                FIELDS,
                encrypted)));
  }

  /**
   * The Sig_structure: version and kind are signed as external data.
   *
   * @param header as received
   * @param payload as received
   */
  static ByteString toSign(ByteString header, ByteString payload) {
    return ByteString.wrap(
        CborWriter.array(
            CborWriter.text("Signature1"),
            CborWriter.bytes(header),
            CborWriter.bytes(ByteString.wrap(new byte[] {CodeForm.VERSION, CodeForm.OFFLINE_KIND})),
            CborWriter.bytes(payload)));
  }

  static ByteString body(ByteString header, ByteString payload, ByteString signature) {
    return ByteString.wrap(
        CborWriter.array(
            CborWriter.bytes(header),
            CborWriter.numbered(Map.of()),
            CborWriter.bytes(payload),
            CborWriter.bytes(signature)));
  }

  // ---- reading ----

  static OfflineCode read(ByteString body, CoseAlgorithms algorithms)
      throws CborException, CodeRefusedException {
    CborReader sign1 = CborReader.of(body);
    sign1.openArray(4);
    ByteString header = sign1.readBytes(MAX_HEADER);
    sign1.openMap(0);
    ByteString payload = sign1.readBytes(CodeForm.MAX_OFFLINE);
    ByteString signature = sign1.readExactly(SIGNATURE);
    sign1.requireEnd();

    try {
      Header read = header(header);
      Optional<SignatureSuite> suite = algorithms.suite(read.algorithm());
      if (suite.isEmpty()) {
        throw new CodeRefusedException(CodeFault.CODE_ALGORITHM_UNKNOWN);
      }
      return payload(payload, suite.get(), read.key(), toSign(header, payload), signature);
    } catch (CborException bad) {
      // The outer lengths fit, so nothing was cut off: whatever is short inside is wrong.
      throw new CodeRefusedException(CodeFault.CODE_MALFORMED, bad);
    }
  }

  private record Header(long algorithm, ByteString key) {}

  private static Header header(ByteString bytes) throws CborException, CodeRefusedException {
    CborReader reader = CborReader.of(bytes);
    CborReader.Entries entries = reader.openMap(3);
    expect(entries, ALGORITHM);
    long algorithm = reader.readInteger();
    expectNotCritical(entries);
    ByteString key = reader.readExactly(KEY_NAME);
    end(entries, reader);
    return new Header(algorithm, key);
  }

  /** Nothing that could be critical is known here, so whatever is listed as critical is unknown. */
  private static void expectNotCritical(CborReader.Entries entries)
      throws CborException, CodeRefusedException {
    long label = entries.hasNext() ? entries.nextNumber() : KEY + 1;
    if (label == CRITICAL) {
      throw new CodeRefusedException(CodeFault.CODE_CRITICAL_UNKNOWN);
    }
    if (label != KEY) {
      throw new CborException("another header than expected");
    }
  }

  private static OfflineCode payload(
      ByteString bytes,
      SignatureSuite suite,
      ByteString key,
      ByteString toSign,
      ByteString signature)
      throws CborException, CodeRefusedException {
    CborReader reader = CborReader.of(bytes);
    CborReader.Entries entries = reader.openMap(6);
    expect(entries, INSTANCE);
    InstanceId instance = new InstanceId(reader.readExactly(InstanceId.SIZE));
    expect(entries, ID);
    ByteString id = reader.readExactly(OfflineClaims.ID_SIZE);
    expect(entries, ISSUED_AT);
    Instant issuedAt = instant(reader);
    expect(entries, EXPIRES_AT);
    Instant expiresAt = instant(reader);
    expect(entries, SCENE);
    String scene = reader.readText(OfflineClaims.MAX_SCENE);
    expect(entries, FIELDS);
    EncryptedFields fields = fields(reader);
    end(entries, reader);
    if (expiresAt.isAfter(issuedAt.plus(OfflineClaims.MAX_LIFE))) {
      throw new CodeRefusedException(CodeFault.CODE_LIVES_TOO_LONG);
    }
    if (!issuedAt.isBefore(expiresAt) || !OfflineClaims.isScene(scene)) {
      throw new CborException("times or scene are not in their form");
    }
    return new OfflineCode(
        suite,
        key,
        new OfflineClaims(instance, id, issuedAt, expiresAt, scene),
        fields,
        toSign,
        signature);
  }

  private static EncryptedFields fields(CborReader reader)
      throws CborException, CodeRefusedException {
    reader.openArray(3);
    encryptHeader(reader.readBytes(MAX_HEADER));
    CborReader.Entries entries = reader.openMap(2);
    expect(entries, KEY);
    ByteString key = reader.readExactly(SceneKey.NAME_SIZE);
    expect(entries, IV);
    ByteString iv = reader.readExactly(EncryptedFields.IV_SIZE);
    if (entries.hasNext()) {
      throw new CborException("a header that is not known");
    }
    ByteString ciphertext = reader.readBytes(CodeForm.MAX_OFFLINE);
    if (ciphertext.size() <= EncryptedFields.TAG_SIZE) {
      throw new CborException("a ciphertext of nothing");
    }
    return new EncryptedFields(key, iv, ciphertext);
  }

  private static void encryptHeader(ByteString bytes) throws CborException, CodeRefusedException {
    CborReader reader = CborReader.of(bytes);
    CborReader.Entries entries = reader.openMap(2);
    expect(entries, ALGORITHM);
    if (reader.readInteger() != SceneCipher.A256GCM) {
      throw new CodeRefusedException(CodeFault.CODE_ALGORITHM_UNKNOWN);
    }
    if (entries.hasNext()) {
      throw entries.nextNumber() == CRITICAL
          ? new CodeRefusedException(CodeFault.CODE_CRITICAL_UNKNOWN)
          : new CodeRefusedException(CodeFault.CODE_MALFORMED);
    }
    reader.requireEnd();
  }

  private static Instant instant(CborReader reader) throws CborException {
    long seconds = reader.readUnsigned();
    if (seconds > LAST_SECOND) {
      throw new CborException("a time beyond the year 9999");
    }
    return Instant.ofEpochSecond(seconds);
  }

  private static void expect(CborReader.Entries entries, long label) throws CborException {
    if (!entries.hasNext() || entries.nextNumber() != label) {
      throw new CborException("another label than expected");
    }
  }

  private static void end(CborReader.Entries entries, CborReader reader) throws CborException {
    if (entries.hasNext()) {
      throw new CborException("a label that is not known");
    }
    reader.requireEnd();
  }
}
