package org.liangzheng.verifier.format.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.json.Base64Url;
import org.liangzheng.verifier.format.json.CanonicalJson;

/** Bits and bytes of status lists and of the table beside them. */
class StatusListTest {
  private static final Instant SINCE = Instant.parse("2026-11-01T02:03:04Z");

  private static NotInForce entry(long index, LegalAct act, long seconds) {
    return new NotInForce(index, act, SINCE.plusSeconds(seconds));
  }

  /** IETF Token Status List, section "Compressed Byte Array", the example of two bits. */
  @Test
  void theExampleOfTheSpecificationIsRead() throws Exception {
    StatusList list = StatusList.inflate(Base64Url.decode("eNo76fITAAPfAgc").toByteArray());
    int[] expected = {1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3};
    assertThat(list.size()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(list.at(i)).contains(StatusValue.of(expected[i]));
    }
    assertThat(list.at(12)).isEmpty();
    assertThat(list.at(-1)).isEmpty();
    assertThat(list.at(Long.MAX_VALUE)).isEmpty();
    assertThat(list.notInForce()).isEqualTo(6);
    assertThat(StatusListJson.read(StatusListJson.write(list))).isEqualTo(list);
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    NotInForceTable table =
        NotInForceTable.of(
            List.of(
                entry(999, LegalAct.CANCELLED, 0),
                entry(0, LegalAct.SUSPENDED, 7),
                entry(5, LegalAct.ANNULLED, 86_400),
                entry(6, LegalAct.REVOKED, 3)));
    StatusBook book = StatusBook.of(1000, table);
    assertThat(StatusList.inflate(book.list().deflate())).isEqualTo(book.list());
    assertThat(NotInForceTable.decode(table.base(), table.encode())).isEqualTo(table);
    assertThat(book.find(0)).isEqualTo(new StatusBook.Answer.Dead(entry(0, LegalAct.SUSPENDED, 7)));
    assertThat(book.find(5))
        .isEqualTo(new StatusBook.Answer.Dead(entry(5, LegalAct.ANNULLED, 86_400)));
    assertThat(book.find(999))
        .isEqualTo(new StatusBook.Answer.Dead(entry(999, LegalAct.CANCELLED, 0)));
    assertThat(book.find(1)).isEqualTo(new StatusBook.Answer.InForce());
    assertThat(book.find(1000)).isEqualTo(new StatusBook.Answer.Outside());
    assertThat(book.list().at(0)).contains(StatusValue.SUSPENDED);
    assertThat(book.list().at(6)).contains(StatusValue.ENDED);
  }

  /** The vector of docs/formats/status-list.md. */
  @Test
  void theVectorOfTheFormatPageComesOut() throws Exception {
    NotInForceTable table =
        NotInForceTable.of(
            List.of(
                new NotInForce(1, LegalAct.REVOKED, Instant.parse("2026-11-01T00:00:00Z")),
                new NotInForce(300, LegalAct.SUSPENDED, Instant.parse("2026-11-02T00:00:00Z"))));
    assertThat(table.base()).contains(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(table.encode()).containsExactly(0x01, 0x02, 0xaa, 0x02, 0x80, 0x8c, 0x15);
    assertThat(Base64Url.encode(table.encode())).isEqualTo("AQKqAoCMFQ");
  }

  @Test
  void anyTableIsReadAsItWasWritten() throws Exception {
    Random random = new Random(20_261_101);
    for (int round = 0; round < 200; round++) {
      List<NotInForce> entries = new ArrayList<>();
      int bound = 1 << (4 + random.nextInt(24));
      random
          .ints(random.nextInt(40), 0, bound)
          .distinct()
          .forEach(index ->
              entries.add(
                  entry(
                      index,
                      LegalAct.of(random.nextInt(4)),
                      random.nextInt(1 << (1 + random.nextInt(30))))));
      NotInForceTable table = NotInForceTable.of(entries);
      assertThat(NotInForceTable.decode(table.base(), table.encode())).isEqualTo(table);
      for (NotInForce one : entries) {
        assertThat(table.find(one.index())).contains(one);
      }
      assertThat(table.size()).isEqualTo(entries.size());
      StatusList list = StatusList.of(Math.max(4, bound), table);
      assertThat(list.notInForce()).isEqualTo(entries.size());
      assertThat(StatusBook.agree(list, table)).isTrue();
    }
  }

  /** Whatever two different byte strings say, they do not say the same. */
  @Test
  void aTableHasOneSpelling() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      Optional<Instant> base = bytes.length == 0 ? Optional.empty() : Optional.of(SINCE);
      try {
        NotInForceTable table = NotInForceTable.decode(base, bytes);
        assertThat(table.encode()).isEqualTo(bytes);
        assertThat(table.base()).isEqualTo(base);
      } catch (MalformedException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  private static void refused(int... bytes) {
    byte[] table = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      table[i] = (byte) bytes[i];
    }
    assertThatThrownBy(() -> NotInForceTable.decode(Optional.of(SINCE), table))
        .as(Arrays.toString(bytes))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void aTableInAnotherSpellingIsRefused() throws Exception {
    assertThat(NotInForceTable.decode(Optional.of(SINCE), new byte[] {0, 0}).size()).isEqualTo(1);
    refused(); // a base without entries
    assertThatThrownBy(() -> NotInForceTable.decode(Optional.empty(), new byte[] {0, 0}))
        .isInstanceOf(MalformedException.class);
    refused(0x00); // half an entry
    refused(0x80, 0x00, 0x00); // a longer spelling of 0
    refused(0x00, 0x82, 0x00); // a longer spelling of 2
    refused(0x00, 0x04); // one second after the base, and nothing at it
    refused(0x00, 0x80); // broken off
    refused(0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0x00); // too long a number
    refused(0x80, 0x80, 0x80, 0x80, 0x01, 0x00); // index 2²⁸
    refused(0xff, 0xff, 0xff, 0x7f, 0x00, 0x00, 0x00); // the last index, and one more
    refused(0x00, 0x00, 0x00, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01); // 272 years later
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 5, 1001, StatusList.MAX_SIZE + 4})
  void aListOfAnOddSizeIsRefused(long size) {
    assertThatThrownBy(() -> StatusList.of(size, NotInForceTable.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tablesThatContradictThemselvesAreRefused() {
    assertThatThrownBy(() ->
            NotInForceTable.of(
                List.of(entry(3, LegalAct.REVOKED, 0), entry(3, LegalAct.SUSPENDED, 1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> StatusBook.of(8, NotInForceTable.of(List.of(entry(8, LegalAct.REVOKED, 0)))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            NotInForceTable.of(
                List.of(entry(3, LegalAct.REVOKED, 0), entry(4, LegalAct.REVOKED, 1L << 33))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> entry(StatusList.MAX_SIZE, LegalAct.REVOKED, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NotInForce(1, LegalAct.REVOKED, SINCE.plusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listAndTableHaveToAgree() {
    NotInForceTable revoked = NotInForceTable.of(List.of(entry(5, LegalAct.REVOKED, 0)));
    NotInForceTable suspended = NotInForceTable.of(List.of(entry(5, LegalAct.SUSPENDED, 0)));
    NotInForceTable other = NotInForceTable.of(List.of(entry(6, LegalAct.REVOKED, 0)));
    NotInForceTable outside = NotInForceTable.of(List.of(entry(99, LegalAct.REVOKED, 0)));
    NotInForceTable both =
        NotInForceTable.of(List.of(entry(5, LegalAct.REVOKED, 0), entry(6, LegalAct.REVOKED, 0)));
    StatusList list = StatusList.of(8, revoked);
    assertThat(StatusBook.agree(list, revoked)).isTrue();
    for (NotInForceTable wrong : List.of(NotInForceTable.EMPTY, suspended, other, outside, both)) {
      assertThat(StatusBook.agree(list, wrong)).isFalse();
      assertThatThrownBy(() -> new StatusBook(list, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aReservedValueIsNotUnderstoodAndBelongsInNoTable() throws Exception {
    StatusList list = StatusList.inflate(zlib(new byte[] {0x0c}));
    assertThat(new StatusBook(list, NotInForceTable.EMPTY).find(1))
        .isEqualTo(new StatusBook.Answer.NotUnderstood());
    NotInForceTable revoked = NotInForceTable.of(List.of(entry(1, LegalAct.REVOKED, 0)));
    assertThat(StatusBook.agree(list, revoked)).isFalse();
  }

  private static byte[] zlib(byte[] bytes) {
    return zlib(new Deflater(), bytes);
  }

  private static byte[] zlib(Deflater deflater, byte[] bytes) {
    deflater.setInput(bytes);
    deflater.finish();
    byte[] chunk = new byte[4096];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (!deflater.finished()) {
      out.write(chunk, 0, deflater.deflate(chunk));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static void noList(byte[] zlib) {
    assertThatThrownBy(() -> StatusList.inflate(zlib)).isInstanceOf(MalformedException.class);
  }

  @Test
  void aStreamThatIsNotExactlyAListIsRefused() throws Exception {
    byte[] list = new byte[1000];
    new Random(1).nextBytes(list);
    byte[] good = zlib(list);
    assertThat(StatusList.inflate(good).size()).isEqualTo(4000);
    noList(new byte[0]);
    noList(zlib(new byte[0]));
    noList(Arrays.copyOf(good, good.length + 1));
    noList(zlib(new Deflater(Deflater.DEFAULT_COMPRESSION, true), list)); // raw DEFLATE
    Deflater dictionary = new Deflater();
    dictionary.setDictionary(Arrays.copyOf(list, 100));
    noList(zlib(dictionary, list));
    for (int length = 0; length < good.length; length++) {
      noList(Arrays.copyOf(good, length));
    }
    byte[] checksum = good.clone();
    checksum[checksum.length - 1] ^= 1;
    noList(checksum);
  }

  @Test
  void aBombIsStoppedAtTheLimit() throws Exception {
    byte[] largest = zlib(new byte[StatusList.MAX_BYTES]);
    assertThat(StatusList.inflate(largest).size()).isEqualTo(StatusList.MAX_SIZE);
    noList(zlib(new byte[StatusList.MAX_BYTES + 1]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"bits\":1,\"lst\":\"eNo76fITAAPfAgc\"}",
        "{\"bits\":2,\"lst\":\"eNo76fITAAPfAgd\"}",
        "{\"bits\":2,\"extra\":1,\"lst\":\"eNo76fITAAPfAgc\"}",
        "{\"bits\":2}",
        "{\"bits\":\"2\",\"lst\":\"eNo76fITAAPfAgc\"}",
        "[]"
      })
  void anotherObjectIsRefused(String json) {
    assertThatThrownBy(
            () -> StatusListJson.read(CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void everyRefusalHasSentenceAndNextStepInBothLanguages() {
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      StatusListText text = StatusListText.in(locale);
      for (StatusListFault fault : StatusListFault.values()) {
        assertThat(text.sentence(fault)).isNotBlank();
        assertThat(text.next(fault)).isNotBlank();
      }
    }
  }
}
