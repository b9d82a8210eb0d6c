package org.liangzheng.signer.sample;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.pack.PreparedPack;
import org.liangzheng.signer.pack.PreparedTrustList;
import org.liangzheng.signer.sample.SampleKeys.Act;
import org.liangzheng.signer.seal.PreparedSeal;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.Period;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.SignedTrustList;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.pack.TrustRoot;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealInfo;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.liangzheng.verifier.format.seal.SignerList;

/** Makes a sample world with keys that live elsewhere. */
public final class SampleWorldMaker {
  /** How long a revocation list of the sample world lasts. */
  public static final Duration REVOCATION_LIST_LIFE = Duration.ofDays(7);

  /** How long a pack of the sample world says that it lasts. */
  public static final Duration PACK_LIFE = Duration.ofDays(1);

  /** The expired certificate ended, and the revoked one was revoked, so long after its start. */
  private static final Duration SHORT_LIFE = Duration.ofHours(1);

  private static final String COPY_SEAL_NAME = "亮城市政务服务和数据管理局证照副本专用章";
  private static final String ORGANIZATION = "亮城市示例 SAMPLE";
  private static final String VENDOR = "LIANGZHENG";

  private final SampleKeys keys;
  private final Instant now;
  private final Instant start;
  private final SecureRandom random;
  private final List<VerificationKey> logKeys;

  /**
   * A maker at an instant.
   *
   * @param now everything becomes valid on the day before, so that no clock is too slow for it
   */
  public SampleWorldMaker(SampleKeys keys, Instant now, SecureRandom random) {
    this(keys, now, random, List.of());
  }

  /**
   * A maker for a service that has an audit log.
   *
   * @param logKeys named by the trust list for the log, in place of the world's own
   */
  public SampleWorldMaker(
      SampleKeys keys, Instant now, SecureRandom random, List<VerificationKey> logKeys) {
    this.keys = keys;
    this.logKeys = List.copyOf(logKeys);
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    this.start = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
    this.random = random;
  }

  /** Makes all certificates, seals and lists; keys are made where they are missing. */
  public SampleWorld make() {
    Map<SampleRole, Certificate> certificates = new EnumMap<>(SampleRole.class);
    DigestSigner rootKey = keys.key(SampleRole.ROOT, Act.ISSUE_CERTIFICATE);
    CertificateSubject rootSubject = subject("亮证示例根 Sample Root", Optional.empty());
    Certifier root = Certifier.root(rootKey, rootSubject, random);
    certificates.put(
        SampleRole.ROOT,
        root.issue(rootSubject, rootKey.publicKey(), CertificateProfile.ROOT, start, years(10)));

    DigestSigner caKey = keys.key(SampleRole.ISSUING_CA, Act.ISSUE_CERTIFICATE);
    Certificate ca =
        root.issue(
            subject("亮证示例签发机构 Sample Issuing CA", Optional.empty()),
            caKey.publicKey(),
            CertificateProfile.ISSUING_CA,
            start,
            years(10));
    certificates.put(SampleRole.ISSUING_CA, ca);
    Certifier issuing = Certifier.of(caKey, ca, random);

    DigestSigner makerKey = keys.key(SampleRole.SEAL_MAKER, Act.MAKE_SEAL);
    Certificate maker =
        issuing.issue(
            subject("亮证示例制章中心 Sample Seal Maker", Optional.empty()),
            makerKey.publicKey(),
            CertificateProfile.SIGNER,
            start,
            years(5));
    certificates.put(SampleRole.SEAL_MAKER, maker);

    certificates.put(
        SampleRole.PRESENTATION_CA,
        root.issue(
            subject("亮证示例亮证码签发机构 Sample Presentation CA", Optional.empty()),
            keys.publicKey(SampleRole.PRESENTATION_CA),
            CertificateProfile.ISSUING_CA,
            start,
            years(5)));
    certificates.put(
        SampleRole.TIMESTAMP,
        issuing.issue(
            subject("亮证示例时间戳 Sample Timestamp", Optional.empty()),
            keys.publicKey(SampleRole.TIMESTAMP),
            CertificateProfile.TIMESTAMP_AUTHORITY,
            start,
            years(3)));

    SealPicture picture = SamplePicture.draw();
    Map<SampleDepartment, Seal> seals = new EnumMap<>(SampleDepartment.class);
    for (SampleDepartment department : SampleDepartment.values()) {
      Certificate signer =
          sealSigner(issuing, department, department.sealName(), department.sealKey(), years(3));
      certificates.put(department.sealKey(), signer);
      seals.put(
          department, seal(department, department.sealName(), 1, signer, maker, makerKey, picture));
    }
    SampleDepartment bureau = SampleDepartment.DATA;
    Certificate copySigner =
        sealSigner(issuing, bureau, COPY_SEAL_NAME, SampleRole.COPY_SEAL, years(3));
    certificates.put(SampleRole.COPY_SEAL, copySigner);
    Seal copySeal = seal(bureau, COPY_SEAL_NAME, 2, copySigner, maker, makerKey, picture);

    SampleDepartment market = SampleDepartment.MARKET;
    certificates.put(
        SampleRole.EXPIRED_SEAL,
        sealSigner(issuing, market, "已到期 " + market.sealName(), SampleRole.EXPIRED_SEAL, expiry()));
    certificates.put(
        SampleRole.REVOKED_SEAL,
        sealSigner(issuing, market, "已吊销 " + market.sealName(), SampleRole.REVOKED_SEAL, years(3)));
    TrustRoot trustRoot =
        new TrustRoot(SampleRole.trustRoots().stream().map(keys::publicKey).toList());
    return new SampleWorld(
        certificates,
        seals,
        copySeal,
        trustRoot,
        signed(trustRoot, trust(certificates)),
        revocations(certificates));
  }

  /**
   * Makes the world's evidence pack, good for {@link #PACK_LIFE}.
   *
   * @param version running number from 1, higher than any before
   * @param previous SHA-256 of the previous pack's bytes; empty for the first
   * @return the pack's bytes
   */
  public byte[] pack(SampleWorld world, long version, Optional<Sha256Digest> previous) {
    return pack(world.root(), world.signedTrust(), world.revocations(), version, previous);
  }

  /** The same from parts that were kept, for example from the previous pack. */
  public byte[] pack(
      TrustRoot root,
      SignedTrustList trust,
      List<RevocationList> revocations,
      long version,
      Optional<Sha256Digest> previous) {
    DigestSigner key = keys.key(SampleRole.PACK, Act.SIGN_PACK);
    PreparedPack prepared =
        PreparedPack.of(
            new EvidencePack(version, now, now.plus(PACK_LIFE), previous, root, trust, revocations),
            key.publicKey());
    return prepared.finish(key.sign(prepared.digest()));
  }

  private SignedTrustList signed(TrustRoot root, TrustList list) {
    PreparedTrustList prepared = PreparedTrustList.of(root, list);
    for (SampleRole owner : SampleRole.trustRoots().subList(0, TrustRoot.THRESHOLD)) {
      DigestSigner key = keys.key(owner, Act.SIGN_TRUST_LIST);
      prepared.add(key.publicKey(), key.sign(prepared.digest(key.publicKey())));
    }
    return prepared.finish();
  }

  /**
   * Fresh revocation lists of root and issuing CA, good for {@link #REVOCATION_LIST_LIFE}.
   *
   * @param certificates of both, and of {@link SampleRole#REVOKED_SEAL} if the world has it
   */
  public List<RevocationList> revocations(Map<SampleRole, Certificate> certificates) {
    List<Certifier.Revoked> revoked =
        Optional.ofNullable(certificates.get(SampleRole.REVOKED_SEAL)).stream()
            .map(c -> new Certifier.Revoked(c.serialNumber(), c.notBefore().plus(SHORT_LIFE), true))
            .toList();
    return List.of(
        revocations(certificates, SampleRole.ROOT, List.of()),
        revocations(certificates, SampleRole.ISSUING_CA, revoked));
  }

  private RevocationList revocations(
      Map<SampleRole, Certificate> certificates, SampleRole by, List<Certifier.Revoked> revoked) {
    return Certifier.of(
            keys.key(by, Act.ISSUE_REVOCATION_LIST), certificate(certificates, by), random)
        .revocationList(now.getEpochSecond(), now, now.plus(REVOCATION_LIST_LIFE), revoked);
  }

  private Certificate sealSigner(
      Certifier issuing, SampleDepartment department, String name, SampleRole role, Instant end) {
    return issuing.issue(
        new CertificateSubject(name, department.displayName(), Optional.of(department.id())),
        keys.publicKey(role),
        CertificateProfile.SIGNER,
        start,
        end);
  }

  private Seal seal(
      SampleDepartment department,
      String name,
      int number,
      Certificate signer,
      Certificate maker,
      DigestSigner makerKey,
      SealPicture picture) {
    SealInfo info =
        new SealInfo(
            4,
            VENDOR,
            esId(department.id(), number),
            1,
            name,
            new SignerList.Certificates(List.of(signer.der())),
            now,
            start,
            years(3),
            picture,
            List.of());
    try {
      PreparedSeal prepared = PreparedSeal.of(info, maker);
      return prepared.finish(makerKey.sign(prepared.digest()));
    } catch (SealRefusedException impossible) {
      throw new IllegalStateException("the sample world's seals follow the rules", impossible);
    }
  }

  /** 14 digits, as seal codes have: region code, number of the seal, running number. */
  private static String esId(OrganizationId department, int number) {
    return department.value().substring(2, 8)
        + (number - 1)
        + "000000"
        + department.value().charAt(15);
  }

  private TrustList trust(Map<SampleRole, Certificate> certificates) {
    Period period = new Period(start, Optional.empty());
    return new TrustList(
        1,
        List.of(
            new TrustList.Certifier(certificate(certificates, SampleRole.ROOT), period),
            new TrustList.Certifier(certificate(certificates, SampleRole.ISSUING_CA), period)),
        List.of(
            new TrustList.SealMaker(
                certificate(certificates, SampleRole.SEAL_MAKER).fingerprint(), period)),
        Arrays.stream(SampleDepartment.values())
            .map(d -> new TrustList.Authority(d.id(), d.displayName(), period))
            .toList(),
        serviceKeys());
  }

  private List<ServiceKey> serviceKeys() {
    List<ServiceKey> listed = new ArrayList<>();
    for (SampleRole role : SampleRole.listed()) {
      int life = role == SampleRole.PACK || role == SampleRole.RECEIPT ? 1 : 3;
      List<VerificationKey> named =
          role == SampleRole.LOG && !logKeys.isEmpty() ? logKeys : List.of(keys.publicKey(role));
      named.forEach(key -> listed.add(serviceKey(role, key, life)));
    }
    // The timestamp key has a certificate too; the list says whose timestamps count.
    listed.add(serviceKey(SampleRole.TIMESTAMP, keys.publicKey(SampleRole.TIMESTAMP), 3));
    // It certifies keys of codes and no seals: so it is named here, not among the certifiers.
    listed.add(
        serviceKey(SampleRole.PRESENTATION_CA, keys.publicKey(SampleRole.PRESENTATION_CA), 5));
    return listed;
  }

  private ServiceKey serviceKey(SampleRole role, VerificationKey key, int years) {
    return new ServiceKey(role.use().name(), key, new Period(start, Optional.of(years(years))));
  }

  private static Certificate certificate(
      Map<SampleRole, Certificate> certificates, SampleRole role) {
    return Optional.ofNullable(certificates.get(role)).orElseThrow();
  }

  private Instant expiry() {
    return start.plus(SHORT_LIFE);
  }

  private Instant years(int count) {
    return start.atOffset(ZoneOffset.UTC).plusYears(count).toInstant();
  }

  private static CertificateSubject subject(String name, Optional<OrganizationId> id) {
    return new CertificateSubject(name, ORGANIZATION, id);
  }
}
