package org.liangzheng.api.seal.office;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.seal.SealKind;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.seal.office.SealRow.Made;
import org.liangzheng.api.seal.office.SealRow.Open;
import org.liangzheng.api.trust.StatusKind;
import org.liangzheng.api.trust.Statuses;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.certificate.CertificateRequest;
import org.liangzheng.signer.seal.PreparedSeal;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.SignerCertificate;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealExtension;
import org.liangzheng.verifier.format.seal.SealInfo;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.liangzheng.verifier.format.seal.SignerList;
import org.liangzheng.verifier.report.Reason;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The making of seal data: key and request, certificate, seal. Outside of any transaction. */
@Component
class SealMaking {
  private static final String VENDOR = "LIANGZHENG";
  private static final int VERSION = 4;
  private static final int PEM_MOST = 16_384;
  private static final int DRAWS = 20;

  private final SealStore store;
  private final Custody custody;
  private final Authorities authorities;
  private final TrustDirectory trust;
  private final Statuses statuses;
  private final ObjectProvider<SealMaker> makers;
  private final ObjectProvider<SealCertifier> certifiers;
  private final Clock clock;
  private final SecureRandom random;

  SealMaking(
      SealStore store,
      Custody custody,
      Authorities authorities,
      TrustDirectory trust,
      Statuses statuses,
      ObjectProvider<SealMaker> makers,
      ObjectProvider<SealCertifier> certifiers,
      Clock clock,
      SecureRandom random) {
    this.store = store;
    this.custody = custody;
    this.authorities = authorities;
    this.trust = trust;
    this.statuses = statuses;
    this.makers = makers;
    this.certifiers = certifiers;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A key and the request for its certificate.
   *
   * @param request PEM (RFC 7468) of the PKCS#10 request
   */
  record Keyed(KeyRef key, String request) {}

  /** The suite of new keys of that kind when nobody asks for one. */
  SignatureSuite suite(SealKind kind, @Nullable SignatureSuite asked) {
    if (asked != null) {
      if (!custody.serves(kind.use(), asked)) {
        throw new Problem(OfficeProblem.SEAL_SUITE_NOT_SERVED);
      }
      return asked;
    }
    return Arrays.stream(SignatureSuite.values())
        .filter(suite -> custody.serves(kind.use(), suite))
        .findFirst()
        .orElseThrow(() -> new Problem(OfficeProblem.SEAL_SUITE_NOT_SERVED));
  }

  /** Makes the key of a version, or finds it; by its name it is always the same. */
  Keyed key(SealRow seal, Open open, String actor, UUID intent) {
    SignatureSuite suite =
        seal.suite()
            .or(() -> seal.inUse().map(use -> use.signer().publicKey().suite()))
            .orElseGet(() -> suite(seal.kind(), null));
    KeyRef key =
        custody.ensureKey(seal.kind().use(), suite, "seal-" + seal.id() + "-" + open.version());
    // The fuse has to be there before the first signature: a node that has none yet takes a block
    // of counts without bounds. The request counts as one of its day.
    custody.setRule(key, seal.rules().keyRule(false, clock.instant()));
    DigestSigner signer = signer(key, actor, seal.id(), intent);
    CertificateRequest request =
        seal.inUse().isPresent()
            ? CertificateRequest.renewing(signer, seal.inUse().get().signer())
            : CertificateRequest.of(signer, subject(seal));
    return new Keyed(key, request.pem());
  }

  private DigestSigner signer(KeyRef key, String actor, UUID seal, UUID intent) {
    VerificationKey publicKey = custody.publicKey(key);
    return new DigestSigner() {
      @Override
      public VerificationKey publicKey() {
        return publicKey;
      }

      @Override
      public SignatureValue sign(SigningDigest digest) {
        return custody.sign(
            new SignatureOrder(
                key, SignatureAct.REQUEST_CERTIFICATE, actor, "seal:" + seal, digest, intent));
      }
    };
  }

  private String subject(SealRow seal) {
    return "C=CN,O=" + escaped(authority(seal).name()) + ",CN=" + escaped(seal.name());
  }

  /** RFC 4514 §2.4: nothing of a name may end it or begin another. */
  private static String escaped(String name) {
    return name.strip().replaceAll("([\\\\\",+<>;=#])", "\\\\$1");
  }

  private Authority authority(SealRow seal) {
    return authorities
        .find(seal.authority())
        .orElseThrow(() -> new Problem(SealProblem.SEAL_UNKNOWN));
  }

  /**
   * Takes a certificate in, or has one made, and has the seal made with it.
   *
   * @param text PEM or Base64; none: the sample city certifies
   */
  Made make(SealRow seal, Open open, @Nullable String text, String actor, UUID intent) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    SealMaker maker = maker(now);
    KeyRef key = open.key().orElseThrow();
    VerificationKey publicKey = custody.publicKey(key);
    Certificate certificate = text == null ? certified(seal, publicKey, now) : read(text);
    if (!certificate.publicKey().equals(publicKey)) {
      throw new Problem(OfficeProblem.SEAL_CERTIFICATE_OF_OTHER_KEY);
    }
    Optional<Reason> refused =
        SignerCertificate.check(certificate, seal.authority(), trust.evidence(), now);
    if (refused.isPresent()) {
      throw new Problem(OfficeProblem.SEAL_CERTIFICATE_REFUSED, refused.get().name());
    }
    SealPicture picture =
        open.picture().or(() -> seal.inUse().map(use -> use.seal().info().picture())).orElseThrow();
    long index = statuses.allot(StatusKind.SEAL, intent);
    SealInfo info =
        new SealInfo(
            VERSION,
            VENDOR,
            esId(seal),
            seal.type(),
            seal.name(),
            new SignerList.Certificates(List.of(certificate.der())),
            now,
            certificate.notBefore(),
            certificate.notAfter(),
            picture,
            List.of(SealExtension.statusIndex(Math.toIntExact(index))));
    try {
      PreparedSeal prepared = PreparedSeal.of(info, maker.certificate());
      Seal made = prepared.finish(maker.sign(prepared.digest(), actor, seal.id(), intent));
      custody.storeCertificate(key, certificate);
      return new Made(made, certificate, Optional.of(index), now);
    } catch (SealRefusedException broken) {
      throw new Problem(OfficeProblem.SEAL_NOT_MADE, broken.rule().name()).causedBy(broken);
    }
  }

  /** The seal maker, if the trust list names it: of another's seals nobody would believe any. */
  private SealMaker maker(Instant now) {
    SealMaker maker =
        Optional.ofNullable(makers.getIfAvailable())
            .orElseThrow(() -> new Problem(OfficeProblem.SEAL_MAKER_MISSING));
    Evidence evidence = trust.evidence();
    boolean listed =
        evidence
            .trust()
            .flatMap(list -> list.sealMaker(maker.certificate()))
            .filter(one -> one.period().contains(now))
            .isPresent();
    if (!listed) {
      throw new Problem(OfficeProblem.SEAL_MAKER_MISSING);
    }
    return maker;
  }

  private Certificate certified(SealRow seal, VerificationKey key, Instant now) {
    return Optional.ofNullable(certifiers.getIfAvailable())
        .orElseThrow(() -> new Problem(OfficeProblem.SEAL_CERTIFICATE_MISSING))
        .certify(key, seal.name(), authority(seal), now);
  }

  private static Certificate read(String text) {
    try {
      if (text.length() > PEM_MOST) {
        throw new MalformedException("a certificate is smaller");
      }
      String base64 = text.replaceAll("-----(BEGIN|END) CERTIFICATE-----", "");
      return Certificate.of(Base64.getMimeDecoder().decode(base64));
    } catch (MalformedException | IllegalArgumentException other) {
      throw new Problem(WebProblem.REQUEST_INVALID)
          .withErrors(List.of(FieldProblem.at("/certificate", WebProblem.FIELD_MALFORMED)));
    }
  }

  /** 14 digits as seal codes have: the region of the authority, eight of chance. */
  private String esId(SealRow seal) {
    for (int draw = 0; draw < DRAWS; draw++) {
      String id =
          seal.authority().value().substring(2, 8)
              + String.format(Locale.ROOT, "%08d", random.nextInt(100_000_000));
      if (store.isFree(id)) {
        return id;
      }
    }
    throw new IllegalStateException("no free seal number was found");
  }
}
