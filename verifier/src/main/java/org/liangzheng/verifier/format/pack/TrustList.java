package org.liangzheng.verifier.format.pack;

import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * Who is trusted for what. An empty list trusts nobody and is refused: it is never the same as
 * having none.
 *
 * @param certifiers certification authorities; a self-signed one is a root
 * @param sealMakers who may make seals
 * @param authorities who may issue and seal licences
 */
public record TrustList(
    List<Certifier> certifiers, List<SealMaker> sealMakers, List<Authority> authorities) {
  public TrustList {
    certifiers = List.copyOf(certifiers);
    sealMakers = List.copyOf(sealMakers);
    authorities = List.copyOf(authorities);
    if (certifiers.isEmpty() || sealMakers.isEmpty() || authorities.isEmpty()) {
      throw new IllegalArgumentException("an empty trust list trusts nobody");
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
}
