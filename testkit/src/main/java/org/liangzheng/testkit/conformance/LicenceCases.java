package org.liangzheng.testkit.conformance;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.report.Reason;

/** What makes a sealed document a licence: facts, seals, period, register. */
final class LicenceCases {
  private LicenceCases() {}

  static void add(KitWorld world, KitCases.Adder to) {
    KitStamp market = KitStamp.of(world, world.market);
    to.bad(
        "licence-seal-of-another-department",
        KitOfd.licence().sealed(KitStamp.of(world, world.housing)).file(),
        Reason.LICENCE_SEALS_MISSING,
        "盖的是另一部门的印章",
        "sealed by another department than the one named");
    to.bad(
        "licence-not-sealed-by-issuer",
        KitOfd.licence()
            .fact("LZQZJGDM", KitWorld.HOUSING.value())
            .sealed(KitStamp.of(world, world.housing))
            .file(),
        Reason.LICENCE_NOT_SEALED_BY_ISSUER,
        "应盖印章中没有颁发机构的",
        "the issuer's seal is not among those named");
    String id = KitOfd.licenceId().text();
    char last = id.charAt(id.length() - 1);
    to.bad(
        "licence-check-character",
        KitOfd.licence()
            .fact("ZZBS", id.substring(0, id.length() - 1) + (last == '0' ? '1' : '0'))
            .sealed(market)
            .file(),
        Reason.LICENCE_FACTS_BROKEN,
        "证照标识的校验位有误",
        "the identifier's check character is wrong");
    to.bad(
        "licence-type-contradicts",
        KitOfd.licence().fact("ZZLXDM", "11100000MB0143028R002").sealed(market).file(),
        Reason.LICENCE_FACTS_BROKEN,
        "证照类型代码与标识不一致",
        "the type code contradicts the identifier");
    to.bad(
        "licence-ends-before-it-begins",
        KitOfd.licence().fact("ZZYXQJZRQ", "2026-10-31").sealed(market).file(),
        Reason.LICENCE_FACTS_BROKEN,
        "截止日期早于起始日期",
        "the licence ends before it begins");
    to.bad(
        "licence-expired",
        KitOfd.licence().fact("ZZYXQJZRQ", "2026-11-01").sealed(market).file(),
        Reason.LICENCE_EXPIRED,
        "已过有效期（北京时间 2026-11-01 止）",
        "past its last day, 2026-11-01 in China",
        c -> c.at(Instant.parse("2026-11-01T16:00:00Z")).withPack("sm2-late"));
    to.good(
        "good-licence-on-its-last-day",
        KitOfd.licence().fact("ZZYXQJZRQ", "2026-11-01").sealed(market).file(),
        "有效期最后一日的最后一秒",
        "the last second of its last day",
        c -> c.at(Instant.parse("2026-11-01T15:59:59Z")).withPack("sm2-late"));
    to.bad(
        "licence-not-yet-valid",
        KitOfd.licence().fact("ZZYXQQSRQ", "2026-11-02").sealed(market).file(),
        Reason.LICENCE_NOT_YET_VALID,
        "尚未到起始日期",
        "its first day has not come");
    to.add(
        "licence-pack-stale",
        KitOfd.licence().sealed(market).file(),
        KitCase.because(Reason.PACK_TOO_OLD, Reason.REVOCATION_NOT_KNOWN, Reason.SEALS_NOT_DECIDED),
        "证据包已过时，不能断定印章",
        "the pack is too old to say whose seal it is",
        c -> c.at(KitWorld.ISSUED.plusSeconds(4 * 3_600 + 1)));
    register(KitOfd.licence().sealed(market).file(), to);
  }

  private static void register(byte[] file, KitCases.Adder to) {
    String digest = Sha256Digest.of(file).value().toHex();
    String issuer = KitWorld.MARKET.value();
    to.good(
        "good-issued",
        file,
        "登记系统确认签发",
        "the register confirms it",
        c -> c.issued(new KitCase.Register.Found(digest, issuer, Optional.empty())));
    to.bad(
        "issued-not-in-register",
        file,
        Reason.NOT_IN_REGISTER,
        "登记系统没有此证照",
        "the register does not know it",
        c -> c.issued(new KitCase.Register.NotFound()));
    to.bad(
        "issued-other-file",
        file,
        Reason.REGISTER_DIFFERS,
        "登记系统所记的是另一文件",
        "the register knows another file",
        c ->
            c.issued(
                new KitCase.Register.Found(
                    Sha256Digest.of(new byte[1]).value().toHex(), issuer, Optional.empty())));
    to.bad(
        "issued-other-issuer",
        file,
        Reason.REGISTER_DIFFERS,
        "登记系统所记的颁发机构不同",
        "the register knows another issuer",
        c ->
            c.issued(
                new KitCase.Register.Found(digest, KitWorld.HOUSING.value(), Optional.empty())));
    to.bad(
        "issued-not-asked",
        file,
        Reason.REGISTER_NOT_ASKED,
        "要求核对登记，却无从查询",
        "the register was to be asked and could not be",
        KitCase::issuedUnasked);
    for (Reason act :
        new Reason[] {
          Reason.LICENCE_REVOKED,
          Reason.LICENCE_CANCELLED,
          Reason.LICENCE_ANNULLED,
          Reason.LICENCE_SUSPENDED,
          Reason.LICENCE_SUPERSEDED
        }) {
      String what = act.name().substring("LICENCE_".length()).toLowerCase(Locale.ROOT);
      to.bad(
          "issued-" + what,
          file,
          act,
          "登记系统记为不在有效状态（" + what + "）",
          "the register says " + what,
          c -> c.issued(new KitCase.Register.Found(digest, issuer, Optional.of(act))));
    }
  }
}
