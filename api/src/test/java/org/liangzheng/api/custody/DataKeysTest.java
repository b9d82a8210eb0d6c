package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.web.Cell;
import org.liangzheng.hsm.CustodyException;

class DataKeysTest {

  private static final UUID ROW = UUID.fromString("01930000-0000-7000-8000-000000000001");
  private static final Cell CELL = new Cell("licence", "data", ROW);
  private static final byte[] PLAIN = "张三（示例）".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private CustodyWorld world;
  private DataKeys keys;
  private VaultFieldCipher cipher;
  private BlindIndex index;

  @BeforeEach
  void open() {
    world = new CustodyWorld(folder);
    keys = world.dataKeys();
    cipher = new VaultFieldCipher(keys, world.random);
    index = new BlindIndex(keys);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whatIsSealedForACellOpensThereAndNowhereElse() {
    byte[] sealed = cipher.encrypt(CELL, PLAIN);
    assertThat(sealed).hasSize(PLAIN.length + 33);
    assertThat(cipher.decrypt(CELL, sealed)).isEqualTo(PLAIN);
    assertThat(cipher.encrypt(CELL, PLAIN)).as("fresh nonce").isNotEqualTo(sealed);
    Cell[] others = {
      new Cell("licence2", "data", ROW),
      new Cell("licence", "data2", ROW),
      new Cell("licenc", "edata", ROW),
      new Cell("licence", "data", new UUID(1, 2))
    };
    for (Cell other : others) {
      assertThatThrownBy(() -> cipher.decrypt(other, sealed))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageNotContaining(ROW.toString());
    }
    assertThat(cipher.decrypt(CELL, cipher.encrypt(CELL, new byte[0]))).isEmpty();
  }

  @Test
  void everyFlippedOrMissingByteIsFound() {
    byte[] sealed = cipher.encrypt(CELL, PLAIN);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> cipher.decrypt(CELL, changed))
          .as("byte %d", i)
          .isInstanceOf(IllegalStateException.class);
      byte[] cut = java.util.Arrays.copyOf(sealed, i);
      assertThatThrownBy(() -> cipher.decrypt(CELL, cut)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anotherStartReadsWhatThisOneWrote() {
    byte[] sealed = cipher.encrypt(CELL, PLAIN);
    BlindIndexValue indexed = index.of("licence", "holder", "11010119000101001X");
    DataKeys again = world.dataKeys();
    assertThat(new VaultFieldCipher(again, world.random).decrypt(CELL, sealed)).isEqualTo(PLAIN);
    assertThat(new BlindIndex(again).of("licence", "holder", "11010119000101001X"))
        .isEqualTo(indexed);
  }

  private int next(DataKeyKind kind) {
    DataKeys.Fresh fresh = keys.prepare(kind);
    assertThat(keys.insert(fresh)).isTrue();
    assertThat(keys.insert(fresh)).as("of two nodes one comes first").isFalse();
    keys.refresh();
    return fresh.version();
  }

  @Test
  void aNewVersionIsUsedWhenEveryNodeHasHadTimeToLoadIt() {
    DataKeys otherNode = world.dataKeys();
    byte[] old = cipher.encrypt(CELL, PLAIN);
    assertThat(next(DataKeyKind.FIELD)).isEqualTo(2);
    assertThat(keys.current(DataKeyKind.FIELD).version()).isEqualTo(1);
    world.clock.move(DataKeys.ACTIVATION);
    assertThat(keys.current(DataKeyKind.FIELD).version()).isEqualTo(2);
    byte[] young = cipher.encrypt(CELL, PLAIN);
    VaultFieldCipher other = new VaultFieldCipher(otherNode, world.random);
    assertThat(otherNode.known()).as("has not looked").hasSize(2);
    assertThat(other.decrypt(CELL, young)).as("looks for what it meets").isEqualTo(PLAIN);
    assertThat(other.decrypt(CELL, old)).isEqualTo(PLAIN);
    assertThat(keys.current(DataKeyKind.INDEX).version()).isEqualTo(1);
  }

  @Test
  void aNodeThatHasNotLookedForLongLooksBeforeItWrites() {
    DataKeys otherNode = world.dataKeys();
    next(DataKeyKind.INDEX);
    assertThat(otherNode.written(DataKeyKind.INDEX)).hasSize(1);
    world.clock.move(DataKeys.STALE.plusSeconds(1));
    assertThat(otherNode.written(DataKeyKind.INDEX)).hasSize(2);
  }

  @Test
  void aNodeThatCannotLookWritesNothing() {
    DataKeys otherNode =
        DataKeys.load(world.jdbc, world.plan, "data-keys", world.clock, world.random);
    world.jdbc.sql("alter table custody_data_key rename to gone").update();
    assertThat(otherNode.written(DataKeyKind.INDEX)).as("known well enough").hasSize(1);
    world.clock.move(DataKeys.STALE.plusSeconds(1));
    assertThatThrownBy(() -> otherNode.written(DataKeyKind.INDEX))
        .isInstanceOf(org.springframework.dao.DataAccessException.class);
    assertThatThrownBy(() -> otherNode.current(DataKeyKind.FIELD))
        .isInstanceOf(org.springframework.dao.DataAccessException.class);
  }

  @Test
  void retiredKeysReadAndLookUpAndWriteNoMoreAndDestroyedOnesAreGone() {
    byte[] old = cipher.encrypt(CELL, PLAIN);
    BlindIndexValue before = index.of("licence", "holder", "x");
    next(DataKeyKind.FIELD);
    next(DataKeyKind.INDEX);
    world.clock.move(DataKeys.ACTIVATION);
    assertThat(index.of("licence", "holder", "x")).as("until it is retired").isEqualTo(before);
    assertThat(index.written("licence", "holder", "x"))
        .extracting(BlindIndexValue::version)
        .containsExactly(1, 2);
    for (DataKeyKind kind : DataKeyKind.values()) {
      keys.retireBefore(kind, 2);
    }
    keys.refresh();
    assertThat(cipher.decrypt(CELL, old)).isEqualTo(PLAIN);
    assertThat(index.written("licence", "holder", "x"))
        .extracting(BlindIndexValue::version)
        .containsExactly(2);
    assertThat(index.all("licence", "holder", "x"))
        .extracting(BlindIndexValue::version)
        .containsExactly(2, 1);
    for (DataKeyKind kind : DataKeyKind.values()) {
      keys.destroyBefore(kind, 2);
    }
    keys.refresh();
    assertThatThrownBy(() -> cipher.decrypt(CELL, old)).hasMessageContaining("missing");
    assertThat(index.all("licence", "holder", "x")).hasSize(1);
    assertThat(
            world
                .jdbc
                .sql("select count(*) from custody_data_key where wrapped is not null")
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    assertThat(next(DataKeyKind.FIELD)).as("numbers are never used again").isEqualTo(3);
  }

  @Test
  void indexesFindNormalisedValuesAndCannotBeMatchedOverColumns() {
    BlindIndexValue value = index.of("licence", "holder", "11010119000101001X");
    assertThat(index.of("licence", "holder", " １１０１０１19000101001x ")).isEqualTo(value);
    assertThat(index.of("licence", "holder", "110101190001010010")).isNotEqualTo(value);
    assertThat(index.of("licence", "agent", "11010119000101001X").value())
        .isNotEqualTo(value.value());
    assertThat(index.of("account", "holder", "11010119000101001X").value())
        .isNotEqualTo(value.value());
    assertThat(value.value().size()).isEqualTo(32);
    assertThatThrownBy(() -> index.of("licence", "holder", " \u3000 "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nodesThatStartTogetherAgreeOnTheFirstKeys() throws Exception {
    world.jdbc.sql("delete from custody_data_key").update();
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      var loaded =
          java.util.stream.IntStream.range(0, 4)
              .mapToObj(_ -> nodes.submit(() -> world.dataKeys()))
              .toList();
      byte[] sealed =
          new VaultFieldCipher(loaded.getFirst().get(), world.random).encrypt(CELL, PLAIN);
      for (var node : loaded) {
        assertThat(new VaultFieldCipher(node.get(), world.random).decrypt(CELL, sealed))
            .isEqualTo(PLAIN);
      }
    }
  }

  @Test
  void keysPutInEachOthersPlaceOpenNothing() {
    byte[] sealed = cipher.encrypt(CELL, PLAIN);
    world
        .jdbc
        .sql(
            """
            update custody_data_key k set wrapped = o.wrapped
            from custody_data_key o where o.kind <> k.kind
            """)
        .update();
    VaultFieldCipher swapped = new VaultFieldCipher(world.dataKeys(), world.random);
    assertThatThrownBy(() -> swapped.decrypt(CELL, sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDatabaseWithoutItsVaultKeyDoesNotOpen() {
    world.plan.registry().vault("soft").administration().destroy("data-keys");
    assertThatThrownBy(world::dataKeys).isInstanceOf(CustodyException.KeyAbsent.class);
  }

  @Test
  void noKeyStandsInTheDatabaseInTheClear() {
    byte[] clear = keys.current(DataKeyKind.FIELD).key().getEncoded();
    assertThat(
            world
                .jdbc
                .sql("select wrapped from custody_data_key")
                .query((row, _) -> row.getBytes(1))
                .list())
        .hasSize(2)
        .allSatisfy(wrapped ->
            assertThat(java.util.HexFormat.of().formatHex(wrapped))
                .doesNotContain(java.util.HexFormat.of().formatHex(clear)));
  }
}
