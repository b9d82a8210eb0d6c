package org.liangzheng.verifier.format.pack;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * Who is trusted for what. An empty list trusts nobody and is refused: it is never the same as
 * having none.
 *
 * @param version running number from 1; a lower one than was seen is refused
 * @param certifiers certification authorities; a self-signed one is a root
 * @param sealMakers who may make seals
 * @param authorities who may issue and seal licences
 * @param keys the service's own keys that need no certificate
 */
public record TrustList(
    long version,
    List<Certifier> certifiers,
    List<SealMaker> sealMakers,
    List<Authority> authorities,
    List<ServiceKey> keys) {
  public TrustList {
    certifiers = List.copyOf(certifiers);
    sealMakers = List.copyOf(sealMakers);
    authorities = List.copyOf(authorities);
    keys = List.copyOf(keys);
    if (certifiers.isEmpty() || sealMakers.isEmpty() || authorities.isEmpty()) {
      throw new IllegalArgumentException("an empty trust list trusts nobody");
    }
    if (version < 1) {
      throw new IllegalArgumentException("versions count from 1");
    }
  }

  /** A certification authority. */
  public record Certifier(Certificate certificate, Period period) {}

  /** A seal maker, by its certificate. */
  public record SealMaker(Sha256Digest certificate, Period period) {}

  /** A department. */
  public record Authority(OrganizationId id, String name, Period period) {}

  /** The entry of a seal maker's certificate. */
  public Optional<SealMaker> sealMaker(Certificate certificate) {
    Sha256Digest fingerprint = certificate.fingerprint();
    return sealMakers.stream().filter(m -> m.certificate().equals(fingerprint)).findFirst();
  }

  /** The entry of a department. */
  public Optional<Authority> authority(OrganizationId id) {
    return authorities.stream().filter(a -> a.id().equals(id)).findFirst();
  }

  /** Whether a key may sign timestamp tokens at an instant. */
  public boolean isTimestampKey(VerificationKey key, Instant at) {
    return keys.stream()
        .anyMatch(k ->
            k.purpose().equals(ServiceKey.TIMESTAMP)
                && k.key().equals(key)
                && k.period().contains(at));
  }

  /** Keys that certify presentation keys at an instant. */
  public List<VerificationKey> presentationCertifiers(Instant at) {
    return keys.stream()
        .filter(k -> k.purpose().equals(ServiceKey.PRESENTATION_CA) && k.period().contains(at))
        .map(ServiceKey::key)
        .toList();
  }

  /** The entry of a service key that signs packs at an instant. */
  public Optional<ServiceKey> packKey(Sha256Digest keyId, Instant at) {
    return keys.stream()
        .filter(k -> k.purpose().equals(ServiceKey.PACK))
        .filter(k -> k.id().equals(keyId) && k.period().contains(at))
        .findFirst();
  }
}
