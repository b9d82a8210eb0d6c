package org.liangzheng.testkit.conformance;

import static org.liangzheng.testkit.conformance.KitWorld.ASKED;
import static org.liangzheng.testkit.conformance.KitWorld.SIGNED;

import java.util.Arrays;
import org.liangzheng.testkit.conformance.KitWorld.Party;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.report.Reason;

/** Revocation, validity and timestamps: when something was signed, and what proves it. */
final class TimeCases {
  private TimeCases() {}

  static void add(KitWorld world, KitCases.Adder to) {
    if (world.suite() == SignatureSuite.SM2_SM3) {
      revocation(world, to);
    }
    timestamps(world, to);
  }

  private static byte[] sealed(KitStamp stamp) {
    return KitOfd.document().sealed(stamp).file();
  }

  private static KitStamp stamp(KitWorld world) {
    return KitStamp.of(world, world.market);
  }

  private static byte[] timestamped(KitWorld world, Party signer) {
    return sealed(KitStamp.of(world, signer).timestampedBy(world.timestamp));
  }

  private static void revocation(KitWorld world, KitCases.Adder to) {
    to.bad(
        "revoked-before",
        sealed(KitStamp.of(world, world.revokedBefore)),
        Reason.SIGNED_AFTER_REVOCATION,
        "签章之前证书已被撤销",
        "the signer was revoked before signing");
    to.bad(
        "revoked-before-timestamped",
        timestamped(world, world.revokedBefore),
        Reason.SIGNED_AFTER_REVOCATION,
        "签章之前证书已被撤销，时间戳证明签章在后",
        "the signer was revoked before signing, as a timestamp proves");
    to.bad(
        "revoked-after-claimed-only",
        sealed(KitStamp.of(world, world.revokedAfter)),
        Reason.SIGNED_BEFORE_REVOCATION_NOT_PROVEN,
        "证书在自称的签章时间之后被撤销，签章时间没有证明",
        "the signer was revoked after the claimed time of signing, which nothing proves");
    to.bad(
        "revoked-for-compromise",
        sealed(KitStamp.of(world, world.compromised)),
        Reason.KEY_COMPROMISED,
        "证书因密钥泄露被撤销，签章时间只是自称",
        "the signer's key was compromised, and the time of signing is only claimed");
    to.good(
        "good-compromised-after-with-proof",
        timestamped(world, world.compromised),
        "密钥后来泄露，时间戳证明签章在先",
        "the signer's key was compromised later, as a timestamp proves");
    to.bad(
        "certificate-expired",
        sealed(KitStamp.of(world, world.expired)),
        Reason.SIGNED_OUTSIDE_CERTIFICATE,
        "签章时证书已过期",
        "the signer's certificate had expired at signing");
    to.bad(
        "certificate-ended-claimed-only",
        sealed(KitStamp.of(world, world.ended)),
        Reason.SIGNING_TIME_NOT_PROVEN,
        "证书已过期，签章时间只是自称",
        "the signer's certificate has expired since, and the time of signing is only claimed");
    to.bad(
        "signed-in-the-future",
        sealed(stamp(world).at(ASKED.plusSeconds(3_600))),
        Reason.SIGNED_AFTER_INSTANT,
        "签章时间晚于核验时点",
        "signed later than the instant asked about");
  }

  private static void timestamps(KitWorld world, KitCases.Adder to) {
    to.bad(
        "timestamp-by-unlisted-authority",
        sealed(stamp(world).timestampedBy(world.unlistedTimestamp)),
        Reason.TIMESTAMP_AUTHORITY_NOT_LISTED,
        "时间戳机构不在信任列表中",
        "the timestamp's authority is not listed");
    to.bad(
        "timestamp-by-plain-certificate",
        sealed(stamp(world).timestampedBy(world.plainTimestamp)),
        Reason.TIMESTAMP_AUTHORITY_NOT_ENTITLED,
        "时间戳由非时间戳证书签发",
        "the timestamp is by a certificate that is not for timestamps");
    to.bad(
        "timestamp-authority-compromised",
        sealed(stamp(world).timestampedBy(world.revokedTimestamp)),
        Reason.TIMESTAMP_AUTHORITY_REVOKED,
        "时间戳机构的密钥已泄露",
        "the timestamp authority's key was compromised");
    to.bad(
        "timestamp-outside-certificate",
        sealed(stamp(world).timestampedBy(world.endedTimestamp)),
        Reason.TIMESTAMP_OUTSIDE_CERTIFICATE,
        "签发时间戳时其机构证书已过期",
        "the timestamp authority's certificate had expired");
    to.bad(
        "timestamp-about-another-certificate",
        sealed(
            stamp(world)
                .timestampedBy(world.timestamp)
                .timestampAttributesOf(world.unlistedTimestamp)),
        Reason.TIMESTAMP_ATTRIBUTES_WRONG,
        "时间戳的签名属性指向另一证书",
        "the timestamp's signed attributes name another certificate");
    to.bad(
        "timestamp-digest-sha1",
        sealed(stamp(world).timestampedBy(world.timestamp).timestampImprint("1.3.14.3.2.26")),
        Reason.TIMESTAMP_ALGORITHM_UNSUPPORTED,
        "时间戳所用杂凑算法不受支持",
        "the timestamp is over a digest of an algorithm that is not accepted");
    to.bad(
        "timestamp-over-other-bytes",
        sealed(
            stamp(world)
                .timestampedBy(world.timestamp)
                .timestampOver(bytes -> Arrays.copyOf(bytes, bytes.length - 1))),
        Reason.TIMESTAMP_IMPRINT_DIFFERS,
        "时间戳所盖的是别的字节",
        "the timestamp is over other bytes");
    to.bad(
        "timestamp-before-claim",
        sealed(
            stamp(world).timestampedBy(world.timestamp).timestampedAt(SIGNED.minusSeconds(3_600))),
        Reason.TIMESTAMP_BEFORE_CLAIM,
        "时间戳早于自称的签章时间",
        "the timestamp is older than the claimed time of signing");
    to.bad(
        "timestamp-altered",
        sealed(
            stamp(world)
                .timestampedBy(world.timestamp)
                .token(bytes -> {
                  byte[] changed = bytes.clone();
                  changed[changed.length - 1] ^= 1;
                  return changed;
                })),
        Reason.TIMESTAMP_SIGNATURE_WRONG,
        "时间戳的签名值被改",
        "the timestamp's signature value was changed");
    to.bad(
        "timestamp-truncated",
        sealed(
            stamp(world)
                .timestampedBy(world.timestamp)
                .token(bytes -> Arrays.copyOf(bytes, bytes.length - 1))),
        Reason.TIMESTAMP_MALFORMED,
        "时间戳被截断",
        "the timestamp is cut short");
  }
}
