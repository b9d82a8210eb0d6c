package org.liangzheng.testkit.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.signer.pack.PreparedPack;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.testkit.TestPacks;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.PackFault;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.pack.PackRefusedException;
import org.liangzheng.verifier.format.pack.PackStatuses;
import org.liangzheng.verifier.format.status.LegalAct;
import org.liangzheng.verifier.format.status.NotInForce;
import org.liangzheng.verifier.format.status.NotInForceTable;
import org.liangzheng.verifier.format.status.StatusBook;
import org.liangzheng.verifier.report.CheckId;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.ReportJson;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.node.ObjectNode;

/** Status lists in evidence packs, and what the verifier makes of them. */
class StatusTest {
  private static final Instant SINCE = TestWorld.NOW.minusSeconds(3_600);
  private static final long LICENCES = 1_024;

  private static TestWorld world;
  private static byte[] pack;

  @BeforeAll
  static void make() throws Exception {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
    pack = pack(world, statuses());
  }

  /** 1 suspended, 2 annulled, 3 revoked, 4 cancelled; 5 revoked an hour from now. */
  private static PackStatuses statuses() {
    List<NotInForce> dead = new ArrayList<>();
    for (LegalAct act : LegalAct.values()) {
      dead.add(new NotInForce(dead.size() + 1, act, SINCE));
    }
    dead.add(new NotInForce(5, LegalAct.REVOKED, TestWorld.NOW.plusSeconds(3_600)));
    return new PackStatuses(
        StatusBook.of(LICENCES, NotInForceTable.of(dead)), StatusBook.of(4, NotInForceTable.EMPTY));
  }

  private static byte[] pack(TestWorld owner, PackStatuses statuses) throws Exception {
    EvidencePack plain = read(owner, owner.pack());
    TestKey key = owner.key(SampleRole.PACK);
    PreparedPack prepared =
        PreparedPack.of(
            new EvidencePack(
                2,
                plain.issuedAt(),
                plain.expiresAt(),
                Optional.of(Sha256Digest.of(owner.pack())),
                plain.root(),
                plain.trust(),
                plain.revocations(),
                Optional.of(statuses)),
            key.publicKey());
    return prepared.finish(key.sign(prepared.digest()));
  }

  private static EvidencePack read(TestWorld owner, byte[] bytes) throws PackRefusedException {
    return PackReader.read(
        bytes, owner.world().root().anchor(), Optional.empty(), TestWorld.NOW.plusSeconds(1));
  }

  private static Report verify(long index, Policy policy, Instant instant) throws Exception {
    return verify(index, Evidence.of(read(world, pack), PackAge.DEFAULT_LIMIT), policy, instant);
  }

  private static Report verify(long index, Evidence evidence, Policy policy, Instant instant) {
    return Verifier.verify(
        TestLicences.valid(world).indexed(index).build(), evidence, policy, instant);
  }

  // ---- the pack ----

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void aPackCarriesListsAndTables(SignatureSuite suite) throws Exception {
    TestWorld owner = TestWorld.of(suite);
    EvidencePack read = read(owner, pack(owner, statuses()));
    assertThat(read.statuses()).contains(statuses());
    assertThat(read(owner, owner.pack()).statuses()).isEmpty();
  }

  private static void refused(PackFault fault, Consumer<ObjectNode> change) {
    byte[] wrong =
        TestPacks.of(
                pack,
                List.of(world.key(SampleRole.TRUST_ROOT_1), world.key(SampleRole.TRUST_ROOT_2)),
                world.key(SampleRole.PACK))
            .payload(p -> change.accept((ObjectNode) p.get("optional")))
            .build();
    PackRefusedException refused =
        catchThrowableOfType(PackRefusedException.class, () -> read(world, wrong));
    assertThat(refused).isNotNull();
    assertThat(refused.fault()).isEqualTo(fault);
  }

  private static ObjectNode in(ObjectNode optional, String member, String kind) {
    return (ObjectNode) optional.get(member).get(kind);
  }

  @Test
  void listsAndTablesInAnotherFormAreRefused() {
    PackFault form = PackFault.PACK_MALFORMED;
    refused(form, o -> o.remove("notInForce"));
    refused(form, o -> o.remove("statusLists"));
    refused(form, o -> o.put("statusLists", "x"));
    refused(form, o -> ((ObjectNode) o.get("statusLists")).remove("seals"));
    refused(form, o -> ((ObjectNode) o.get("notInForce")).remove("seals"));
    refused(form, o -> ((ObjectNode) o.get("statusLists")).put("points", 1));
    refused(form, o -> ((ObjectNode) o.get("notInForce")).put("points", 1));
    refused(form, o -> in(o, "statusLists", "licences").put("bits", 1));
    refused(form, o -> in(o, "statusLists", "licences").put("lst", "AAAA"));
    refused(form, o -> in(o, "statusLists", "licences").put("ttl", 1));
    refused(form, o -> in(o, "notInForce", "licences").put("base", "2026-11-02"));
    refused(form, o -> in(o, "notInForce", "licences").remove("base"));
    refused(form, o -> in(o, "notInForce", "seals").put("base", "2026-11-02T00:00:00Z"));
    refused(form, o -> in(o, "notInForce", "licences").put("entries", "AAE="));
    refused(form, o -> in(o, "notInForce", "licences").put("entries", "AA"));
    refused(form, o -> in(o, "notInForce", "licences").put("more", 1));
  }

  @Test
  void listsAndTablesThatContradictEachOtherAreRefused() {
    PackFault fault = PackFault.PACK_STATUS_CONTRADICTS;
    // Everything in force by the list, by the table, and the kinds exchanged.
    refused(fault, o -> in(o, "statusLists", "licences").put("lst", lst(o, "seals")));
    refused(
        fault,
        o -> {
          in(o, "notInForce", "licences").put("entries", "");
          in(o, "notInForce", "licences").remove("base");
        });
    refused(
        fault,
        o -> {
          String list = lst(o, "licences");
          in(o, "statusLists", "licences").put("lst", lst(o, "seals"));
          in(o, "statusLists", "seals").put("lst", list);
        });
    // The first entry moved by one index, and made another act.
    refused(fault, o -> in(o, "notInForce", "licences").put("entries", "AAABAQACAAMAguEB"));
    refused(fault, o -> in(o, "notInForce", "licences").put("entries", "AQEAAQACAAMAguEB"));
  }

  private static String lst(ObjectNode optional, String kind) {
    return in(optional, "statusLists", kind).get("lst").stringValue();
  }

  @Test
  void membersOfOthersAreStillLeftOut() throws Exception {
    byte[] more =
        TestPacks.valid(world).payload(p -> p.putObject("optional").put("scenes", 1)).build();
    assertThat(read(world, more).statuses()).isEmpty();
  }

  /**
   * Ten million licences, of which 20,000 are not in force: counted in bytes, everything in it. The
   * list is as long as the allotting of random indexes makes it.
   */
  @Test
  void aPackForTenMillionLicencesIsSmall() throws Exception {
    Random random = new Random(42);
    List<LegalAct> acts = List.of(LegalAct.values());
    List<NotInForce> dead = new ArrayList<>();
    random
        .ints(0, 1 << 25)
        .distinct()
        .limit(20_000)
        .forEach(index ->
            dead.add(
                new NotInForce(
                    index,
                    acts.get(random.nextInt(4)),
                    SINCE.minusSeconds(random.nextInt(5 * 366 * 86_400)))));
    byte[] bytes =
        pack(
            world,
            new PackStatuses(
                StatusBook.of(1 << 25, NotInForceTable.of(dead)),
                StatusBook.of(1 << 16, NotInForceTable.EMPTY)));
    System.out.println("pack for 10 million licences, 20,000 not in force: " + bytes.length);
    assertThat(bytes.length).isLessThan(3_000_000);
    StatusBook licences = read(world, bytes).statuses().orElseThrow().licences();
    for (NotInForce one : dead.subList(0, 100)) {
      assertThat(licences.find(one.index())).isEqualTo(new StatusBook.Answer.Dead(one));
    }
  }

  // ---- licences ----

  @Test
  void whatTheListSaysDecides() throws Exception {
    assertThat(verify(0, Policy.FILE, TestWorld.NOW).verdict()).isEqualTo(Verdict.VALID);
    Reason[] reasons = {
      Reason.LICENCE_SUSPENDED,
      Reason.LICENCE_ANNULLED,
      Reason.LICENCE_REVOKED,
      Reason.LICENCE_CANCELLED
    };
    for (int i = 0; i < reasons.length; i++) {
      Report report = verify(i + 1, Policy.FILE, TestWorld.NOW);
      assertThat(report.verdict()).isEqualTo(Verdict.NOT_IN_FORCE);
      assertThat(report.isGenuine()).isTrue();
      assertThat(report.reasons()).containsExactly(reasons[i]);
      assertThat(report.since()).contains(SINCE);
      assertThat(ReportJson.write(report)).contains("\"since\":\"" + SINCE + "\"");
    }
    assertThat(verify(LICENCES, Policy.FILE, TestWorld.NOW).reasons())
        .containsExactly(Reason.LICENCE_STATUS_OUTSIDE_LIST);
    assertThat(verify(Long.MAX_VALUE, Policy.FILE, TestWorld.NOW).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void theWordsSayWhatWasAskedOfWhom() throws Exception {
    String listed = ReportJson.write(verify(0, Policy.FILE, TestWorld.NOW));
    String unlisted =
        ReportJson.write(
            Verifier.verify(
                TestLicences.valid(world).build(),
                Evidence.of(read(world, pack), PackAge.DEFAULT_LIMIT),
                Policy.FILE,
                TestWorld.NOW));
    assertThat(listed).contains("the status list says that it is in force");
    assertThat(unlisted).contains("\"VALID\"").doesNotContain("says that it is in force");
  }

  @Test
  void withoutAListOrWithAnOldOneNothingIsKnown() throws Exception {
    Evidence none = Evidence.of(read(world, world.pack()), PackAge.DEFAULT_LIMIT);
    assertThat(verify(0, none, Policy.FILE, TestWorld.NOW).reasons())
        .containsExactly(Reason.LICENCE_STATUS_NOT_KNOWN);
    Instant late = TestWorld.NOW.plus(Duration.ofHours(5));
    assertThat(verify(0, Policy.FILE, late).reasons()).contains(Reason.LICENCE_STATUS_NOT_KNOWN);
    // A suspension may have been lifted since; an end is one.
    assertThat(verify(1, Policy.FILE, late).reasons()).contains(Reason.LICENCE_STATUS_NOT_KNOWN);
    assertThat(verify(3, Policy.FILE, late).reasons()).containsExactly(Reason.LICENCE_REVOKED);
  }

  @Test
  void anActCountsFromWhenItTookEffect() throws Exception {
    assertThat(verify(5, Policy.FILE, TestWorld.NOW).verdict()).isEqualTo(Verdict.VALID);
    assertThat(verify(5, Policy.FILE, TestWorld.NOW.plusSeconds(3_599)).verdict())
        .isEqualTo(Verdict.VALID);
    assertThat(verify(5, Policy.FILE, TestWorld.NOW.plusSeconds(3_600)).reasons())
        .containsExactly(Reason.LICENCE_REVOKED);
  }

  /** The register knows the status as of now, a list only as of its signing. */
  @Test
  void theRegistersAnswerGoesBeforeTheList() throws Exception {
    byte[] file = TestLicences.valid(world).indexed(1).build();
    Evidence evidence =
        Evidence.of(read(world, pack), PackAge.DEFAULT_LIMIT)
            .withRegister(id ->
                new RegisterAnswer.Found(
                    id, SampleDepartment.MARKET.id(), Sha256Digest.of(file), Optional.empty()));
    Report known = Verifier.verify(file, evidence, Policy.ISSUED, TestWorld.NOW);
    assertThat(known.verdict()).isEqualTo(Verdict.VALID);
    Report notAsked =
        Verifier.verify(
            file,
            Evidence.of(read(world, pack), PackAge.DEFAULT_LIMIT),
            Policy.ISSUED,
            TestWorld.NOW);
    assertThat(notAsked.verdict()).isEqualTo(Verdict.NOT_IN_FORCE);
    assertThat(notAsked.findings())
        .contains(new Finding.Unknown(CheckId.REGISTER, "", Reason.REGISTER_NOT_ASKED));
    // Under FILE nobody is asked, whoever could be.
    assertThat(Verifier.verify(file, evidence, Policy.FILE, TestWorld.NOW).verdict())
        .isEqualTo(Verdict.NOT_IN_FORCE);
  }
}
