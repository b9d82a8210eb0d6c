package org.liangzheng.testkit.conformance;

import static org.liangzheng.testkit.conformance.KitOfd.put;
import static org.liangzheng.testkit.conformance.KitWorld.SIGNED;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.report.Reason;

/** Content that was changed, added, taken away or never signed. */
final class ContentCases {
  private ContentCases() {}

  static void add(KitWorld world, KitCases.Adder to) {
    methods(world, to);
    if (world.suite() == SignatureSuite.SM2_SM3) {
      altered(world, to);
    }
  }

  private static void altered(KitWorld world, KitCases.Adder to) {
    to.bad(
        "page-altered",
        licence(world).tampered(KitOfd.PAGE, "营业执照 示例", "营业执照 伪造"),
        Reason.PART_ALTERED,
        "页面文字被改",
        "the text of a page was changed");
    to.bad(
        "picture-altered",
        licence(world)
            .tampered(all -> {
              byte[] picture = KitOfd.part(all, KitOfd.PICTURE).clone();
              picture[picture.length - 20] ^= 1;
              all.put(KitOfd.PICTURE, picture);
            }),
        Reason.PART_ALTERED,
        "图片被改一位",
        "one bit of a picture was changed");
    to.bad(
        "custom-data-altered",
        licence(world).tampered("/OFD.xml", "2036-10-31", "2096-10-31"),
        Reason.PART_ALTERED,
        "元数据中的截止日期被改",
        "the last day in the file's data was changed");
    to.bad(
        "attachment-swapped",
        licence(world).tampered(KitOfd.ATTACHMENT, "true", "false"),
        Reason.PART_ALTERED,
        "附件被换",
        "the attachment was swapped");
    to.add(
        "description-swapped",
        licence(world)
            .tampered(all ->
                all.put(
                    KitXml.folder(0) + "/Signature.xml",
                    KitOfd.part(other(world).build(), KitXml.folder(0) + "/Signature.xml"))),
        KitCase.because(Reason.PART_ALTERED, Reason.DESCRIPTION_ALTERED),
        "Signature.xml 换成另一证照的",
        "Signature.xml of another licence",
        UnaryOperator.identity());
    to.bad(
        "value-swapped",
        licence(world)
            .tampered(all ->
                all.put(
                    KitXml.folder(0) + "/SignedValue.dat",
                    KitOfd.part(other(world).build(), KitXml.folder(0) + "/SignedValue.dat"))),
        Reason.DESCRIPTION_ALTERED,
        "SignedValue.dat 换成另一证照的",
        "SignedValue.dat of another licence");
    to.bad(
        "second-seal-stripped",
        twoOpen(world)
            .tampered(all -> {
              put(
                  all,
                  KitOfd.SIGNATURES,
                  KitOfd.swap(KitOfd.text(all, KitOfd.SIGNATURES), KitXml.entry(1, true), ""));
              all.keySet().removeIf(path -> path.startsWith(KitXml.folder(1) + "/"));
            }),
        Reason.LICENCE_SEALS_MISSING,
        "第二个印章被剥除",
        "the second seal was stripped");
  }

  private static void methods(KitWorld world, KitCases.Adder to) {
    to.bad(
        "method-sha1",
        KitOfd.licence()
            .sealed(KitStamp.of(world, world.market), Optional.of("1.3.14.3.2.26"), world.suite())
            .file(),
        Reason.DIGEST_WEAK,
        "杂凑方法为 SHA-1",
        "the digest method is SHA-1");
    to.bad(
        "method-md5",
        KitOfd.licence()
            .sealed(KitStamp.of(world, world.market), Optional.empty(), world.suite())
            .file(),
        Reason.DIGEST_WEAK,
        "未写杂凑方法，按标准缺省为 MD5",
        "no digest method is named: the schema's default is MD5");
    to.bad(
        "method-unknown",
        KitOfd.licence()
            .sealed(KitStamp.of(world, world.market), Optional.of("CRC32"), world.suite())
            .file(),
        Reason.DIGEST_METHOD_UNKNOWN,
        "杂凑方法无人认识",
        "a digest method that nobody knows");
    SignatureSuite otherSuite =
        world.suite() == SignatureSuite.SM2_SM3
            ? SignatureSuite.P256_SHA256
            : SignatureSuite.SM2_SM3;
    to.bad(
        "method-of-other-suite",
        KitOfd.licence()
            .sealed(
                KitStamp.of(world, world.market), Optional.of(otherSuite.digestOid()), otherSuite)
            .file(),
        Reason.DIGEST_NOT_OF_SUITE,
        "杂凑方法不属于签名人的密码套件",
        "the digest method is not of the signer's suite");
    to.bad(
        "method-misnamed",
        KitOfd.licence()
            .sealed(
                KitStamp.of(world, world.market),
                Optional.of(world.suite().digestOid()),
                otherSuite)
            .file(),
        Reason.PART_ALTERED,
        "杂凑值由另一算法算出，却标为本套件算法",
        "check values of another algorithm under this one's identifier");
  }

  static KitOfd licence(KitWorld world) {
    return KitOfd.licence().sealed(KitStamp.of(world, world.market));
  }

  /** Another licence, as valid as the first. */
  static KitOfd other(KitWorld world) {
    return KitOfd.licence()
        .fact("ZZYXQJZRQ", "2046-10-31")
        .sealed(KitStamp.of(world, world.market));
  }

  /** Two seals, neither of which closes the list of signatures. */
  static KitOfd twoOpen(KitWorld world) {
    return KitOfd.licence()
        .fact("LZQZJGDM", KitWorld.MARKET.value() + " " + KitWorld.HOUSING.value())
        .sealedOpen(KitStamp.of(world, world.market))
        .sealedOpen(KitStamp.of(world, world.housing).at(SIGNED.plusSeconds(60)));
  }
}
