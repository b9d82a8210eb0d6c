package org.liangzheng.testkit.conformance;

import static org.liangzheng.testkit.conformance.KitWorld.SIGNED;

import java.util.Optional;
import org.liangzheng.testkit.conformance.KitStamp.Shape;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.format.seal.SealExtension;

/** Files that are right: a verifier that refuses everything does not pass. */
final class GoodCases {
  private GoodCases() {}

  static void add(KitWorld world, KitCases.Adder to) {
    to.good(
        "good-signature-method-empty",
        KitOfd.document()
            .sealed(
                KitStamp.of(world, world.market),
                "<ofd:SignatureMethod>" + world.suite().signatureOid(),
                "<ofd:SignatureMethod>")
            .file(),
        "Signature.xml 的签名算法为空，仅作备注",
        "Signature.xml names no signature algorithm; remarked, no more");
    to.good(
        "good-licence",
        KitOfd.licence().sealed(KitStamp.of(world, world.market)).file(),
        "正确的证照",
        "a licence that is right");
    to.good(
        "good-licence-timestamped",
        KitOfd.licence()
            .sealed(KitStamp.of(world, world.market).timestampedBy(world.timestamp))
            .file(),
        "带时间戳的证照",
        "a licence with a timestamp");
    to.good(
        "good-licence-two-seals",
        twoSeals(world).file(),
        "两个部门联合签章的证照",
        "a licence sealed by two departments");
    to.good(
        "good-document",
        KitOfd.document().sealed(KitStamp.of(world, world.market)).file(),
        "盖章的普通文件",
        "a sealed document that is no licence");
    to.good(
        "good-document-v1",
        KitOfd.document().sealed(KitStamp.of(Shape.V1, world, world.market)).file(),
        "GM/T 0031-2014 印章与签章",
        "seal and stamp of GM/T 0031-2014");
    to.good(
        "good-document-v5",
        KitOfd.document().sealed(KitStamp.of(Shape.V5, world, world.market)).file(),
        "GM/T 0031-2025 印章与签章",
        "seal and stamp of GM/T 0031-2025");
    to.good(
        "good-document-sign",
        KitOfd.document().sealed(KitStamp.of(Shape.SIGN, world, world.market)).file(),
        "Sign 类型的签名（GB/T 35275）",
        "a signature of type Sign (GB/T 35275)");
    to.good(
        "good-raw-signature",
        KitOfd.document()
            .sealed(KitStamp.of(world, world.market).value(der -> raw(world, der)))
            .file(),
        "签名值为 64 字节 r‖s，而不是 DER",
        "the signature value is 64 bytes r‖s instead of DER");
    to.good(
        "good-signers-by-digest",
        KitOfd.licence()
            .sealed(
                KitStamp.with(
                    world.market,
                    KitSeal.of(world, world.market.certificate())
                        .listing(KitSeal.byDigest(world.market.certificate()))))
            .file(),
        "印章的证书列表为杂凑值（类型 2）",
        "the seal lists its signer by digest (type 2)");
    to.good(
        "good-seal-in-force",
        KitOfd.licence().sealed(KitStamp.with(world.market, indexed(world))).file(),
        "印章状态列表中为有效",
        "the seal's status entry says in force",
        c -> c.sealStatus(7, Optional.empty()));
    to.good(
        "good-revoked-after-with-proof",
        KitOfd.licence()
            .sealed(KitStamp.of(world, world.revokedAfter).timestampedBy(world.timestamp))
            .file(),
        "证书在签章之后被撤销，时间戳证明签章在先",
        "the signer was revoked after signing, and a timestamp proves the order");
    to.good(
        "good-certificate-ended-with-proof",
        KitOfd.licence()
            .sealed(KitStamp.of(world, world.ended).timestampedBy(world.timestamp))
            .file(),
        "证书在签章之后到期，时间戳证明签章在先",
        "the signer's certificate ended after signing, and a timestamp proves the order");
    to.good(
        "good-deflated",
        ZipForge.of(KitOfd.licence().sealed(KitStamp.of(world, world.market)).build())
            .each(ZipForge.Entry::deflate)
            .bytes(),
        "条目经压缩的证照",
        "a licence whose entries are compressed");
  }

  /** The second seal closes the list of signatures. */
  static KitOfd twoSeals(KitWorld world) {
    return KitOfd.licence()
        .fact("LZQZJGDM", KitWorld.MARKET.value() + " " + KitWorld.HOUSING.value())
        .sealedOpen(KitStamp.of(world, world.market))
        .sealed(KitStamp.of(world, world.housing).at(SIGNED.plusSeconds(60)));
  }

  static KitSeal indexed(KitWorld world) {
    return KitSeal.of(world, world.market.certificate()).extended(SealExtension.statusIndex(7));
  }

  static byte[] raw(KitWorld world, byte[] der) {
    try {
      return SignatureValue.fromDer(world.suite(), der).toRaw();
    } catch (MalformedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
