package org.liangzheng.verifier.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.code.PresentationCertificate;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.seal.Seal;

/**
 * Signatures that were found right, so that each is computed once for one evidence. Only facts that
 * hold at every instant are kept, by the exact bytes they are about: periods, revocation and
 * freshness are judged anew each time. Only what a listed certifier or seal maker signed is kept,
 * so that strangers cannot fill the memory; past its bound everything is forgotten and computed
 * again.
 */
final class JudgedFacts {
  private static final int MAX_SIGNATURES = 8_192;
  private static final int MAX_CERTIFICATES = 2_048;
  private static final int MAX_CODE_KEYS = 64;
  private static final int MAX_SEALS = 256;
  private static final int MAX_SEAL_BYTES = 128 * 1024;

  private final Map<ByteString, List<TrustList.Certifier>> certifiers = new HashMap<>();
  private final Map<ByteString, List<RevocationList>> revocations = new HashMap<>();
  private final Set<SignedBy> signatures = ConcurrentHashMap.newKeySet();
  private final Map<ByteString, Certificate> certificates = new ConcurrentHashMap<>();
  private final Map<Certificate, Optional<Duration>> codeLives = new ConcurrentHashMap<>();
  private final Set<ByteString> seals = ConcurrentHashMap.newKeySet();

  JudgedFacts(Optional<TrustList> trust, List<RevocationList> lists) {
    trust.ifPresent(list ->
        list.certifiers()
            .forEach(c ->
                certifiers
                    .computeIfAbsent(c.certificate().subject(), _ -> new ArrayList<>())
                    .add(c)));
    for (RevocationList list : lists) {
      revocations.computeIfAbsent(list.issuer(), _ -> new ArrayList<>()).add(list);
    }
  }

  /**
   * How long a code by a certificate's key may live; empty if it is not for codes.
   *
   * @param certificate signed by a listed certifier
   */
  Optional<Duration> codeLife(Certificate certificate) {
    Optional<Duration> known = codeLives.get(certificate);
    if (known == null) {
      known = PresentationCertificate.life(certificate);
      if (codeLives.size() >= MAX_CODE_KEYS) {
        codeLives.clear();
      }
      codeLives.put(certificate, known);
    }
    return known;
  }

  private record SignedBy(ByteString signed, ByteString point) {}

  /** A certificate from its bytes; one that a listed certifier signed is read once. */
  Certificate certificate(ByteString der) throws MalformedException {
    Certificate known = certificates.get(der);
    return known == null ? Certificate.of(der) : known;
  }

  /** Listed certifiers of a name. */
  List<TrustList.Certifier> certifiers(ByteString subject) {
    return certifiers.getOrDefault(subject, List.of());
  }

  /** Revocation lists that name an issuer; whether they are the issuer's is not judged. */
  List<RevocationList> revocations(ByteString issuer) {
    return revocations.getOrDefault(issuer, List.of());
  }

  /**
   * Whether a certificate is signed by a key.
   *
   * @param key of a listed certifier
   */
  boolean signed(Certificate certificate, VerificationKey key) {
    SignedBy fact = new SignedBy(certificate.der(), key.point());
    if (signatures.contains(fact)) {
      return true;
    }
    if (!certificate.signedBy(key)) {
      return false;
    }
    if (certificates.size() >= MAX_CERTIFICATES) {
      certificates.clear();
    }
    certificates.put(certificate.der(), certificate);
    return remember(signatures, fact, MAX_SIGNATURES);
  }

  /**
   * Whether a revocation list is signed by a key.
   *
   * @param key of a listed certifier
   */
  boolean signed(RevocationList list, VerificationKey key) {
    SignedBy fact = new SignedBy(list.der(), key.point());
    if (signatures.contains(fact)) {
      return true;
    }
    return list.signedBy(key) && remember(signatures, fact, MAX_SIGNATURES);
  }

  /** Whether this very seal was found to be rightly signed by the maker inside it. */
  boolean isKnown(Seal seal) {
    return seals.contains(seal.der());
  }

  /** Keeps that a seal is rightly signed; only for seals of listed makers. */
  void keep(Seal seal) {
    if (seal.der().size() <= MAX_SEAL_BYTES && !seals.contains(seal.der())) {
      // A copy: the seal read is a view that would keep a whole stamp in memory.
      remember(seals, ByteString.wrap(seal.der().toByteArray()), MAX_SEALS);
    }
  }

  private static <T> boolean remember(Set<T> facts, T fact, int bound) {
    if (facts.size() >= bound) {
      facts.clear();
    }
    facts.add(fact);
    return true;
  }
}
