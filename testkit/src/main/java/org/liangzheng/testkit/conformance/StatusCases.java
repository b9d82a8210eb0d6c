package org.liangzheng.testkit.conformance;

import java.time.Instant;
import java.util.Locale;
import org.liangzheng.testkit.TestPacks;
import org.liangzheng.verifier.format.pack.PackFault;
import org.liangzheng.verifier.format.seal.SealExtension;
import org.liangzheng.verifier.report.Reason;
import tools.jackson.databind.node.ObjectNode;

/**
 * What status lists say of licences and seals. The lists are given as bytes made by another
 * compressor and by hand, apart from the writer.
 */
final class StatusCases {
  /** 64 entries: 11 suspended, 12 to 14 ended, 15 the reserved value. */
  private static final String LICENCES = "eNpjYGi4yoAEABHhAVY";

  /** 16 entries: 8 has ended. */
  private static final String SEALS = "eNpjYGBkAAAABgAC";

  /** 11 suspended, 12 annulled, 13 revoked, 14 cancelled, all at {@link #SINCE}. */
  private static final String LICENCES_DEAD = "CwAAAQACAAM";

  /** The same without the last. */
  private static final String LICENCES_DEAD_BUT_ONE = "CwAAAQAC";

  /** 8 revoked at {@link #SINCE}. */
  private static final String SEALS_DEAD = "CAI";

  /** Before the files were signed. */
  private static final Instant SINCE = Instant.parse("2026-11-01T02:20:00Z");

  private StatusCases() {}

  static void add(KitWorld world, KitCases.Adder to) {
    String pack = to.pack("status", pack(world, LICENCES_DEAD).build());
    to.good(
        "good-status-in-force",
        licence(world, 10),
        "状态列表中为有效",
        "the status list says in force",
        c -> c.withPack(pack));
    to.good(
        "good-status-seal-in-force",
        sealed(world, 7),
        "印章在证据包的状态列表中为有效",
        "the pack's status list says that the seal is in force",
        c -> c.withPack(pack));
    to.good(
        "good-status-ended-later",
        licence(world, 13),
        "所问时刻之后才被吊销",
        "revoked later than the instant that is asked about",
        c -> c.withPack(to.pack("status-later", later(world).build())));
    Reason[] acts = {
      Reason.LICENCE_SUSPENDED,
      Reason.LICENCE_ANNULLED,
      Reason.LICENCE_REVOKED,
      Reason.LICENCE_CANCELLED
    };
    String[] zh = {"暂扣", "撤销", "吊销", "注销"};
    for (int i = 0; i < acts.length; i++) {
      String act = acts[i].name().substring("LICENCE_".length()).toLowerCase(Locale.ROOT);
      to.bad(
          "status-" + act,
          licence(world, 11 + i),
          acts[i],
          "状态列表中为已" + zh[i],
          "the status list says " + act,
          c -> c.withPack(pack));
    }
    to.bad(
        "status-reserved-value",
        licence(world, 15),
        Reason.LICENCE_STATUS_RESERVED,
        "状态列表中为保留值",
        "the status list has the reserved value",
        c -> c.withPack(pack));
    to.bad(
        "status-outside-list",
        licence(world, 64),
        Reason.LICENCE_STATUS_OUTSIDE_LIST,
        "位置超出状态列表",
        "the status list does not reach that far",
        c -> c.withPack(pack));
    to.bad(
        "status-no-list",
        licence(world, 10),
        Reason.LICENCE_STATUS_NOT_KNOWN,
        "证据包没有状态列表",
        "the pack has no status lists");
    to.bad(
        "status-seal-revoked",
        sealed(world, 8),
        Reason.SEAL_NOT_IN_FORCE,
        "印章在签章之前已被吊销（见证据包）",
        "by the pack the seal was revoked before it was used",
        c -> c.withPack(pack));
    String contradicting =
        to.pack("status-contradicts", pack(world, LICENCES_DEAD_BUT_ONE).build());
    to.add(
        "pack-status-contradicts",
        licence(world, 10),
        new KitCase.Answer.PackRefused(PackFault.PACK_STATUS_CONTRADICTS),
        "状态列表中有一项失效，失效清单中没有",
        "an entry of the status list is missing in the table of what is not in force",
        c -> c.withPack(contradicting));
  }

  private static byte[] licence(KitWorld world, int index) {
    return KitOfd.licence()
        .fact("LZZTSY", Integer.toString(index))
        .sealed(KitStamp.of(world, world.market))
        .file();
  }

  private static byte[] sealed(KitWorld world, int index) {
    return KitOfd.document()
        .sealed(
            KitStamp.with(
                world.market,
                KitSeal.of(world, world.market.certificate())
                    .extended(SealExtension.statusIndex(index))))
        .file();
  }

  private static TestPacks pack(KitWorld world, String licencesDead) {
    return pack(world, licencesDead, SINCE);
  }

  private static TestPacks later(KitWorld world) {
    return pack(world, LICENCES_DEAD, KitWorld.ASKED.plusSeconds(60));
  }

  private static TestPacks pack(KitWorld world, String licencesDead, Instant since) {
    return world
        .packs()
        .payload(p -> {
          ObjectNode optional = p.putObject("optional");
          ObjectNode lists = optional.putObject("statusLists");
          lists.putObject("licences").put("bits", 2).put("lst", LICENCES);
          lists.putObject("seals").put("bits", 2).put("lst", SEALS);
          ObjectNode tables = optional.putObject("notInForce");
          tables.putObject("licences").put("base", since.toString()).put("entries", licencesDead);
          tables.putObject("seals").put("base", SINCE.toString()).put("entries", SEALS_DEAD);
        });
  }
}
