package org.liangzheng.testkit.conformance;

import static org.liangzheng.testkit.conformance.KitWorld.SIGNED;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.liangzheng.testkit.conformance.KitStamp.Shape;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.report.Reason;

/** Stamps that are wrong in their value, their bytes or their place. */
final class StampCases {
  private StampCases() {}

  static void add(KitWorld world, KitCases.Adder to) {
    values(world, to);
    if (world.suite() == SignatureSuite.SM2_SM3) {
      encodings(world, to);
    }
  }

  static byte[] sealed(KitStamp stamp) {
    return KitOfd.document().sealed(stamp).file();
  }

  static KitStamp stamp(KitWorld world) {
    return KitStamp.of(world, world.market);
  }

  private static void values(KitWorld world, KitCases.Adder to) {
    BigInteger n =
        switch (world.suite()) {
          case SM2_SM3 -> Curves.SM2.getN();
          case P256_SHA256 -> Curves.P256.getN();
        };
    UnaryOperator<BigInteger> same = UnaryOperator.identity();
    value(to, "value-r-zero", sealed(stamp(world).scalars(_ -> BigInteger.ZERO, same)), "r 为 0");
    value(to, "value-s-zero", sealed(stamp(world).scalars(same, _ -> BigInteger.ZERO)), "s 为 0");
    value(
        to,
        "value-zero",
        sealed(stamp(world).scalars(_ -> BigInteger.ZERO, _ -> BigInteger.ZERO)),
        "r 与 s 均为 0");
    value(to, "value-r-is-n", sealed(stamp(world).scalars(_ -> n, same)), "r 等于 n");
    value(to, "value-r-plus-n", sealed(stamp(world).scalars(r -> r.add(n), same)), "r 加 n");
    value(to, "value-s-plus-n", sealed(stamp(world).scalars(same, s -> s.add(n))), "s 加 n");
    value(to, "value-r-negative", sealed(stamp(world).scalars(BigInteger::negate, same)), "r 为负数");
    value(to, "value-of-another-key", sealed(stamp(world).forgedBy(world.housing)), "签名值出自另一密钥");
    to.bad(
        "time-changed-after-signing",
        sealed(stamp(world).showing(SIGNED.minusSeconds(86_400))),
        Reason.STAMP_VALUE_WRONG,
        "签章时间在签名后被改",
        "the stamp's time was changed after signing");
    if (world.suite() == SignatureSuite.SM2_SM3) {
      to.bad(
          "user-id-wrong",
          sealed(stamp(world).userId("ALICE123@YAHOO.COM")),
          Reason.STAMP_VALUE_WRONG,
          "SM2 签名所用的用户标识不是缺省值",
          "signed under another SM2 user id than the default");
    }
    to.bad(
        "algorithm-of-other-suite",
        sealed(
            stamp(world)
                .algorithm(
                    world.suite() == SignatureSuite.SM2_SM3
                        ? SignatureSuite.P256_SHA256.signatureOid()
                        : SignatureSuite.SM2_SM3.signatureOid())),
        Reason.STAMP_VALUE_WRONG,
        "签名算法标识与证书的密钥不符",
        "the signature algorithm is not of the certificate's key");
    String own = world.suite().signatureOid();
    SignatureSuite other =
        world.suite() == SignatureSuite.SM2_SM3
            ? SignatureSuite.P256_SHA256
            : SignatureSuite.SM2_SM3;
    to.bad(
        "signature-method-of-other-suite",
        KitOfd.document()
            .sealed(
                stamp(world),
                "<ofd:SignatureMethod>" + own,
                "<ofd:SignatureMethod>" + other.signatureOid())
            .file(),
        Reason.SIGNATURE_METHOD_DIFFERS,
        "Signature.xml 写的签名算法与证书的密钥不符",
        "Signature.xml names the signature algorithm of another key than the certificate's");
    to.bad(
        "stamp-on-missing-page",
        KitOfd.document().sealed(stamp(world), "PageRef=\"1\"", "PageRef=\"7\"").file(),
        Reason.STAMP_PLACE_MISSING,
        "签章写明显示在不存在的页上",
        "the stamp is to be shown on a page that is not there");
    to.bad(
        "stamp-without-area",
        KitOfd.document()
            .sealed(stamp(world), "Boundary=\"140 220 40 40\"", "Boundary=\"140 220 0 40\"")
            .file(),
        Reason.STAMP_PLACE_MISSING,
        "签章的显示区域宽度为零",
        "the area in which the stamp is to be shown has no width");
    to.bad(
        "v1-forged",
        KitOfd.document()
            .sealed(KitStamp.of(Shape.V1, world, world.market).showing(SIGNED.minusSeconds(60)))
            .file(),
        Reason.STAMP_VALUE_WRONG,
        "第 1 版签章在签名后被改",
        "a version 1 stamp that was changed after signing");
    to.bad(
        "v5-forged",
        KitOfd.document()
            .sealed(KitStamp.of(Shape.V5, world, world.market).showing(SIGNED.minusSeconds(60)))
            .file(),
        Reason.STAMP_VALUE_WRONG,
        "第 5 版签章在签名后被改",
        "a version 5 stamp that was changed after signing");
    to.bad(
        "sign-forged",
        KitOfd.document()
            .sealed(KitStamp.of(Shape.SIGN, world, world.market).showing(SIGNED.minusSeconds(60)))
            .file(),
        Reason.STAMP_VALUE_WRONG,
        "Sign 类型签名的属性在签名后被改",
        "a signature of type Sign whose attributes were changed after signing");
    to.bad(
        "sign-about-other-bytes",
        KitOfd.document()
            .sealed(
                KitStamp.of(Shape.SIGN, world, world.market)
                    .about(bytes -> Arrays.copyOf(bytes, bytes.length - 1)))
            .file(),
        Reason.DESCRIPTION_ALTERED,
        "Sign 类型签名所签的不是此 Signature.xml",
        "a signature of type Sign about other bytes than Signature.xml");
    to.bad(
        "description-digest-wrong",
        sealed(stamp(world).about(bytes -> Arrays.copyOf(bytes, bytes.length - 1))),
        Reason.DESCRIPTION_ALTERED,
        "签章中的原文杂凑不是 Signature.xml 的",
        "the stamp's digest is not that of Signature.xml");
    to.bad(
        "description-not-named",
        sealed(stamp(world).naming("/Doc_0/Signs/Sign_9/Signature.xml")),
        Reason.DESCRIPTION_NOT_NAMED,
        "签章中的原文路径不是 Signature.xml 的",
        "the stamp names another place than that of Signature.xml");
  }

  private static void value(KitCases.Adder to, String name, byte[] file, String what) {
    to.bad(
        name,
        file,
        Reason.STAMP_VALUE_WRONG,
        "签名值有误：" + what,
        "a wrong signature value: " + name.substring("value-".length()).replace('-', ' '));
  }

  private static void encodings(KitWorld world, KitCases.Adder to) {
    to.bad(
        "der-length-not-shortest",
        sealed(stamp(world).whole(StampCases::longLength)),
        Reason.STAMP_NOT_UNDERSTOOD,
        "签章的 DER 长度不是最短写法",
        "a length in the stamp is not in its shortest form");
    to.bad(
        "der-indefinite",
        sealed(stamp(world).whole(StampCases::indefinite)),
        Reason.STAMP_NOT_UNDERSTOOD,
        "签章用了 BER 的不定长写法",
        "the stamp has BER's indefinite length");
    to.bad(
        "der-trailing",
        sealed(stamp(world).whole(der -> Arrays.copyOf(der, der.length + 1))),
        Reason.STAMP_NOT_UNDERSTOOD,
        "签章之后还有字节",
        "bytes after the stamp");
    to.bad(
        "der-truncated",
        sealed(stamp(world).whole(der -> Arrays.copyOf(der, der.length - 1))),
        Reason.STAMP_NOT_UNDERSTOOD,
        "签章被截断",
        "the stamp is cut short");
    to.bad(
        "stamp-extension-critical",
        sealed(stamp(world).extended(KitSeal.unknownCritical())),
        Reason.EXTENSION_NOT_UNDERSTOOD,
        "签章带有不认识的关键扩展",
        "the stamp has a critical extension that nobody knows");
    to.bad(
        "seal-extension-critical",
        sealed(
            KitStamp.with(
                world.market,
                KitSeal.of(world, world.market.certificate()).extended(KitSeal.unknownCritical()))),
        Reason.EXTENSION_NOT_UNDERSTOOD,
        "印章带有不认识的关键扩展",
        "the seal has a critical extension that nobody knows");
    to.bad(
        "sign-bare-value",
        KitOfd.document().sealed(KitStamp.of(Shape.BARE, world, world.market)).file(),
        Reason.NO_CERTIFICATE,
        "Sign 类型签名只有签名值，没有证书",
        "a signature of type Sign that is a bare value without a certificate");
  }

  /** The outer length (three bytes after the tag: 82 hi lo) written in one more. */
  private static byte[] longLength(byte[] der) {
    requireTwoByteLength(der);
    byte[] out = new byte[der.length + 1];
    out[0] = der[0];
    out[1] = (byte) 0x83;
    System.arraycopy(der, 2, out, 3, der.length - 2);
    return out;
  }

  private static byte[] indefinite(byte[] der) {
    requireTwoByteLength(der);
    byte[] out = new byte[der.length];
    out[0] = der[0];
    out[1] = (byte) 0x80;
    System.arraycopy(der, 4, out, 2, der.length - 4);
    return out;
  }

  private static void requireTwoByteLength(byte[] der) {
    if (der[1] != (byte) 0x82) {
      throw new IllegalStateException("the stamp is shorter than 256 bytes or longer than 65535");
    }
  }
}
