package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.pack.NextTrustList;
import org.liangzheng.signer.pack.PreparedTrustList;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.pack.PackRefusedException;
import org.liangzheng.verifier.format.pack.Period;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.SignedTrustList;
import org.liangzheng.verifier.format.pack.SignedTrustList.RootSignature;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.pack.TrustListFile;
import org.liangzheng.verifier.format.pack.TrustRoot;

/** The next trust list from list to signed file, and what is refused on the way. */
class NextTrustListTest {
  private static final Instant LATER = TestWorld.NOW.plus(Duration.ofDays(1));

  private static TestWorld world;
  private static TrustList last;
  private static TrustList next;
  private static ServiceKey fresh;

  @BeforeAll
  static void change() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
    last = world.world().trust();
    fresh =
        new ServiceKey(
            ServiceKey.PACK,
            TestKey.random(SignatureSuite.SM2_SM3, world.random()).publicKey(),
            new Period(LATER, Optional.empty()));
    next = NextTrustList.after(last, List.of(fresh), Map.of());
  }

  private static TrustRoot root() {
    return world.world().root();
  }

  private static RootSignature signature(SampleRole owner, TrustList list) {
    TestKey key = world.key(owner);
    return new RootSignature(
        ServiceKey.idOf(key.publicKey()),
        key.sign(PreparedTrustList.of(root(), list).digest(key.publicKey())));
  }

  private static byte[] signed(RootSignature... signatures) throws Exception {
    return TrustListFile.write(new SignedTrustList(next, List.of(signatures)));
  }

  @Test
  void theNextListNamesTheNewKeyBesideTheOld() throws Exception {
    assertThat(next.version()).isEqualTo(last.version() + 1);
    assertThat(next.keys()).startsWith(last.keys().toArray(ServiceKey[]::new)).endsWith(fresh);
    assertThat(TrustListFile.list(SignedTrustList.toSign(next).toByteArray())).isEqualTo(next);
    ServiceKey old =
        last.keys().stream().filter(key -> key.purpose().equals("PACK")).findFirst().orElseThrow();
    TrustList ended = NextTrustList.after(last, List.of(), Map.of(old.id(), LATER));
    assertThat(ended.packKey(old.id(), LATER)).isEmpty();
    assertThat(ended.packKey(old.id(), LATER.minusSeconds(1))).isPresent();
    assertThat(ended.keys()).hasSameSizeAs(last.keys());
  }

  @Test
  void changesThatMakeNoSenseAreRefused() {
    ServiceKey old = last.keys().getFirst();
    for (Runnable change :
        new Runnable[] {
          () -> NextTrustList.after(last, List.of(old), Map.of()),
          () -> NextTrustList.after(last, List.of(fresh, fresh), Map.of()),
          () -> NextTrustList.after(last, List.of(), Map.of(fresh.id(), LATER)),
          () -> NextTrustList.after(last, List.of(), Map.of(old.id(), old.period().from())),
          () ->
              NextTrustList.after(
                  NextTrustList.after(last, List.of(), Map.of(old.id(), LATER)),
                  List.of(),
                  Map.of(old.id(), LATER.plusSeconds(1)))
        }) {
      assertThatThrownBy(change::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void twoOwnersMakeAFileThatReadsBack() throws Exception {
    RootSignature one = signature(SampleRole.TRUST_ROOT_1, next);
    RootSignature two = signature(SampleRole.TRUST_ROOT_3, next);
    assertThat(TrustListFile.signature(TrustListFile.write(one), root())).isEqualTo(one);
    SignedTrustList whole =
        PreparedTrustList.of(root(), next)
            .add(TrustListFile.signer(one, root()), one.value())
            .add(TrustListFile.signer(two, root()), two.value())
            .finish();
    assertThat(TrustListFile.read(TrustListFile.write(whole), root())).isEqualTo(whole);
  }

  @Test
  void whatTwoOwnersHaveNotSignedIsRefused() throws Exception {
    RootSignature one = signature(SampleRole.TRUST_ROOT_1, next);
    RootSignature two = signature(SampleRole.TRUST_ROOT_2, next);
    RootSignature ofAnother = signature(SampleRole.TRUST_ROOT_2, last);
    assertThat(TrustListFile.read(signed(one, two), root()).list()).isEqualTo(next);
    for (byte[] file :
        new byte[][] {signed(), signed(one), signed(one, one), signed(one, ofAnother)}) {
      assertThatThrownBy(() -> TrustListFile.read(file, root()))
          .isInstanceOf(PackRefusedException.class)
          .hasMessageContaining("PACK_TRUST_LIST_NOT_SIGNED");
    }
    TestWorld other = TestWorld.of(SignatureSuite.SM2_SM3);
    assertThatThrownBy(() -> TrustListFile.read(signed(one, two), other.world().root()))
        .isInstanceOf(PackRefusedException.class);
    assertThatThrownBy(
            () -> TrustListFile.signature(TrustListFile.write(one), other.world().root()))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() ->
            PreparedTrustList.of(root(), next)
                .add(TrustListFile.signer(ofAnother, root()), ofAnother.value()))
        .isInstanceOf(SelfCheckException.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "lz-signed-trust-list-1, lz-signed-trust-list-2",
        "`\"list\":`, `\"lisp\":`",
        "`\"list\":{`, `\"list\": {`",
        "`\"signatures\":[`, `\"more\":1,\"signatures\":[`",
        "`\"version\":2`, `\"version\":3`",
      })
  void anyOtherFileIsRefused(String text, String instead) throws Exception {
    String good =
        new String(
            signed(
                signature(SampleRole.TRUST_ROOT_1, next), signature(SampleRole.TRUST_ROOT_2, next)),
            StandardCharsets.UTF_8);
    assertThat(good).contains(text);
    assertThatThrownBy(() ->
            TrustListFile.read(
                good.replace(text, instead).getBytes(StandardCharsets.UTF_8), root()))
        .isInstanceOf(PackRefusedException.class);
  }
}
