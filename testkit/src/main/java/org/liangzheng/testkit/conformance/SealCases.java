package org.liangzheng.testkit.conformance;

import static org.liangzheng.testkit.conformance.KitWorld.ASKED;
import static org.liangzheng.testkit.conformance.KitWorld.MADE;
import static org.liangzheng.testkit.conformance.KitWorld.SIGNED;
import static org.liangzheng.testkit.conformance.KitWorld.START;
import static org.liangzheng.testkit.conformance.StampCases.sealed;
import static org.liangzheng.testkit.conformance.StampCases.stamp;

import java.util.Optional;
import org.liangzheng.testkit.conformance.KitStamp.Shape;
import org.liangzheng.testkit.conformance.KitWorld.Party;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.report.Reason;

/** Stamps that are right, of seals, makers and signers that are not. */
final class SealCases {
  private SealCases() {}

  static void add(KitWorld world, KitCases.Adder to) {
    if (world.suite() == SignatureSuite.SM2_SM3) {
      seals(world, to);
      makers(world, to);
    }
    signers(world, to);
  }

  private static byte[] sealedBy(KitWorld world, Party signer) {
    return sealed(KitStamp.of(world, signer));
  }

  private static void seals(KitWorld world, KitCases.Adder to) {
    KitSeal.Shape v4 = KitSeal.Shape.V4;
    to.bad(
        "seal-expired",
        sealed(
            KitStamp.with(
                world.market,
                KitSeal.of(world, world.market.certificate())
                    .valid(START, SIGNED.minusSeconds(1)))),
        Reason.SEAL_NOT_VALID_AT_SIGNING,
        "签章时印章已过期",
        "the seal had expired when it was used");
    to.bad(
        "seal-not-yet-valid",
        sealed(
            KitStamp.with(
                world.market,
                KitSeal.of(world, world.market.certificate())
                    .valid(SIGNED.plusSeconds(1), SIGNED.plusSeconds(86_400)))),
        Reason.SEAL_NOT_VALID_AT_SIGNING,
        "签章时印章尚未生效",
        "the seal was not valid yet when it was used");
    to.bad(
        "seal-ended-since",
        sealed(
            KitStamp.with(
                world.market,
                KitSeal.of(world, world.market.certificate())
                    .valid(START, ASKED.minusSeconds(300)))),
        Reason.SIGNING_TIME_NOT_PROVEN,
        "印章已过期，而签章时间只是自称",
        "the seal has expired since, and the time of signing is only claimed");
    to.bad(
        "certificate-not-in-list",
        sealed(KitStamp.with(world.marketAgain, KitSeal.of(v4, world, world.market.certificate()))),
        Reason.SIGNER_NOT_LISTED,
        "签名证书不在印章的证书列表中",
        "the seal does not list the signer's certificate");
    to.bad(
        "certificate-digest-not-in-list",
        sealed(
            KitStamp.with(
                world.marketAgain,
                KitSeal.of(world, world.market.certificate())
                    .listing(KitSeal.byDigest(world.market.certificate())))),
        Reason.SIGNER_NOT_LISTED,
        "签名证书的杂凑不在印章的证书列表中",
        "the seal does not list the digest of the signer's certificate");
    to.bad(
        "seal-forged",
        sealed(
            KitStamp.with(
                world.market,
                KitSeal.of(world, world.market.certificate()).forgedBy(world.housing))),
        Reason.SEAL_VALUE_WRONG,
        "印章不是制章人签的",
        "the seal is not signed by its maker");
    to.bad(
        "seal-v1-forged",
        KitOfd.document()
            .sealed(
                KitStamp.with(
                    Shape.V1,
                    world.market,
                    KitSeal.of(KitSeal.Shape.V1, world, world.market.certificate())
                        .forgedBy(world.housing)))
            .file(),
        Reason.SEAL_VALUE_WRONG,
        "第 1 版印章不是制章人签的",
        "a version 1 seal that is not signed by its maker");
    to.bad(
        "seal-copy-differs",
        sealed(stamp(world).copy(KitSeal.of(world, world.housing.certificate()))),
        Reason.SEAL_COPY_DIFFERS,
        "印章副本与签章中的印章不同",
        "the seal's copy differs from the seal in the stamp");
    to.bad(
        "seal-revoked",
        sealed(KitStamp.with(world.market, GoodCases.indexed(world))),
        Reason.SEAL_NOT_IN_FORCE,
        "印章在签章之前已被撤销",
        "the seal was revoked before it was used",
        c -> c.sealStatus(7, Optional.of(SIGNED.minusSeconds(60))));
    to.bad(
        "seal-revoked-since",
        sealed(KitStamp.with(world.market, GoodCases.indexed(world))),
        Reason.SIGNED_BEFORE_REVOCATION_NOT_PROVEN,
        "印章在自称的签章时间之后被撤销，签章时间没有证明",
        "the seal was revoked after the claimed time of signing, which is not proven",
        c -> c.sealStatus(7, Optional.of(SIGNED.plusSeconds(60))));
    to.bad(
        "seal-status-missing",
        sealed(KitStamp.with(world.market, GoodCases.indexed(world))),
        Reason.SEAL_STATUS_NOT_KNOWN,
        "印章有状态索引，却没有状态列表",
        "the seal has a status index, and there is no status list");
  }

  private static void makers(KitWorld world, KitCases.Adder to) {
    to.bad(
        "maker-not-listed",
        sealed(
            KitStamp.with(
                world.market,
                KitSeal.of(world, world.market.certificate()).madeBy(world.unlistedMaker))),
        Reason.MAKER_NOT_IN_TRUST_LIST,
        "制章人不在信任列表中",
        "the seal's maker is not in the trust list");
    to.bad(
        "maker-revoked",
        sealed(
            KitStamp.with(
                world.market,
                KitSeal.of(world, world.market.certificate()).madeBy(world.revokedMaker))),
        Reason.MAKER_REVOKED,
        "制章之前制章人证书已被撤销",
        "the maker was revoked before it made the seal");
    to.bad(
        "maker-no-longer-listed",
        sealed(
            KitStamp.with(
                world.market,
                KitSeal.of(world, world.market.certificate()).madeBy(world.formerMaker))),
        Reason.SIGNER_NOT_ENTITLED,
        "制章时制章人的资格已结束（" + MADE + "）",
        "the maker was no longer entitled when it made the seal");
    to.bad(
        "maker-of-same-named-ca",
        sealed(
            KitStamp.with(
                world.market,
                KitSeal.of(world, world.market.certificate()).madeBy(world.foreignMaker))),
        Reason.CHAIN_BROKEN,
        "制章人证书由同名的另一机构签发",
        "the maker's certificate is by another authority of the same name");
  }

  private static void signers(KitWorld world, KitCases.Adder to) {
    to.bad(
        "signer-of-same-named-ca",
        sealedBy(world, world.sameNamedCa),
        Reason.CHAIN_BROKEN,
        "签名证书由同名的另一机构签发",
        "the signer's certificate is by another authority of the same name");
    to.bad(
        "signer-of-unlisted-ca",
        sealedBy(world, world.unlistedCa),
        Reason.ISSUER_NOT_IN_TRUST_LIST,
        "签名证书的签发机构不在信任列表中",
        "the signer's certificate is by an authority that is not listed");
    to.bad(
        "signer-self-signed",
        sealedBy(world, world.selfSigned),
        Reason.ISSUER_NOT_IN_TRUST_LIST,
        "签名证书为自签名",
        "the signer's certificate is self-signed");
    to.bad(
        "signer-key-usage",
        sealedBy(world, world.wrongUsage),
        Reason.KEY_USAGE_WRONG,
        "签名证书只可用于时间戳",
        "the signer's certificate is for timestamps only");
    to.bad(
        "signer-not-entitled",
        sealedBy(world, world.stranger),
        Reason.SIGNER_NOT_ENTITLED,
        "签名人所属机构不是信任列表中的部门",
        "the signer's organisation is no listed authority");
    to.bad(
        "signer-without-organisation",
        sealedBy(world, world.nameless),
        Reason.SIGNER_NOT_ENTITLED,
        "签名证书未写明机构",
        "the signer's certificate names no organisation");
  }
}
