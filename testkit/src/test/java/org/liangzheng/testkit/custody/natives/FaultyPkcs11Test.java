package org.liangzheng.testkit.custody.natives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.testkit.custody.natives.P11Function.C_CloseSession;
import static org.liangzheng.testkit.custody.natives.P11Function.C_DestroyObject;
import static org.liangzheng.testkit.custody.natives.P11Function.C_Finalize;
import static org.liangzheng.testkit.custody.natives.P11Function.C_GetMechanismInfo;
import static org.liangzheng.testkit.custody.natives.P11Function.C_GetMechanismList;
import static org.liangzheng.testkit.custody.natives.P11Function.C_GetSessionInfo;
import static org.liangzheng.testkit.custody.natives.P11Function.C_GetSlotInfo;
import static org.liangzheng.testkit.custody.natives.P11Function.C_GetTokenInfo;
import static org.liangzheng.testkit.custody.natives.P11Function.C_Login;
import static org.liangzheng.testkit.custody.natives.P11Function.C_Logout;
import static org.liangzheng.testkit.custody.natives.P11Function.C_OpenSession;
import static org.liangzheng.testkit.custody.natives.P11Function.C_SetAttributeValue;
import static org.liangzheng.testkit.custody.natives.P11Function.C_Sign;
import static org.liangzheng.testkit.custody.natives.P11Function.C_SignInit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.P256PublicKey;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.Sm2PublicKey;

/** The module does what it is asked, and what it is told to do wrong. */
@Timeout(60)
class FaultyPkcs11Test {
  private static final byte[] MESSAGE = "亮证".getBytes(UTF_8);
  private static final byte[] P256_OID = {
    0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x03, 0x01, 0x07
  };
  private static final long ECDSA = 0x1041;
  private static final long SM2 = Sm2Numbers.SANSEC.sign();

  private static final long CLASS = 0;
  private static final long TOKEN = 1;
  private static final long PRIVATE = 2;
  private static final long LABEL = 3;
  private static final long VALUE = 0x11;
  private static final long KEY_TYPE = 0x100;
  private static final long ID = 0x102;
  private static final long SENSITIVE = 0x103;
  private static final long EXTRACTABLE = 0x162;
  private static final long EC_PARAMS = 0x180;
  private static final long EC_POINT = 0x181;
  private static final long PRIVATE_KEY = 3;

  @TempDir Path folder;
  private SoftHsm hsm;
  private FaultyPkcs11 module;
  private SmallPkcs11 p11;
  private long slot;
  private long session;

  @BeforeEach
  void open() {
    hsm = SoftHsm.in(folder);
    hsm.token("印章 one");
    start(Sm2Numbers.SANSEC);
  }

  private void start(Sm2Numbers numbers) {
    module = FaultyPkcs11.over(hsm, folder, numbers);
    p11 = new SmallPkcs11(module.path());
    SmallPkcs11.check(p11.initialize());
    slot = p11.tokens().get("印章 one");
    session = p11.open(slot);
    SmallPkcs11.check(p11.login(session, SoftHsm.USER_PIN));
  }

  @AfterEach
  void close() {
    module.clear();
    p11.call(C_Finalize, 0L);
  }

  // --- What works ---

  @Test
  void p256_is_forwarded_and_written_down() throws Exception {
    long[] keys = generate("p256", 0x1040, P256_OID);
    P256PublicKey key = P256PublicKey.of(point(keys[0]));
    SigningDigest digest = key.digest(MESSAGE);
    byte[] signature = p11.sign(session, ECDSA, keys[1], digest.value().toByteArray());
    assertThat(key.verifies(digest, p256(signature))).isTrue();
    JournalEntry entry = module.journal().getLast();
    assertThat(entry.mechanism()).isEqualTo(ECDSA);
    assertThat(entry.token()).isEqualTo("印章 one");
    assertThat(entry.keyLabel()).isEqualTo("p256");
    assertThat(entry.keyId().toByteArray()).containsExactly(7, 8);
    assertThat(entry.digest()).isEqualTo(digest.value());
    assertThat(entry.signature().toByteArray()).isEqualTo(signature);
    assertThat(entry.result()).isZero();
    assertThat(module.count(C_Sign)).isEqualTo(1);
  }

  @Test
  void sm2_signs_a_finished_e() throws Exception {
    long[] keys = generate("sm2", Sm2Numbers.SANSEC.generate(), sm2Oid());
    Sm2PublicKey key = Sm2PublicKey.of(point(keys[0]));
    SigningDigest digest = key.digest(MESSAGE);
    byte[] signature = p11.sign(session, SM2, keys[1], digest.value().toByteArray());
    assertThat(signature).hasSize(64);
    assertThat(key.verifies(digest, sm2(signature))).isTrue();
    assertThat(key.verifies(key.digest(new byte[1]), sm2(signature))).isFalse();
    assertThat(module.journal().getLast().keyLabel()).isEqualTo("sm2");
    assertThat(module.journal().getLast().signature().toByteArray()).isEqualTo(signature);
    assertThat(p11.sign(session, SM2, keys[1], new byte[31])).isNull();
    assertThat(p11.last).isEqualTo(0x21);
    assertThat(p11.sign(session, SM2, keys[0], new byte[32])).isNull();
    assertThat(p11.last).isEqualTo(0x60);
  }

  @Test
  void sm2_of_tass_is_der() throws Exception {
    p11.call(C_Finalize, 0L);
    start(Sm2Numbers.TASS);
    long[] keys = generate("sm2", Sm2Numbers.TASS.generate(), sm2Oid());
    Sm2PublicKey key = Sm2PublicKey.of(point(keys[0]));
    SigningDigest digest = key.digest(MESSAGE);
    byte[] made = p11.sign(session, Sm2Numbers.TASS.sign(), keys[1], digest.value().toByteArray());
    assertThat(key.verifies(digest, SignatureValue.fromDer(SignatureSuite.SM2_SM3, made))).isTrue();
    assertThat(p11.sign(session, SM2, keys[1], digest.value().toByteArray())).isNull();
  }

  @Test
  void sm2_keys_are_found_read_renamed_and_destroyed_like_others() throws Exception {
    long[] keys = generate("sm2", Sm2Numbers.SANSEC.generate(), sm2Oid());
    long other = generate("other", Sm2Numbers.SANSEC.generate(), sm2Oid())[1];
    generate("p256", 0x1040, P256_OID);
    byte[] label = "sm2".getBytes(UTF_8);
    assertThat(p11.find(session, p11.template(LABEL, label), 1))
        .containsExactlyInAnyOrder(keys[0], keys[1]);
    assertThat(p11.find(session, p11.template(LABEL, label, CLASS, PRIVATE_KEY), 2))
        .containsExactly(keys[1]);
    assertThat(p11.find(session, p11.template(KEY_TYPE, 0x80000004L, CLASS, PRIVATE_KEY), 2))
        .containsExactlyInAnyOrder(keys[1], other);
    assertThat(p11.find(session, p11.template(ID, new byte[] {9}), 1)).isEmpty();
    assertThat(p11.find(session, p11.template(CLASS, 0L), 1)).as("no data objects show").isEmpty();
    assertThat(p11.find(session, p11.template(), 0)).hasSize(6);

    assertThat(p11.read(session, keys[1], VALUE)).isNull();
    assertThat(p11.last).as("CKR_ATTRIBUTE_SENSITIVE").isEqualTo(0x11);
    assertThat(p11.read(session, keys[1], 0xE0000001L)).as("where d lies").isNull();
    assertThat(p11.read(session, keys[1], SENSITIVE)).containsExactly(1);
    assertThat(p11.read(session, keys[1], EXTRACTABLE)).containsExactly(0);
    assertThat(p11.read(session, keys[1], PRIVATE)).containsExactly(1);
    assertThat(p11.read(session, keys[0], EC_PARAMS)).isEqualTo(sm2Oid());
    assertThat(p11.read(session, keys[1], EC_POINT))
        .isEqualTo(p11.read(session, keys[0], EC_POINT));

    MemorySegment renamed = p11.template(LABEL, "renamed".getBytes(UTF_8));
    SmallPkcs11.check(p11.call(C_SetAttributeValue, session, keys[1], renamed, 1L));
    assertThat(p11.find(session, renamed, 1)).containsExactly(keys[1]);
    MemorySegment numbered = p11.template(ID, new byte[] {1, 2, 3});
    SmallPkcs11.check(p11.call(C_SetAttributeValue, session, keys[1], numbered, 1L));
    assertThat(p11.find(session, numbered, 1)).containsExactly(keys[1]);
    SmallPkcs11.check(p11.call(C_DestroyObject, session, keys[1]));
    assertThat(p11.find(session, renamed, 1)).isEmpty();
  }

  @Test
  void sm2_keys_outlive_the_module_and_hide_before_log_in() throws Exception {
    long[] keys = generate("sm2", Sm2Numbers.SANSEC.generate(), sm2Oid());
    byte[] before = point(keys[0]);
    p11.call(C_Finalize, 0L);
    start(Sm2Numbers.SANSEC);
    MemorySegment template = p11.template(LABEL, "sm2".getBytes(UTF_8), CLASS, PRIVATE_KEY);
    long key = p11.find(session, template, 2).getFirst();
    Sm2PublicKey pub = Sm2PublicKey.of(before);
    byte[] signature = p11.sign(session, SM2, key, pub.digest(MESSAGE).value().toByteArray());
    assertThat(pub.verifies(pub.digest(MESSAGE), sm2(signature))).isTrue();
    SmallPkcs11.check(p11.call(C_Logout, session));
    assertThat(p11.find(session, template, 2)).isEmpty();
  }

  @Test
  void the_mechanisms_are_listed() {
    MemorySegment count = p11.longs(0);
    SmallPkcs11.check(p11.call(C_GetMechanismList, slot, 0L, count));
    long n = count.get(ValueLayout.JAVA_LONG, 0);
    MemorySegment list = p11.arena.allocate(ValueLayout.JAVA_LONG, n);
    SmallPkcs11.check(p11.call(C_GetMechanismList, slot, list, count));
    assertThat(list.toArray(ValueLayout.JAVA_LONG))
        .contains(ECDSA, SM2, Sm2Numbers.SANSEC.generate());
    MemorySegment info = p11.longs(0, 0, 0);
    SmallPkcs11.check(p11.call(C_GetMechanismInfo, slot, SM2, info));
    assertThat(info.get(ValueLayout.JAVA_LONG, 16)).as("CKF_SIGN").isEqualTo(0x800);
  }

  @Test
  void a_cloned_token_has_the_same_keys_of_both_kinds() throws Exception {
    long[] sm2 = generate("sm2", Sm2Numbers.SANSEC.generate(), sm2Oid());
    long[] p256 = generate("p256", 0x1040, P256_OID);
    byte[] sm2Point = point(sm2[0]);
    byte[] p256Point = point(p256[0]);
    p11.call(C_Finalize, 0L);
    SoftHsm.Token original = hsm.tokens().getFirst();
    SoftHsm.Token clone = hsm.clone(original, "印章 two");
    assertThat(hsm.tokens()).containsExactlyInAnyOrder(original, clone);
    start(Sm2Numbers.SANSEC);
    assertThat(p11.tokens()).containsOnlyKeys("印章 one", "印章 two");
    session = p11.open(p11.tokens().get("印章 two"));
    SmallPkcs11.check(p11.login(session, SoftHsm.USER_PIN));
    Sm2PublicKey first = Sm2PublicKey.of(sm2Point);
    P256PublicKey second = P256PublicKey.of(p256Point);
    byte[] one = p11.sign(session, SM2, key("sm2"), bytes(first.digest(MESSAGE)));
    byte[] two = p11.sign(session, ECDSA, key("p256"), bytes(second.digest(MESSAGE)));
    assertThat(first.verifies(first.digest(MESSAGE), sm2(one))).isTrue();
    assertThat(second.verifies(second.digest(MESSAGE), p256(two))).isTrue();
    assertThat(module.journal()).extracting(JournalEntry::token).containsOnly("印章 two");
  }

  @Test
  void two_modules_live_side_by_side() throws Exception {
    SoftHsm otherHsm = SoftHsm.in(folder);
    otherHsm.token("elsewhere");
    FaultyPkcs11 other = FaultyPkcs11.over(otherHsm, folder, Sm2Numbers.NONE);
    SmallPkcs11 otherP11 = new SmallPkcs11(other.path());
    SmallPkcs11.check(otherP11.initialize());
    assertThat(otherP11.tokens()).containsOnlyKeys("elsewhere");
    assertThat(p11.tokens()).containsOnlyKeys("印章 one");
    module.inject(ModuleFault.returns(5, C_OpenSession));
    long there = otherP11.open(otherP11.tokens().get("elsewhere"));
    SmallPkcs11.check(otherP11.login(there, SoftHsm.USER_PIN));
    otherP11.generate(
        there, Sm2Numbers.SANSEC.generate(), otherP11.template(), otherP11.template(), 0);
    assertThat(otherP11.last).as("no SM2 where none is offered").isEqualTo(0x70);
    SmallPkcs11.check(otherP11.call(C_Finalize, 0L));
  }

  // --- What goes wrong ---

  @Test
  void a_killed_session_is_really_closed_and_the_next_one_works() throws Exception {
    long key = generate("p256", 0x1040, P256_OID)[1];
    long second = p11.open(slot);
    var fault = module.inject(ModuleFault.sessionKilled().times(1));
    assertThat(p11.sign(session, ECDSA, key, new byte[32])).isNull();
    assertThat(p11.last).isEqualTo(0xB3);
    assertThat(fault.struck()).isEqualTo(1);
    module.clear();
    assertThat(p11.call(C_GetSessionInfo, session, p11.longs(0, 0, 0, 0))).isEqualTo(0xB3);
    assertThat(p11.sign(second, ECDSA, key, new byte[32])).hasSize(64);
  }

  @Test
  void a_removed_token_is_gone_everywhere_and_comes_back_without_its_sessions() throws Exception {
    long[] keys = generate("sm2", Sm2Numbers.SANSEC.generate(), sm2Oid());
    var fault = module.inject(ModuleFault.tokenRemoved().token("印章 one"));
    assertThat(p11.sign(session, SM2, keys[1], new byte[32])).isNull();
    assertThat(p11.last).as("CKR_DEVICE_REMOVED").isEqualTo(0x32);
    assertThat(p11.call(C_GetTokenInfo, slot, p11.arena.allocate(208, 8))).isEqualTo(0xE0);
    assertThat(p11.call(C_OpenSession, slot, 6L, 0L, 0L, p11.longs(0))).isEqualTo(0xE0);
    assertThat(p11.tokens()).isEmpty();
    MemorySegment info = p11.arena.allocate(112, 8);
    SmallPkcs11.check(p11.call(C_GetSlotInfo, slot, info));
    assertThat(info.get(ValueLayout.JAVA_LONG, 96) & 1).as("CKF_TOKEN_PRESENT").isZero();
    fault.lift();
    assertThat(p11.call(C_GetSessionInfo, session, p11.longs(0, 0, 0, 0))).isEqualTo(0xB3);
    assertThat(p11.tokens()).containsOnlyKeys("印章 one");
    session = p11.open(slot);
    SmallPkcs11.check(p11.login(session, SoftHsm.USER_PIN));
    assertThat(p11.sign(session, SM2, key("sm2"), new byte[32])).hasSize(64);
  }

  @Test
  void only_the_named_token_is_struck() {
    var fault = module.inject(ModuleFault.tokenRemoved().token("another"));
    assertThat(p11.tokens()).containsOnlyKeys("印章 one");
    assertThat(p11.call(C_GetSessionInfo, session, p11.longs(0, 0, 0, 0))).isZero();
    assertThat(fault.struck()).isZero();
  }

  @Test
  void a_wrong_pin_is_said_and_log_ins_are_counted() {
    SmallPkcs11.check(p11.call(C_Logout, session));
    long before = module.count(C_Login);
    module.inject(ModuleFault.wrongPin().times(1));
    assertThat(p11.login(session, SoftHsm.USER_PIN)).isEqualTo(0xA0);
    assertThat(module.count(C_Login)).isEqualTo(before + 1);
    assertThat(p11.login(session, "000000")).as("a really wrong one").isEqualTo(0xA0);
    SmallPkcs11.check(p11.login(session, SoftHsm.USER_PIN));
  }

  @Test
  void a_device_error_ends_the_operation_and_is_written_down() throws Exception {
    for (long[] each :
        List.of(
            new long[] {ECDSA, generate("p256", 0x1040, P256_OID)[1]},
            new long[] {SM2, generate("sm2", Sm2Numbers.SANSEC.generate(), sm2Oid())[1]})) {
      module.inject(ModuleFault.deviceError().times(1));
      assertThat(p11.sign(session, each[0], each[1], new byte[32])).isNull();
      assertThat(p11.last).isEqualTo(0x30);
      assertThat(module.journal().getLast().result()).isEqualTo(0x30);
      assertThat(module.journal().getLast().signature().size()).isZero();
      assertThat(p11.sign(session, each[0], each[1], new byte[32])).hasSize(64);
    }
  }

  @Test
  void a_fault_strikes_the_functions_it_names() throws Exception {
    long key = generate("p256", 0x1040, P256_OID)[1];
    module.inject(ModuleFault.deviceError().on(C_SignInit, C_CloseSession).times(2));
    assertThat(p11.call(C_SignInit, session, p11.mechanism(ECDSA), key)).isEqualTo(0x30);
    assertThat(p11.call(C_CloseSession, session)).isEqualTo(0x30);
    assertThat(p11.sign(session, ECDSA, key, new byte[32])).hasSize(64);
  }

  @Test
  void garbage_has_the_right_form_and_verifies_nothing() throws Exception {
    long[] keys = generate("sm2", Sm2Numbers.SANSEC.generate(), sm2Oid());
    Sm2PublicKey key = Sm2PublicKey.of(point(keys[0]));
    byte[] e = bytes(key.digest(MESSAGE));
    module.inject(ModuleFault.garbage().times(1));
    byte[] garbage = p11.sign(session, SM2, keys[1], e);
    assertThat(garbage).hasSize(64);
    assertThat(key.verifies(key.digest(MESSAGE), sm2(garbage))).isFalse();
    assertThat(module.journal().getLast().garbage()).isTrue();
    module.inject(ModuleFault.garbageLength().times(1));
    assertThat(p11.sign(session, SM2, keys[1], e)).hasSize(63);
    byte[] good = p11.sign(session, SM2, keys[1], e);
    assertThat(key.verifies(key.digest(MESSAGE), sm2(good))).isTrue();
  }

  @Test
  void a_full_token_makes_no_keys() {
    module.inject(ModuleFault.tokenFull().times(2));
    p11.generate(session, 0x1040, p11.template(), p11.template(), 0);
    assertThat(p11.last).isEqualTo(0x31);
    p11.generate(session, Sm2Numbers.SANSEC.generate(), p11.template(), p11.template(), 0);
    assertThat(p11.last).isEqualTo(0x31);
    generate("p256", 0x1040, P256_OID);
  }

  @Test
  void a_delay_delays() throws Exception {
    long key = generate("p256", 0x1040, P256_OID)[1];
    module.inject(ModuleFault.delay(Duration.ofMillis(200)).times(1));
    long start = System.nanoTime();
    assertThat(p11.sign(session, ECDSA, key, new byte[32])).hasSize(64);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void a_stuck_call_stops_no_other_and_goes_on_when_let() throws Exception {
    long key = generate("p256", 0x1040, P256_OID)[1];
    long second = p11.open(slot);
    module.inject(ModuleFault.stuck().times(1));
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<byte[]> stuck = threads.submit(() -> p11.sign(session, ECDSA, key, new byte[32]));
      while (module.waiting() == 0) {
        Thread.onSpinWait();
      }
      SmallPkcs11 beside = p11;
      assertThat(beside.sign(second, ECDSA, key, new byte[32])).hasSize(64);
      assertThat(stuck.isDone()).isFalse();
      module.clear();
      assertThat(stuck.get()).hasSize(64);
    }
    assertThat(module.waiting()).isZero();
  }

  @Test
  void many_threads_sign_while_tokens_come_and_go() throws Exception {
    long generated = generate("sm2", Sm2Numbers.SANSEC.generate(), sm2Oid())[0];
    Sm2PublicKey key = Sm2PublicKey.of(point(generated));
    byte[] e = bytes(key.digest(MESSAGE));
    Callable<Integer> signer =
        () -> {
          SmallPkcs11 own = new SmallPkcs11(module.path());
          int good = 0;
          while (good < 50) {
            MemorySegment opened = own.longs(0);
            if (own.call(C_OpenSession, slot, 6L, 0L, 0L, opened) != 0) {
              continue;
            }
            long mine = opened.get(ValueLayout.JAVA_LONG, 0);
            own.login(mine, SoftHsm.USER_PIN);
            List<Long> found = findPrivate(own, mine);
            byte[] signature = new byte[0];
            while (found.size() == 1 && signature != null && good < 50) {
              signature = own.sign(mine, SM2, found.getFirst(), e);
              if (signature != null) {
                assertThat(key.verifies(key.digest(MESSAGE), sm2(signature))).isTrue();
                good++;
              }
            }
            own.call(C_CloseSession, mine);
          }
          return good;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> all =
          List.of(1, 2, 3, 4).stream().map(i -> threads.submit(signer)).toList();
      while (!all.stream().allMatch(Future::isDone)) {
        module.clear();
        var removed = module.inject(ModuleFault.tokenRemoved().token("印章 one").times(5));
        module.inject(ModuleFault.sessionKilled().times(2));
        while (removed.struck() < 5 && !all.stream().allMatch(Future::isDone)) {
          Thread.onSpinWait();
        }
        long before = module.count(C_Sign);
        while (module.count(C_Sign) < before + 20 && !all.stream().allMatch(Future::isDone)) {
          Thread.onSpinWait();
        }
      }
      for (Future<Integer> each : all) {
        assertThat(each.get()).isEqualTo(50);
      }
    }
    assertThat(module.journal().stream().filter(entry -> entry.result() == 0).count())
        .isEqualTo(200);
  }

  // --- Helpers ---

  private static List<Long> findPrivate(SmallPkcs11 p11, long session) {
    MemorySegment template = p11.template(LABEL, "sm2".getBytes(UTF_8), CLASS, PRIVATE_KEY);
    try {
      return p11.find(session, template, 2);
    } catch (AssertionError struckMeanwhile) {
      return List.of();
    }
  }

  private long[] generate(String label, long mechanism, byte[] curve) {
    Object[] common = {
      TOKEN, true, LABEL, label.getBytes(UTF_8), ID, new byte[] {7, 8}, EC_PARAMS, curve
    };
    Object[] priv = Arrays.copyOf(common, common.length);
    priv[6] = PRIVATE;
    priv[7] = true;
    long[] keys = p11.generate(session, mechanism, p11.template(common), p11.template(priv), 4);
    SmallPkcs11.check(p11.last);
    return keys;
  }

  private long key(String label) {
    MemorySegment template = p11.template(LABEL, label.getBytes(UTF_8), CLASS, PRIVATE_KEY);
    return p11.find(session, template, 2).getFirst();
  }

  private byte[] point(long pub) {
    byte[] octets = p11.read(session, pub, EC_POINT);
    assertThat(octets).startsWith(4, 65).hasSize(67);
    return Arrays.copyOfRange(octets, 2, 67);
  }

  private static byte[] bytes(SigningDigest digest) {
    return digest.value().toByteArray();
  }

  private static SignatureValue sm2(byte[] raw) throws MalformedException {
    return SignatureValue.fromRaw(SignatureSuite.SM2_SM3, raw);
  }

  private static SignatureValue p256(byte[] raw) throws MalformedException {
    return SignatureValue.fromRaw(SignatureSuite.P256_SHA256, raw);
  }

  private static byte[] sm2Oid() {
    return new byte[] {
      0x06, 0x08, 0x2A, (byte) 0x81, 0x1C, (byte) 0xCF, 0x55, 1, (byte) 0x82, 0x2D
    };
  }
}
