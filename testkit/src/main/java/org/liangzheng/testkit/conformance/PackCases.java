package org.liangzheng.testkit.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.liangzheng.testkit.conformance.KitWorld.ISSUED;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.testkit.TestPacks;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.pack.PackFault;
import org.liangzheng.verifier.format.pack.PackMark;
import org.liangzheng.verifier.report.Reason;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Evidence packs that are refused, too old, or not there; the file itself is right. */
final class PackCases {
  private final KitWorld world;
  private final KitCases.Adder to;
  private final byte[] file;

  private PackCases(KitWorld world, KitCases.Adder to) {
    this.world = world;
    this.to = to;
    this.file = KitOfd.document().sealed(KitStamp.of(world, world.market)).file();
  }

  static void add(KitWorld world, KitCases.Adder to) {
    PackCases cases = new PackCases(world, to);
    cases.signatures();
    if (world.suite() == SignatureSuite.SM2_SM3) {
      cases.missingOrOld();
      cases.olderThanSeen();
      cases.refused();
    }
  }

  private void missingOrOld() {
    to.bad(
        "pack-none", file, Reason.NO_TRUST_LIST, "没有证据包", "there is no pack", KitCase::withoutPack);
    String late =
        to.pack(
            "late",
            world
                .packs()
                .numbered(6, Instant.parse("2026-11-01T14:00:00Z"))
                .expiringAt(Instant.parse("2026-11-02T14:00:00Z"))
                .build());
    to.good(
        "good-later-pack",
        file,
        "稍后的证据包",
        "a later pack",
        c -> c.withPack(late).at(Instant.parse("2026-11-01T15:00:00Z")));
    to.add(
        "pack-stale",
        file,
        KitCase.because(Reason.PACK_TOO_OLD, Reason.REVOCATION_NOT_KNOWN),
        "证据包已超过 4 小时",
        "the pack is older than four hours",
        c -> c.at(ISSUED.plusSeconds(4 * 3_600 + 1)));
  }

  private void olderThanSeen() {
    byte[] pack = world.pack();
    PackMark mark = new PackMark(5, ISSUED, 3, Sha256Digest.of(pack));
    to.good(
        "good-pack-seen-before",
        file,
        "已见过同一证据包",
        "the same pack was seen before",
        c -> c.havingSeen(mark));
    refused(
        "pack-rolled-back",
        PackFault.PACK_ROLLED_BACK,
        "已见过版本更高的证据包",
        "a pack of a higher number was seen before",
        c -> c.havingSeen(new PackMark(6, ISSUED, 3, Sha256Digest.of(new byte[1]))));
    refused(
        "pack-trust-rolled-back",
        PackFault.PACK_ROLLED_BACK,
        "已见过版本更高的信任列表",
        "a trust list of a higher number was seen before",
        c -> c.havingSeen(new PackMark(4, ISSUED, 4, Sha256Digest.of(new byte[1]))));
    refused(
        "pack-forked",
        PackFault.PACK_FORKED,
        "已见过同号的另一证据包",
        "another pack of the same number was seen before",
        c -> c.havingSeen(new PackMark(5, ISSUED, 3, Sha256Digest.of(new byte[1]))));
    refused(
        "pack-wrong-anchor",
        PackFault.PACK_ROOT_DIFFERS,
        "根指纹是别的",
        "another root is pinned",
        c -> c.pinned(Sha256Digest.of(new byte[1]).value().toHex()));
  }

  /** What depends on how keys sign: for both suites. */
  private void signatures() {
    bad(
        "pack-self-vouching",
        PackFault.PACK_ROOT_DIFFERS,
        selfVouching(),
        "证据包自带攻击者的根并由其签名",
        "the pack brings its own root, which signed all of it");
    bad(
        "pack-algorithm-none",
        PackFault.PACK_ALGORITHM_DIFFERS,
        packs().header(h -> h.put("alg", "none")),
        "证据包自称无需签名",
        "the pack says that it needs no signature");
    byte[] altered = world.pack();
    String text = new String(altered, US_ASCII);
    int end = text.lastIndexOf('.') + 10;
    char changed = text.charAt(end) == 'A' ? 'B' : 'A';
    bytes(
        "pack-signature-altered",
        PackFault.PACK_SIGNATURE_WRONG,
        (text.substring(0, end) + changed + text.substring(end + 1)).getBytes(US_ASCII),
        "证据包的签名值被改",
        "the pack's signature value was changed");
  }

  private void refused() {
    bad(
        "pack-one-owner",
        PackFault.PACK_TRUST_LIST_NOT_SIGNED,
        packs().signedByOwners(world.key("owner-1")),
        "信任列表只有一位持有人签名",
        "the trust list is signed by one owner only");
    bad(
        "pack-one-owner-twice",
        PackFault.PACK_TRUST_LIST_NOT_SIGNED,
        packs().signedByOwners(world.key("owner-1"), world.key("owner-1")),
        "信任列表由同一持有人签名两次",
        "the trust list is signed twice by one owner");
    bad(
        "pack-trust-list-altered",
        PackFault.PACK_TRUST_LIST_NOT_SIGNED,
        packs().payload(p -> trustList(p).put("version", 4)),
        "信任列表在签名后被改",
        "the trust list was changed after it was signed");
    bad(
        "pack-trust-list-empty",
        PackFault.PACK_TRUST_LIST_EMPTY,
        packs().trustList(list -> ((ArrayNode) list.get("authorities")).removeAll()),
        "信任列表没有任何部门",
        "the trust list trusts no authority");
    bad(
        "pack-by-another-key",
        PackFault.PACK_KEY_NOT_ENTITLED,
        packs().signedBy(world.key("stranger-pack")),
        "证据包由未列出的密钥签名",
        "the pack is signed by a key that is not listed");
    bad(
        "pack-by-timestamp-key",
        PackFault.PACK_KEY_NOT_ENTITLED,
        packs().signedBy(world.timestamp.key()),
        "证据包由时间戳密钥签名",
        "the pack is signed by a key that is listed for timestamps");
    bad(
        "pack-format-unknown",
        PackFault.PACK_FORMAT_UNKNOWN,
        packs().payload(p -> p.put("format", "lz-pack-99")),
        "证据包格式未知",
        "a format that nobody reads yet");
    bad(
        "pack-from-the-future",
        PackFault.PACK_FROM_THE_FUTURE,
        packs()
            .numbered(6, Instant.parse("2099-01-01T00:00:00Z"))
            .expiringAt(Instant.parse("2099-01-02T00:00:00Z")),
        "证据包的签发时间在将来",
        "the pack was issued in the future");
    String text = new String(world.pack(), US_ASCII);
    bytes(
        "pack-truncated",
        PackFault.PACK_MALFORMED,
        text.substring(0, text.length() / 2).getBytes(US_ASCII),
        "证据包被截断",
        "the pack is cut short");
  }

  private TestPacks packs() {
    return world.packs();
  }

  /** Everything is as it should be, only that the root's keys are a stranger's. */
  private TestPacks selfVouching() {
    List<DigestSigner> attackers = world.owners("attacker");
    return packs()
        .payload(p -> {
          ArrayNode keys = (ArrayNode) p.get("root").get("keys");
          for (int i = 0; i < attackers.size(); i++) {
            replaceKey(keys, i, attackers.get(i));
          }
        })
        .signedByOwners(attackers.get(0), attackers.get(1));
  }

  private static void replaceKey(ArrayNode keys, int index, DigestSigner key) {
    String spki =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(key.publicKey().toSpki().toByteArray());
    keys.set(index, spki);
  }

  private static ObjectNode trustList(ObjectNode payload) {
    return (ObjectNode) payload.get("trust").get("list");
  }

  private void bad(String name, PackFault fault, TestPacks packs, String zh, String en) {
    bytes(name, fault, packs.build(), zh, en);
  }

  private void bytes(String name, PackFault fault, byte[] pack, String zh, String en) {
    String full = to.pack(name.substring("pack-".length()), pack);
    refused(name, fault, zh, en, c -> c.withPack(full));
  }

  private void refused(
      String name, PackFault fault, String zh, String en, UnaryOperator<KitCase> change) {
    to.add(name, file, new KitCase.Answer.PackRefused(fault), zh, en, change);
  }
}
