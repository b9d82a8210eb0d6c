package org.liangzheng.api.seal.use;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.seal.OfficeSeal;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.seal.SealTimestamp;
import org.liangzheng.api.seal.Seals;
import org.liangzheng.api.seal.Timestamps;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Problem;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.seal.PreparedStamp;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.seal.SignedStamp;
import org.liangzheng.signer.stamp.Placement;
import org.liangzheng.signer.stamp.PreparedDocument;
import org.liangzheng.signer.stamp.SignedDocument;
import org.liangzheng.signer.stamp.SigningMeans;
import org.liangzheng.signer.stamp.StampMode;
import org.liangzheng.signer.stamp.StampOrder;
import org.liangzheng.signer.stamp.StampRefusedException;
import org.liangzheng.signer.stamp.StampableDocument;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.SealStatus;
import org.liangzheng.verifier.check.SignerCertificate;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.Sm3Digest;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Stamps documents and digests with office seals, and checks what it made before it leaves. */
@Service
public class Sealing {
  private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);

  /** What a document may not be before it is sealed: a seal would lend it a look of soundness. */
  private static final Set<Verdict> NOT_GOOD =
      Set.of(Verdict.INVALID, Verdict.UNREADABLE, Verdict.NOT_IN_FORCE);

  private final Seals seals;
  private final Timestamps timestamps;
  private final TrustDirectory trust;
  private final Clock clock;

  Sealing(Seals seals, Timestamps timestamps, TrustDirectory trust, Clock clock) {
    this.seals = seals;
    this.timestamps = timestamps;
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * Who has something sealed, and for what; goes to custody with the digest.
   *
   * @param actor id of a client or account
   * @param matter code of the matter
   * @param use id of the use
   * @param intent the act it belongs to
   * @param time of the act
   */
  public record Order(
      OfficeSeal seal,
      String actor,
      @Nullable String matter,
      UUID use,
      UUID intent,
      Instant time) {}

  /**
   * Adds a stamp to an OFD document.
   *
   * @param lock whether no further one may follow
   * @return the document with one more stamp
   * @throws Problem of {@link SealUseProblem}, of the seal, of custody
   */
  public byte[] document(Order order, byte[] document, List<Placement> places, boolean lock) {
    requireTrusted(order);
    StampableDocument stampable = stampable(document);
    PreparedDocument prepared = prepare(stampable, order, places, lock);
    try {
      SignedDocument signed = prepared.sign(sign(order, prepared.digest()));
      SealTimestamp timestamp = timestamp(order, signed.timestampDigest());
      byte[] sealed = signed.finish(timestamp.token(), timestamp.authority());
      requireGood(sealed, order);
      return sealed;
    } catch (SelfCheckException failed) {
      throw new Problem(SealUseProblem.SEALING_SELF_CHECK_FAILED).causedBy(failed);
    }
  }

  /**
   * Whether a document could be sealed: it can be read, carries nothing that is wrong, and is no
   * licence.
   *
   * @throws Problem DOCUMENT_NOT_STAMPABLE, DOCUMENT_LOCKED, DOCUMENT_NOT_GOOD, DOCUMENT_IS_LICENCE
   */
  public StampableDocument stampable(byte[] document) {
    Report report = Verifier.verify(document, trust.evidence(), Policy.FILE, clock.instant());
    if (report.licence().isPresent()) {
      throw new Problem(SealUseProblem.DOCUMENT_IS_LICENCE);
    }
    StampableDocument stampable;
    try {
      stampable = StampableDocument.read(document, OfdLimits.DEFAULT);
    } catch (StampRefusedException refused) {
      throw problem(refused);
    }
    if (NOT_GOOD.contains(report.verdict())) {
      throw new Problem(
          SealUseProblem.DOCUMENT_NOT_GOOD,
          String.join(", ", report.reasons().stream().map(Enum::name).toList()));
    }
    return stampable;
  }

  /**
   * Makes a stamp over a digest.
   *
   * @param digest 32 bytes by the hash of the seal's suite
   * @param property what the stamp says of the original, printable ASCII
   * @return DER of SES_Signature (GB/T 38540)
   * @throws Problem of the seal, of custody
   */
  public byte[] digest(Order order, ByteString digest, String property) {
    requireTrusted(order);
    ContentDigest content =
        order.seal().signer().publicKey().suite() == SignatureSuite.SM2_SM3
            ? new Sm3Digest(digest)
            : new Sha256Digest(digest);
    try {
      PreparedStamp prepared =
          PreparedStamp.of(
              order.seal().seal(), order.seal().signer(), order.time(), content, property);
      SignedStamp signed = prepared.sign(sign(order, prepared.digest()));
      SealTimestamp timestamp = timestamp(order, signed.timestampDigest());
      return signed.finish(timestamp.token(), timestamp.authority());
    } catch (SealRefusedException refused) {
      throw new Problem(SealProblem.SEAL_CERTIFICATE_EXPIRED).causedBy(refused);
    } catch (SelfCheckException failed) {
      throw new Problem(SealUseProblem.SEALING_SELF_CHECK_FAILED).causedBy(failed);
    }
  }

  private void requireTrusted(Order order) {
    SignerCertificate.check(
            order.seal().signer(), order.seal().authority(), trust.evidence(), clock.instant())
        .ifPresent(reason -> {
          throw new Problem(SealUseProblem.SEAL_CERTIFICATE_NOT_TRUSTED, reason.name());
        });
  }

  private static PreparedDocument prepare(
      StampableDocument document, Order order, List<Placement> places, boolean lock) {
    try {
      return document.prepare(
          new StampOrder(
              new SigningMeans.WithSeal(order.seal().seal(), order.seal().signer()),
              places,
              lock ? StampMode.LOCK : StampMode.CONTINUE,
              order.time()));
    } catch (StampRefusedException refused) {
      throw problem(refused);
    } catch (SealRefusedException refused) {
      throw new Problem(SealProblem.SEAL_CERTIFICATE_EXPIRED).causedBy(refused);
    }
  }

  private static Problem problem(StampRefusedException refused) {
    return switch (refused.rule()) {
      case DOCUMENT_LOCKED -> new Problem(SealUseProblem.DOCUMENT_LOCKED);
      case PLACES_WRONG,
          PAGE_MISSING,
          STAMP_OFF_PAGE,
          KEYWORD_NOT_FOUND,
          TOO_MANY_PLACES,
          SEAM_NEEDS_TWO_PAGES ->
          new Problem(SealUseProblem.STAMP_PLACE_WRONG, refused.rule().name());
      case DOCUMENT_NOT_READABLE,
          SEVERAL_DOCUMENTS,
          DOCUMENT_ENCRYPTED,
          WHOLE_PACKAGE_PROTECTED,
          SIGNATURES_UNLISTED,
          TOO_MANY_SIGNATURES,
          PATH_NOT_ASCII ->
          new Problem(
              SealUseProblem.DOCUMENT_NOT_STAMPABLE,
              refused.fault().map(Enum::name).orElse(refused.rule().name()));
    };
  }

  private SignatureValue sign(Order order, SigningDigest digest) {
    return seals.stampDocument(
        order.seal(), digest, order.actor(), order.matter(), order.use(), order.intent());
  }

  private SealTimestamp timestamp(Order order, ContentDigest signature) {
    return timestamps.about(signature, order.actor(), "seal-use:" + order.use(), order.intent());
  }

  /** The new stamp passes every check; what earlier ones lack in evidence is not its fault. */
  private void requireGood(byte[] sealed, Order order) {
    Optional<Integer> own = order.seal().seal().info().statusIndex();
    // The register said a moment ago that the seal is in force; the published list comes later.
    Evidence evidence =
        trust
            .evidence()
            .withSealStatus(index ->
                own.equals(Optional.of(index))
                    ? new SealStatus.InForce()
                    : new SealStatus.NotKnown());
    Report report = Verifier.verify(sealed, evidence, Policy.FILE, clock.instant());
    String newest = report.signatures().getLast().id();
    boolean good =
        !NOT_GOOD.contains(report.verdict())
            && report.findings().stream()
                .filter(finding -> finding.subject().equals(newest))
                .allMatch(Finding.Passed.class::isInstance);
    if (!good) {
      LOG.error("A sealed document did not pass the own check and was thrown away: {}", report);
      throw new Problem(SealUseProblem.SEALING_SELF_CHECK_FAILED);
    }
  }
}
