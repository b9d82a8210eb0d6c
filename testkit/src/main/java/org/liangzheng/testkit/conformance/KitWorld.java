package org.liangzheng.testkit.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.pack.PreparedPack;
import org.liangzheng.signer.pack.PreparedTrustList;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.SeededRandom;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.testkit.TestPacks;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackPresentation;
import org.liangzheng.verifier.format.pack.Period;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.pack.TrustRoot;

/**
 * Who is who in the kit: one invented city a suite, made of names, so that it comes out the same
 * each time. Everybody that a case needs is in one trust list and one revocation list.
 */
final class KitWorld {
  /** From when on certificates and listings hold. */
  static final Instant START = Instant.parse("2026-10-31T00:00:00Z");

  /** When the seals were made. */
  static final Instant MADE = Instant.parse("2026-11-01T02:00:00Z");

  /** When the files were signed. */
  static final Instant SIGNED = Instant.parse("2026-11-01T02:30:00Z");

  /** When the revocation list and the pack were issued. */
  static final Instant ISSUED = Instant.parse("2026-11-01T02:50:00Z");

  /** The instant at which most questions are asked. */
  static final Instant ASKED = Instant.parse("2026-11-01T03:00:00Z");

  static final OrganizationId MARKET = SampleDepartment.MARKET.id();
  static final OrganizationId HOUSING = SampleDepartment.HOUSING.id();

  private static final Duration LONG = Duration.ofDays(1_095);
  private static final String CITY = "亮城市示例 SAMPLE";
  private static final CertificateSubject CA =
      new CertificateSubject("亮证符合性签发机构 Conformance CA", CITY, Optional.empty());

  private final SignatureSuite suite;
  private final Certificate root;
  private final Certificate ca;
  private final List<Certifier.Revoked> revoked = new ArrayList<>();

  final Party maker;
  final Party unlistedMaker;
  final Party revokedMaker;
  final Party formerMaker;
  final Party foreignMaker;
  final Party timestamp;
  final Party unlistedTimestamp;
  final Party plainTimestamp;
  final Party revokedTimestamp;
  final Party endedTimestamp;
  final Party market;
  final Party marketAgain;
  final Party housing;
  final Party revokedBefore;
  final Party revokedAfter;
  final Party compromised;
  final Party expired;
  final Party ended;
  final Party stranger;
  final Party nameless;
  final Party wrongUsage;
  final Party sameNamedCa;
  final Party unlistedCa;
  final Party selfSigned;

  /** A certificate and its key. */
  record Party(Certificate certificate, TestKey key) {}

  KitWorld(SignatureSuite suite) {
    this.suite = suite;
    CertificateSubject rootSubject =
        new CertificateSubject("亮证符合性根 Conformance Root", CITY, Optional.empty());
    Certifier rootCertifier = Certifier.root(key("root"), rootSubject, random("root"));
    this.root =
        rootCertifier.issue(
            rootSubject,
            key("root").publicKey(),
            CertificateProfile.ROOT,
            START,
            START.plus(LONG.multipliedBy(3)));
    this.ca =
        rootCertifier.issue(
            CA,
            key("ca").publicKey(),
            CertificateProfile.ISSUING_CA,
            START,
            START.plus(LONG.multipliedBy(3)));

    this.maker = party("maker", Optional.empty());
    this.unlistedMaker = party("unlisted-maker", Optional.empty());
    this.revokedMaker = party("revoked-maker", Optional.empty());
    this.formerMaker = party("former-maker", Optional.empty());
    this.foreignMaker =
        issue(
            sameNamedCertifier("foreign-maker"),
            "foreign-maker",
            Optional.empty(),
            CertificateProfile.SIGNER);
    this.timestamp = timestamp("timestamp");
    this.unlistedTimestamp = timestamp("unlisted-timestamp");
    this.plainTimestamp = party("plain-timestamp", Optional.empty());
    this.revokedTimestamp = timestamp("revoked-timestamp");
    this.endedTimestamp =
        issue(
            certifier("ended-timestamp"),
            "ended-timestamp",
            Optional.empty(),
            CertificateProfile.TIMESTAMP_AUTHORITY,
            SIGNED.minusSeconds(600));
    this.market = party("market", Optional.of(MARKET));
    this.marketAgain = party("market-again", Optional.of(MARKET));
    this.housing = party("housing", Optional.of(HOUSING));
    this.revokedBefore = party("revoked-before", Optional.of(MARKET));
    this.revokedAfter = party("revoked-after", Optional.of(MARKET));
    this.compromised = party("compromised", Optional.of(MARKET));
    this.expired = until("expired", SIGNED.minusSeconds(600));
    this.ended = until("ended", ISSUED.plusSeconds(300));
    this.stranger = party("stranger", Optional.of(TestLicences.HOLDER));
    this.nameless = party("nameless", Optional.empty());
    this.wrongUsage =
        issue(
            certifier("wrong-usage"),
            "wrong-usage",
            Optional.of(MARKET),
            CertificateProfile.TIMESTAMP_AUTHORITY);
    this.sameNamedCa =
        issue(
            sameNamedCertifier("same-named-ca"),
            "same-named-ca",
            Optional.of(MARKET),
            CertificateProfile.SIGNER);
    CertificateSubject elsewhere =
        new CertificateSubject("别处签发机构 Elsewhere CA", CITY, Optional.empty());
    this.unlistedCa =
        issue(
            Certifier.root(key("elsewhere"), elsewhere, random("elsewhere")),
            "unlisted-ca",
            Optional.of(MARKET),
            CertificateProfile.SIGNER);
    this.selfSigned = selfSigned("self-signed");

    revoke(revokedMaker, MADE.minusSeconds(3_600), false);
    revoke(revokedBefore, SIGNED.minusSeconds(600), false);
    revoke(revokedAfter, SIGNED.plusSeconds(600), false);
    revoke(revokedTimestamp, SIGNED.plusSeconds(600), true);
    revoke(compromised, SIGNED.plusSeconds(600), true);
  }

  SignatureSuite suite() {
    return suite;
  }

  /** A key of this world. */
  TestKey key(String name) {
    return TestKey.seeded(suite, "conformance/" + name);
  }

  private SeededRandom random(String name) {
    return new SeededRandom("conformance/" + suite + "/serial/" + name);
  }

  private Certifier certifier(String name) {
    return Certifier.of(key("ca"), ca, random(name));
  }

  /** Calls itself what the listed authority is called. */
  private Certifier sameNamedCertifier(String name) {
    return Certifier.root(key("same-named"), CA, random(name));
  }

  private Party party(String name, Optional<OrganizationId> organization) {
    return issue(certifier(name), name, organization, CertificateProfile.SIGNER);
  }

  private Party timestamp(String name) {
    return issue(certifier(name), name, Optional.empty(), CertificateProfile.TIMESTAMP_AUTHORITY);
  }

  private Party issue(
      Certifier by, String name, Optional<OrganizationId> organization, CertificateProfile as) {
    return issue(by, name, organization, as, START.plus(LONG));
  }

  private Party until(String name, Instant end) {
    return issue(certifier(name), name, Optional.of(MARKET), CertificateProfile.SIGNER, end);
  }

  private Party issue(
      Certifier by,
      String name,
      Optional<OrganizationId> organization,
      CertificateProfile as,
      Instant end) {
    TestKey key = key(name);
    return new Party(
        by.issue(
            new CertificateSubject("conformance " + name, CITY, organization),
            key.publicKey(),
            as,
            START,
            end),
        key);
  }

  private Party selfSigned(String name) {
    TestKey key = key(name);
    CertificateSubject subject =
        new CertificateSubject("conformance " + name, CITY, Optional.of(MARKET));
    return new Party(
        Certifier.root(key, subject, random(name))
            .issue(subject, key.publicKey(), CertificateProfile.SIGNER, START, START.plus(LONG)),
        key);
  }

  private void revoke(Party party, Instant at, boolean compromise) {
    revoked.add(new Certifier.Revoked(party.certificate().serialNumber(), at, compromise));
  }

  // ---- evidence ----

  TrustRoot trustRoot() {
    return new TrustRoot(owners("owner").stream().map(DigestSigner::publicKey).toList());
  }

  List<DigestSigner> owners(String name) {
    return List.of(key(name + "-1"), key(name + "-2"), key(name + "-3"));
  }

  /** Fingerprint of the root, hexadecimal. */
  String anchor() {
    return trustRoot().anchor().value().toHex();
  }

  /** The kit's evidence pack of this suite. */
  byte[] pack() {
    return pack(ISSUED, List.of(), Optional.empty());
  }

  /**
   * A pack whose trust list names more keys.
   *
   * @param presentation what codes are checked by; empty: nothing
   */
  byte[] pack(Instant issued, List<ServiceKey> more, Optional<PackPresentation> presentation) {
    Period open = new Period(START, Optional.empty());
    List<ServiceKey> keys =
        new ArrayList<>(
            List.of(
                new ServiceKey(ServiceKey.PACK, key("pack").publicKey(), open),
                new ServiceKey(ServiceKey.TIMESTAMP, revokedTimestamp.key().publicKey(), open),
                new ServiceKey(ServiceKey.TIMESTAMP, endedTimestamp.key().publicKey(), open),
                new ServiceKey(ServiceKey.TIMESTAMP, plainTimestamp.key().publicKey(), open),
                new ServiceKey(ServiceKey.TIMESTAMP, timestamp.key().publicKey(), open)));
    keys.addAll(more);
    TrustList list =
        new TrustList(
            3,
            List.of(new TrustList.Certifier(root, open), new TrustList.Certifier(ca, open)),
            List.of(
                new TrustList.SealMaker(maker.certificate().fingerprint(), open),
                new TrustList.SealMaker(revokedMaker.certificate().fingerprint(), open),
                new TrustList.SealMaker(foreignMaker.certificate().fingerprint(), open),
                new TrustList.SealMaker(
                    formerMaker.certificate().fingerprint(),
                    new Period(START, Optional.of(MADE.minusSeconds(600))))),
            List.of(
                new TrustList.Authority(MARKET, SampleDepartment.MARKET.displayName(), open),
                new TrustList.Authority(HOUSING, SampleDepartment.HOUSING.displayName(), open)),
            keys);
    PreparedTrustList owners = PreparedTrustList.of(trustRoot(), list);
    for (DigestSigner owner : owners("owner").subList(0, TrustRoot.THRESHOLD)) {
      owners.add(owner.publicKey(), owner.sign(owners.digest(owner.publicKey())));
    }
    EvidencePack plain =
        new EvidencePack(
            5,
            issued,
            issued.plus(Duration.ofDays(1)),
            Optional.empty(),
            trustRoot(),
            owners.finish(),
            List.of(revocations(key("root"), root, List.of()), issuingRevocations()));
    PreparedPack pack =
        PreparedPack.of(
            presentation.isPresent() ? plain.with(presentation.get()) : plain,
            key("pack").publicKey());
    return pack.finish(key("pack").sign(pack.digest()));
  }

  /** The pack taken apart, to be put together wrongly. */
  TestPacks packs() {
    return TestPacks.of(pack(), owners("owner").subList(0, TrustRoot.THRESHOLD), key("pack"));
  }

  private RevocationList issuingRevocations() {
    return revocations(key("ca"), ca, revoked);
  }

  private RevocationList revocations(
      TestKey key, Certificate issuer, List<Certifier.Revoked> entries) {
    return Certifier.of(key, issuer, random("crl"))
        .revocationList(7, ISSUED, ISSUED.plus(Duration.ofDays(7)), entries);
  }
}
