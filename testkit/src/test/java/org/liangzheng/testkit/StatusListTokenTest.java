package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.status.PreparedStatusList;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.status.LegalAct;
import org.liangzheng.verifier.format.status.NotInForce;
import org.liangzheng.verifier.format.status.NotInForceTable;
import org.liangzheng.verifier.format.status.StatusList;
import org.liangzheng.verifier.format.status.StatusListFault;
import org.liangzheng.verifier.format.status.StatusListReader;
import org.liangzheng.verifier.format.status.StatusListRefusedException;
import org.liangzheng.verifier.format.status.StatusListToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A signed status list from signer to verifier, and one tampered sample per refusal. */
class StatusListTokenTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SUBJECT = "https://trust.example/v1/trust/status-lists/licences";
  private static final Instant NOW = TestWorld.NOW;

  private static TestKey key(SignatureSuite suite) {
    return TestKey.seeded(suite, "status-list");
  }

  private static StatusListToken token() {
    return new StatusListToken(
        SUBJECT,
        NOW,
        NOW.plusSeconds(3_600),
        Duration.ofSeconds(10),
        StatusList.of(
            1_024, NotInForceTable.of(List.of(new NotInForce(77, LegalAct.REVOKED, NOW)))));
  }

  private static byte[] signed(TestKey key) {
    PreparedStatusList prepared = PreparedStatusList.of(token(), key.publicKey());
    return prepared.finish(key.sign(prepared.digest()));
  }

  private static StatusListToken read(byte[] bytes, TestKey listed, Instant now)
      throws StatusListRefusedException {
    Sha256Digest id = Sha256Digest.of(listed.publicKey().toSpki().toByteArray());
    return StatusListReader.read(
        bytes,
        SUBJECT,
        (named, at) ->
            named.equals(id) && !at.isBefore(NOW)
                ? Optional.of(listed.publicKey())
                : Optional.empty(),
        now);
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void whatIsSignedIsRead(SignatureSuite suite) throws Exception {
    assertThat(read(signed(key(suite)), key(suite), NOW)).isEqualTo(token());
  }

  /** Another program's JOSE library finds the same in it. */
  @Test
  void anotherLibraryReadsTheP256List() throws Exception {
    TestKey key = key(SignatureSuite.P256_SHA256);
    JWSObject jws = JWSObject.parse(new String(signed(key), StandardCharsets.US_ASCII));
    byte[] point = key.publicKey().point().toByteArray();
    ECKey jwk =
        new ECKey.Builder(
                Curve.P_256,
                Base64URL.encode(Arrays.copyOfRange(point, point.length - 64, point.length - 32)),
                Base64URL.encode(Arrays.copyOfRange(point, point.length - 32, point.length)))
            .build();
    assertThat(jws.verify(new ECDSAVerifier(jwk))).isTrue();
    assertThat(jws.getHeader().getType().getType()).isEqualTo("statuslist+jwt");
    assertThat(jws.getPayload().toJSONObject())
        .containsEntry("sub", SUBJECT)
        .containsEntry("iat", NOW.getEpochSecond())
        .containsEntry("exp", NOW.getEpochSecond() + 3_600)
        .containsEntry("ttl", 10L);
  }

  private static void refused(StatusListFault fault, byte[] bytes, TestKey listed, Instant now) {
    StatusListRefusedException refused =
        catchThrowableOfType(StatusListRefusedException.class, () -> read(bytes, listed, now));
    assertThat(refused).as(fault.name()).isNotNull();
    assertThat(refused.fault()).isEqualTo(fault);
  }

  private static void refused(StatusListFault fault, byte[] bytes) {
    refused(fault, bytes, key(SignatureSuite.SM2_SM3), NOW);
  }

  /** Rightly signed, whatever the change. */
  private static byte[] changed(Consumer<ObjectNode> header, Consumer<ObjectNode> payload) {
    TestKey key = key(SignatureSuite.SM2_SM3);
    String[] parts = new String(signed(key), StandardCharsets.US_ASCII).split("\\.");
    ObjectNode head = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
    ObjectNode body = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    header.accept(head);
    payload.accept(body);
    return signed(key, CanonicalJson.write(head), CanonicalJson.write(body));
  }

  private static byte[] signed(TestKey key, byte[] header, byte[] payload) {
    String text = base64(header) + "." + base64(payload);
    byte[] value =
        key.sign(key.publicKey().digest(text.getBytes(StandardCharsets.US_ASCII))).toRaw();
    return (text + "." + base64(value)).getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] payload(Consumer<ObjectNode> change) {
    return changed(_ -> {}, change);
  }

  @Test
  void theSampleIsRightBeforeItIsChanged() throws Exception {
    assertThat(read(changed(_ -> {}, _ -> {}), key(SignatureSuite.SM2_SM3), NOW))
        .isEqualTo(token());
  }

  @Test
  void anotherFormIsRefused() {
    StatusListFault form = StatusListFault.STATUS_LIST_MALFORMED;
    for (String text : List.of("", "a.b", "a.b.c", "a.b.c.d", "{}", "not a list")) {
      refused(form, text.getBytes(StandardCharsets.UTF_8));
    }
    refused(form, changed(h -> h.put("typ", "lz-pack+jws"), _ -> {}));
    refused(form, changed(h -> h.put("typ", "JWT"), _ -> {}));
    refused(form, changed(h -> h.put("crit", "x"), _ -> {}));
    refused(form, changed(h -> h.remove("kid"), _ -> {}));
    refused(form, payload(p -> p.put("aggregation_uri", "https://trust.example")));
    refused(form, payload(p -> p.remove("exp")));
    refused(form, payload(p -> p.remove("iat")));
    refused(form, payload(p -> p.remove("ttl")));
    refused(form, payload(p -> p.remove("sub")));
    refused(form, payload(p -> p.put("ttl", 0)));
    refused(form, payload(p -> p.put("exp", "2026-11-02T03:04:05Z")));
    refused(form, payload(p -> p.remove("status_list")));
    refused(form, payload(p -> ((ObjectNode) p.get("status_list")).put("bits", 1)));
    refused(form, payload(p -> ((ObjectNode) p.get("status_list")).put("lst", "AAAA")));
    TestKey key = key(SignatureSuite.SM2_SM3);
    String text = new String(signed(key), StandardCharsets.US_ASCII);
    byte[] head = Base64.getUrlDecoder().decode(text.split("\\.")[0]);
    byte[] body = Base64.getUrlDecoder().decode(text.split("\\.")[1]);
    byte[] spaced = Arrays.copyOf(body, body.length + 1);
    spaced[body.length] = ' ';
    refused(form, signed(key, head, spaced));
    refused(form, (text + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aListThatEndsBeforeItBeginsIsRefused() {
    TestKey key = key(SignatureSuite.SM2_SM3);
    byte[] wrong =
        payload(p ->
            p.put("iat", NOW.plusSeconds(60).getEpochSecond())
                .put("exp", NOW.plusSeconds(30).getEpochSecond()));
    refused(StatusListFault.STATUS_LIST_MALFORMED, wrong, key, NOW);
  }

  @Test
  void whoSignedItAndHowIsRefusedWhenItIsNotTheListedKey() {
    byte[] good = signed(key(SignatureSuite.SM2_SM3));
    TestKey other = TestKey.seeded(SignatureSuite.SM2_SM3, "another");
    refused(StatusListFault.STATUS_LIST_KEY_NOT_ENTITLED, good, other, NOW);
    refused(StatusListFault.STATUS_LIST_KEY_NOT_ENTITLED, signed(other));
    // Before the key's period.
    refused(
        StatusListFault.STATUS_LIST_KEY_NOT_ENTITLED,
        payload(p -> p.put("iat", NOW.getEpochSecond() - 1)));
    refused(
        StatusListFault.STATUS_LIST_ALGORITHM_DIFFERS, changed(h -> h.put("alg", "none"), _ -> {}));
    refused(
        StatusListFault.STATUS_LIST_ALGORITHM_DIFFERS,
        changed(h -> h.put("alg", "ES256"), _ -> {}));
    String text = new String(good, StandardCharsets.US_ASCII);
    int at = text.lastIndexOf('.') + 10;
    char swapped = text.charAt(at) == 'A' ? 'B' : 'A';
    refused(
        StatusListFault.STATUS_LIST_SIGNATURE_WRONG,
        (text.substring(0, at) + swapped + text.substring(at + 1))
            .getBytes(StandardCharsets.US_ASCII));
    String[] parts = text.split("\\.");
    String revived =
        new String(payload(p -> p.put("ttl", 99)), StandardCharsets.US_ASCII).split("\\.")[1];
    refused(
        StatusListFault.STATUS_LIST_SIGNATURE_WRONG,
        (parts[0] + "." + revived + "." + parts[2]).getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aListOfSomethingElseOrAnotherTimeIsRefused() {
    refused(
        StatusListFault.STATUS_LIST_OF_ANOTHER,
        payload(p -> p.put("sub", SUBJECT.replace("licences", "seals"))));
    byte[] good = signed(key(SignatureSuite.SM2_SM3));
    TestKey key = key(SignatureSuite.SM2_SM3);
    refused(StatusListFault.STATUS_LIST_FROM_THE_FUTURE, good, key, NOW.minusSeconds(301));
    refused(StatusListFault.STATUS_LIST_EXPIRED, good, key, NOW.plusSeconds(3_600));
    refused(
        StatusListFault.STATUS_LIST_TOO_LARGE, new byte[StatusListReader.MAX_SIZE + 1], key, NOW);
  }

  @Test
  void theSignerChecksWhatItMakes() {
    TestKey key = key(SignatureSuite.SM2_SM3);
    PreparedStatusList prepared = PreparedStatusList.of(token(), key.publicKey());
    TestKey other = TestKey.seeded(SignatureSuite.SM2_SM3, "another");
    assertThatThrownBy(() -> prepared.finish(other.sign(prepared.digest())))
        .isInstanceOf(SelfCheckException.class);
  }
}
