package org.liangzheng.api.sample;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.api.audit.LogKeys;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.seal.Seals;
import org.liangzheng.api.seal.Timestamps;
import org.liangzheng.api.sharing.receipt.ReceiptKeys;
import org.liangzheng.api.trust.PackKeys;
import org.liangzheng.api.trust.Publication;
import org.liangzheng.api.trust.PublishedPack;
import org.liangzheng.api.trust.TrustAnchor;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.sample.SampleWorld;
import org.liangzheng.signer.sample.SampleWorldMaker;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the sample world once, and keeps its evidence fresh. */
final class SampleCity {
  /** In whose name the sample world does what it does; stands in the log. */
  static final String ACTOR = "sample-world";

  private final Custody custody;
  private final Authorities authorities;
  private final Seals seals;
  private final Timestamps timestamps;
  private final LogKeys logKeys;
  private final TrustDirectory trust;
  private final TrustAnchor anchor;
  private final PackKeys packKeys;
  private final ReceiptKeys receiptKeys;
  private final Publication publication;
  private final TransactionTemplate transactions;
  private final SampleSettings settings;
  private final Clock clock;
  private final SecureRandom random;

  SampleCity(
      Custody custody,
      Authorities authorities,
      Seals seals,
      Timestamps timestamps,
      LogKeys logKeys,
      TrustDirectory trust,
      TrustAnchor anchor,
      PackKeys packKeys,
      ReceiptKeys receiptKeys,
      Publication publication,
      TransactionTemplate transactions,
      SampleSettings settings,
      Clock clock,
      SecureRandom random) {
    this.custody = custody;
    this.authorities = authorities;
    this.seals = seals;
    this.timestamps = timestamps;
    this.logKeys = logKeys;
    this.trust = trust;
    this.anchor = anchor;
    this.packKeys = packKeys;
    this.receiptKeys = receiptKeys;
    this.publication = publication;
    this.transactions = transactions;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  /** Makes the world if there is none, else a fresh pack for it. */
  void ensure() {
    Optional<PublishedPack> last = anchor.find().isPresent() ? trust.find() : Optional.empty();
    if (last.isPresent()) {
      renew();
    } else {
      make();
    }
  }

  /** Publishes the next pack with fresh revocation lists. */
  void renew() {
    CustodyKeys keys = new CustodyKeys(custody, suite());
    SampleWorldMaker maker = maker(keys);
    Map<SampleRole, Certificate> certifiers = new EnumMap<>(SampleRole.class);
    for (SampleRole role : new SampleRole[] {SampleRole.ROOT, SampleRole.ISSUING_CA}) {
      certifiers.put(role, custody.certificate(keys.reference(role)).orElseThrow());
    }
    // A city made by an earlier version has none.
    custody
        .certificate(keys.reference(SampleRole.REVOKED_SEAL))
        .ifPresent(revoked -> certifiers.put(SampleRole.REVOKED_SEAL, revoked));
    packKeys.activate(keys.reference(SampleRole.PACK));
    receiptKeys.activate(keys.reference(SampleRole.RECEIPT));
    publication.renew(maker.revocations(certifiers));
  }

  /** Certifies keys of presentation codes; a city made by an earlier version has none. */
  Optional<KeyRef> presentationCertifier() {
    KeyRef key = new CustodyKeys(custody, suite()).reference(SampleRole.PRESENTATION_CA);
    return custody.certificate(key).isPresent() ? Optional.of(key) : Optional.empty();
  }

  /** Of all its keys. */
  SignatureSuite suite() {
    SignatureSuite named = settings.suite();
    if (named != null) {
      return named;
    }
    boolean sm2 =
        Arrays.stream(SampleRole.values())
            .allMatch(role -> custody.serves(CustodyKeys.use(role), SignatureSuite.SM2_SM3));
    return sm2 ? SignatureSuite.SM2_SM3 : SignatureSuite.P256_SHA256;
  }

  private SampleWorldMaker maker(CustodyKeys keys) {
    return new SampleWorldMaker(
        keys, clock.instant(), random, List.copyOf(logKeys.keys().values()));
  }

  private void make() {
    CustodyKeys keys = new CustodyKeys(custody, suite());
    SampleWorldMaker maker = maker(keys);
    SampleWorld world = maker.make();
    Map<SampleRole, KeyRef> references = new EnumMap<>(SampleRole.class);
    world
        .certificates()
        .forEach((role, certificate) -> {
          references.put(role, keys.reference(role));
          custody.storeCertificate(keys.reference(role), certificate);
        });
    byte[] pack = maker.pack(world, 1, Optional.empty());
    KeyRef packKey = keys.reference(SampleRole.PACK);
    KeyRef receiptKey = keys.reference(SampleRole.RECEIPT);
    // The anchor first: it follows from the root keys alone, so that a start that ends here only
    // pins it again.
    anchor.pin(world.root().anchor());
    transactions.executeWithoutResult(_ -> {
      for (SampleDepartment department : SampleDepartment.values()) {
        authorities.register(new Authority(department.id(), department.displayName()));
        seals.activateLicenceSeal(
            department.id(),
            Optional.ofNullable(world.licenceSeals().get(department)).orElseThrow(),
            Optional.ofNullable(world.certificates().get(department.sealKey())).orElseThrow(),
            Optional.ofNullable(references.get(department.sealKey())).orElseThrow());
      }
      seals.activateCopySeal(
          SampleDepartment.DATA.id(),
          world.copySeal(),
          Optional.ofNullable(world.certificates().get(SampleRole.COPY_SEAL)).orElseThrow(),
          Optional.ofNullable(references.get(SampleRole.COPY_SEAL)).orElseThrow());
      timestamps.activate(
          Optional.ofNullable(world.certificates().get(SampleRole.TIMESTAMP)).orElseThrow(),
          Optional.ofNullable(references.get(SampleRole.TIMESTAMP)).orElseThrow());
      packKeys.activate(packKey);
      receiptKeys.activate(receiptKey);
      trust.publish(pack);
    });
  }
}
