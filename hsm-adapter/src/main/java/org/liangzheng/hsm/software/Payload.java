package org.liangzheng.hsm.software;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.file.StrictJson;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** What the key store file encrypts: the keys by label. */
record Payload(List<Entry> keys) {
  private static final String AES_256 = "AES_256";

  /** One key. {@code secret} is 32 bytes in Base64, {@code certificate} DER in Base64 or null. */
  record Entry(
      String id,
      String label,
      KeyPurpose purpose,
      String algorithm,
      String secret,
      @Nullable String certificate) {}

  static byte[] write(Map<String, StoredKey> keys) {
    List<Entry> entries = new ArrayList<>();
    for (StoredKey key : keys.values()) {
      entries.add(
          switch (key) {
            case StoredKey.Signing signing ->
                entry(
                    signing,
                    signing.publicKey().suite().name(),
                    BigIntegers.asUnsignedByteArray(32, signing.privateKey().getD()));
            case StoredKey.Wrapping wrapping ->
                entry(wrapping, AES_256, wrapping.secret().toByteArray());
          });
    }
    return StrictJson.MAPPER.writeValueAsBytes(new Payload(entries));
  }

  private static Entry entry(StoredKey key, String algorithm, byte[] secret) {
    Base64.Encoder base64 = Base64.getEncoder();
    String text = base64.encodeToString(secret);
    Arrays.fill(secret, (byte) 0);
    return new Entry(
        key.id(),
        key.reference().label(),
        key.purpose(),
        algorithm,
        text,
        key.certificate().map(c -> base64.encodeToString(c.der().toByteArray())).orElse(null));
  }

  static Map<String, StoredKey> read(String vault, byte[] json) throws MalformedException {
    try {
      Map<String, StoredKey> keys = new LinkedHashMap<>();
      for (Entry entry : StrictJson.MAPPER.readValue(json, Payload.class).keys()) {
        if (keys.put(entry.label(), stored(vault, entry)) != null) {
          throw new MalformedException("two keys bear one label");
        }
      }
      return keys;
    } catch (RuntimeException bad) {
      // Without the cause: a parser's message quotes what it read, and that is secret here.
      throw new MalformedException("the payload is not what version 1 says");
    }
  }

  private static StoredKey stored(String vault, Entry entry) throws MalformedException {
    KeyReference reference = new KeyReference(vault, entry.label());
    byte[] secret = Base64.getDecoder().decode(entry.secret());
    try {
      if (secret.length != 32) {
        throw new MalformedException("a secret has another size than 32 bytes");
      }
      if (entry.algorithm().equals(AES_256)) {
        if (entry.purpose() != KeyPurpose.WRAPPING || entry.certificate() != null) {
          throw new MalformedException("an AES key wraps and has no certificate");
        }
        return new StoredKey.Wrapping(
            entry.id(), reference, entry.purpose(), ByteString.of(secret));
      }
      if (!entry.purpose().signs()) {
        throw new MalformedException("a signing key has the purpose of another");
      }
      return StoredKey.Signing.of(
          entry.id(),
          reference,
          entry.purpose(),
          SignatureSuite.valueOf(entry.algorithm()),
          new BigInteger(1, secret),
          certificate(entry.certificate()));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static Optional<Certificate> certificate(@Nullable String base64)
      throws MalformedException {
    return base64 == null
        ? Optional.empty()
        : Optional.of(Certificate.of(Base64.getDecoder().decode(base64)));
  }
}
