package org.liangzheng.hsm.pkcs11;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what keys are on a token: those made here by their id, those of others by the settings. */
final class KeyFinder {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFinder.class);

  /** OBJECT IDENTIFIER 1.2.840.10045.3.1.7. */
  static final ByteString P256_PARAMETERS = ByteString.ofHex("06082a8648ce3d030107");

  /** OBJECT IDENTIFIER 1.2.156.10197.1.301. */
  static final ByteString SM2_PARAMETERS = ByteString.ofHex("06082a811ccf5501822d");

  private static final ByteString TRUE = ByteString.ofHex("01");
  private static final ByteString FALSE = ByteString.ofHex("00");

  /** A key and its handle in the session that was asked. */
  record Found(TokenKey key, long handle) {}

  private final Pkcs11VaultSettings settings;

  KeyFinder(Pkcs11VaultSettings settings) {
    this.settings = settings;
  }

  /**
   * The key of that name on the session's token.
   *
   * @throws CustodyException.KeyAmbiguous if two answer to the name
   * @throws CustodyException.KeyExposed if it could be read out of the token
   */
  Optional<Found> find(NativeSession session, KeyReference reference) {
    List<Found> found = new ArrayList<>();
    for (long type : List.of(Ck.PRIVATE_KEY, Ck.SECRET_KEY)) {
      Attributes named = objects(type).with(Ck.A_LABEL, reference.label());
      for (long handle : session.find(named)) {
        ByteString id = id(session, handle);
        KeyId.purpose(id)
            .flatMap(purpose -> key(session, handle, type, reference, purpose, id))
            .ifPresent(key -> found.add(new Found(key, handle)));
      }
    }
    for (ForeignKey foreign : settings.foreignKeys()) {
      if (foreign.label().equals(reference.label())) {
        found.addAll(foreign(session, foreign, reference));
      }
    }
    if (found.size() > 1) {
      throw new CustodyException.KeyAmbiguous(reference, found.size() + " on one token");
    }
    return found.stream().findFirst();
  }

  private List<Found> foreign(NativeSession session, ForeignKey foreign, KeyReference reference) {
    long type = foreign.purpose().signs() ? Ck.PRIVATE_KEY : Ck.SECRET_KEY;
    Attributes matched =
        switch (foreign.match()) {
          case ForeignKey.Match.Label match -> objects(type).with(Ck.A_LABEL, match.label());
          case ForeignKey.Match.Id match -> objects(type).with(Ck.A_ID, match.id());
        };
    List<Found> found = new ArrayList<>();
    for (long handle : session.find(matched)) {
      ByteString id = id(session, handle);
      key(session, handle, type, reference, foreign.purpose(), id)
          .ifPresent(key -> found.add(new Found(key, handle)));
    }
    return found;
  }

  /** All keys of the session's token that can be used; of the others the log says why not. */
  List<TokenKey> all(NativeSession session) {
    Set<String> labels = new HashSet<>();
    for (long type : List.of(Ck.PRIVATE_KEY, Ck.SECRET_KEY)) {
      for (long handle : session.find(objects(type))) {
        if (KeyId.purpose(id(session, handle)).isPresent()) {
          labels.add(label(session, handle));
        }
      }
    }
    settings.foreignKeys().forEach(foreign -> labels.add(foreign.label()));
    List<TokenKey> keys = new ArrayList<>();
    for (String label : labels.stream().sorted().toList()) {
      try {
        find(session, new KeyReference(settings.name(), label))
            .ifPresent(found -> keys.add(found.key()));
      } catch (CustodyException.KeyAmbiguous
          | CustodyException.KeyExposed
          | CustodyException.VaultFault
          | IllegalArgumentException unusable) {
        LOG.warn("A key of vault {} cannot be used: {}", settings.name(), unusable.getMessage());
      }
    }
    return keys;
  }

  private Optional<TokenKey> key(
      NativeSession session,
      long handle,
      long type,
      KeyReference reference,
      KeyPurpose purpose,
      ByteString id) {
    if (purpose.signs() != (type == Ck.PRIVATE_KEY)) {
      return Optional.empty();
    }
    requireClosed(session, handle, reference);
    if (purpose.signs()) {
      return Optional.of(
          new TokenKey.Signing(reference, purpose, id, publicKey(session, handle, reference, id)));
    }
    boolean wraps = is(TRUE, session.read(handle, Ck.A_WRAP).get(Ck.A_WRAP));
    return Optional.of(
        new TokenKey.Wrapping(
            reference,
            purpose,
            id,
            wraps ? WrappingScheme.AES_KEY_WRAP : WrappingScheme.AES_256_GCM));
  }

  private static void requireClosed(NativeSession session, long handle, KeyReference reference) {
    Map<Long, ByteString> is = session.read(handle, Ck.A_SENSITIVE, Ck.A_EXTRACTABLE);
    boolean sensitive = is(TRUE, is.get(Ck.A_SENSITIVE));
    boolean extractable = !is(FALSE, is.get(Ck.A_EXTRACTABLE));
    if (!sensitive || extractable) {
      throw new CustodyException.KeyExposed(
          reference, sensitive ? "CKA_EXTRACTABLE" : "not CKA_SENSITIVE");
    }
  }

  /** From the public object, else from the private one, else from a certificate. */
  private VerificationKey publicKey(
      NativeSession session, long handle, KeyReference reference, ByteString id) {
    SignatureSuite suite = suite(session, handle, reference);
    List<Long> sources = new ArrayList<>();
    for (long object : publicObjects(session, reference, id)) {
      sources.add(object);
    }
    sources.add(handle);
    for (long source : sources) {
      ByteString point = session.read(source, Ck.A_EC_POINT).get(Ck.A_EC_POINT);
      if (point != null) {
        return point(suite, point, reference);
      }
    }
    for (Certificate certificate : certificates(session, id)) {
      if (certificate.publicKey().suite() == suite) {
        return certificate.publicKey();
      }
    }
    throw new CustodyException.VaultFault(
        settings.name(), reference.label() + ": its public key is not on the token");
  }

  private long[] publicObjects(NativeSession session, KeyReference reference, ByteString id) {
    Attributes same = objects(Ck.PUBLIC_KEY);
    return session.find(
        id.size() > 0 ? same.with(Ck.A_ID, id) : same.with(Ck.A_LABEL, reference.label()));
  }

  private SignatureSuite suite(NativeSession session, long handle, KeyReference reference) {
    Map<Long, ByteString> is = session.read(handle, Ck.A_KEY_TYPE, Ck.A_EC_PARAMS);
    long type = number(is.get(Ck.A_KEY_TYPE));
    ByteString curve = is.get(Ck.A_EC_PARAMS);
    boolean vendors = settings.sm2().isPresent() && settings.sm2().get().keyType() == type;
    if (vendors || (type == Ck.KEY_EC && is(SM2_PARAMETERS, curve))) {
      return SignatureSuite.SM2_SM3;
    }
    if (type == Ck.KEY_EC && (curve == null || is(P256_PARAMETERS, curve))) {
      return SignatureSuite.P256_SHA256;
    }
    throw new CustodyException.VaultFault(
        settings.name(), reference.label() + ": neither P-256 nor SM2, key type " + type);
  }

  /** CKA_EC_POINT is a DER OCTET STRING of the point; some modules give the bare point. */
  private VerificationKey point(SignatureSuite suite, ByteString value, KeyReference reference) {
    byte[] bytes = value.toByteArray();
    ByteString point = value;
    if (bytes.length == 67 && bytes[0] == 4 && bytes[1] == 65) {
      point = ByteString.of(bytes, 2, 67);
    } else if (bytes.length == 64) {
      byte[] full = new byte[65];
      full[0] = 4;
      System.arraycopy(bytes, 0, full, 1, 64);
      point = ByteString.of(full);
    }
    try {
      return VerificationKey.of(suite, point.toByteArray());
    } catch (MalformedException unreadable) {
      throw new CustodyException.VaultFault(
          settings.name(), reference.label() + ": CKA_EC_POINT cannot be read", unreadable);
    }
  }

  /** The certificates with that id which can be read. */
  List<Certificate> certificates(NativeSession session, ByteString id) {
    if (id.size() == 0) {
      return List.of();
    }
    List<Certificate> certificates = new ArrayList<>();
    for (long handle : session.find(objects(Ck.CERTIFICATE).with(Ck.A_ID, id))) {
      certificate(session, handle).ifPresent(certificates::add);
    }
    return certificates;
  }

  static Optional<Certificate> certificate(NativeSession session, long handle) {
    ByteString der = session.read(handle, Ck.A_VALUE).get(Ck.A_VALUE);
    try {
      return der == null ? Optional.empty() : Optional.of(Certificate.of(der.toByteArray()));
    } catch (MalformedException foreign) {
      return Optional.empty();
    }
  }

  /** Everything that belongs to a key, the key itself first. */
  List<Long> belongings(NativeSession session, Found found) {
    List<Long> handles = new ArrayList<>(List.of(found.handle()));
    if (found.key() instanceof TokenKey.Signing signing) {
      for (long handle : publicObjects(session, signing.reference(), signing.id())) {
        ByteString point = session.read(handle, Ck.A_EC_POINT).get(Ck.A_EC_POINT);
        if (point != null && signing.publicKey().equals(pointOrNull(signing, point))) {
          handles.add(handle);
        }
      }
      handles.addAll(certificateHandles(session, signing));
    }
    return handles;
  }

  private Object pointOrNull(TokenKey.Signing key, ByteString point) {
    try {
      return point(key.publicKey().suite(), point, key.reference());
    } catch (CustodyException.VaultFault anothers) {
      return point;
    }
  }

  /** Certificates of exactly this key. */
  List<Long> certificateHandles(NativeSession session, TokenKey.Signing key) {
    List<Long> handles = new ArrayList<>();
    if (key.id().size() > 0) {
      for (long handle : session.find(objects(Ck.CERTIFICATE).with(Ck.A_ID, key.id()))) {
        if (certificate(session, handle)
            .filter(certificate -> certificate.publicKey().equals(key.publicKey()))
            .isPresent()) {
          handles.add(handle);
        }
      }
    }
    return handles;
  }

  static Attributes objects(long type) {
    return new Attributes().with(Ck.A_CLASS, type).with(Ck.A_TOKEN, true);
  }

  private static boolean is(ByteString expected, @Nullable ByteString value) {
    return value != null && value.equals(expected);
  }

  private static ByteString id(NativeSession session, long handle) {
    ByteString id = session.read(handle, Ck.A_ID).get(Ck.A_ID);
    return id == null ? ByteString.of(new byte[0]) : id;
  }

  private static String label(NativeSession session, long handle) {
    ByteString label = session.read(handle, Ck.A_LABEL).get(Ck.A_LABEL);
    return label == null ? "" : new String(label.toByteArray(), StandardCharsets.UTF_8);
  }

  private static long number(@Nullable ByteString value) {
    return value == null || value.size() != 8
        ? -1
        : MemorySegment.ofArray(value.toByteArray()).get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
  }
}
