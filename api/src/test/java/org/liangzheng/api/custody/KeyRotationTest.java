package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;

/** Keys are replaced on a real database, under writers on two nodes that learn of it by and by. */
class KeyRotationTest extends KeyRotationRig {
  @Test
  void everythingMovesAndTheOldKeysAreDestroyed() {
    Map<UUID, String> all = filled();
    UUID noted = all.keySet().iterator().next();
    world
        .jdbc
        .sql("update t_cell set note = ? where id = ?")
        .params(one.cipher.encrypt(cell("note", noted), bytes("note")), noted)
        .update();
    world
        .jdbc
        .sql("insert into t_forget values ('\\x01', 1, ?)")
        .param(world.clock.instant().atOffset(java.time.ZoneOffset.UTC))
        .update();
    assertThat(old("t_cell", "content")).isEqualTo(ROWS);
    for (DataKeyKind kind : DataKeyKind.values()) {
      assertThat(one.rotation.start(kind)).isTrue();
      assertThat(two.rotation.start(kind)).as("one at a time").isFalse();
    }
    until(two, DataKeyKind.FIELD, RotationPhase.DONE);
    until(one, DataKeyKind.INDEX, RotationPhase.DONE);
    assertThat(old("t_cell", "content")).isZero();
    assertThat(old("t_cell", "note")).isZero();
    assertThat(versions(1)).isZero();
    assertThat(versions(2)).isEqualTo(ROWS);
    assertThat(world.jdbc.sql("select count(*) from t_forget").query(Integer.class).single())
        .isZero();
    assertThat(
            world
                .jdbc
                .sql("select count(*) from t_index where colour = 'blue'")
                .query(Integer.class)
                .single())
        .as("other columns are copied")
        .isEqualTo(7);
    assertThat(
            world
                .jdbc
                .sql("select count(*) from custody_data_key where version = 1 and wrapped is null")
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    for (Node node : List.of(one, two, new Node())) {
      node.keys.refresh();
      assertThat(node.keys.known()).hasSize(2).allMatch(key -> key.version() == 2);
      all.forEach((id, value) -> {
        assertThat(node.read(id)).isEqualTo(value);
        assertThat(node.find(value)).containsExactly(id);
      });
    }
    List<String> acts = new ArrayList<>(one.acts);
    acts.addAll(two.acts);
    assertThat(acts)
        .containsExactlyInAnyOrder(
            "DATA_KEY_ROTATION_STARTED FIELD",
            "DATA_KEY_ROTATION_STARTED INDEX",
            "DATA_KEY_DESTROYED FIELD",
            "DATA_KEY_DESTROYED INDEX");
    assertThat(one.rotation.start(DataKeyKind.FIELD)).as("and once more").isTrue();
  }

  /**
   * Node two learns of each phase as late as it may. Every value is put on both nodes at the same
   * moment, in every phase: one wins, and both find it ever after.
   */
  @Test
  void aValueIsTakenOnceWhateverThePhaseOnEitherNode() throws Exception {
    Map<UUID, String> all = filled();
    one.rotation.start(DataKeyKind.INDEX);
    one.rotation.start(DataKeyKind.FIELD);
    Set<RotationPhase> seen = new HashSet<>();
    Set<List<Integer>> written = new HashSet<>();
    AtomicInteger number = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 400 && phase(DataKeyKind.INDEX) != RotationPhase.DONE; round++) {
        seen.add(phase(DataKeyKind.INDEX));
        one.keys.refresh();
        written.add(
            List.of(
                one.keys.written(DataKeyKind.INDEX).size() * 10
                    + one.keys.written(DataKeyKind.INDEX).getFirst().version(),
                two.keys.written(DataKeyKind.INDEX).size() * 10
                    + two.keys.written(DataKeyKind.INDEX).getFirst().version()));
        String value = "new " + number.incrementAndGet();
        String known = all.values().iterator().next();
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Boolean>> puts = new ArrayList<>();
        UUID[] ids = {UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()};
        for (int i = 0; i < 4; i++) {
          Node node = i % 2 == 0 ? one : two;
          UUID id = ids[i];
          String text = i < 2 ? value : known;
          puts.add(
              threads.submit(() -> {
                go.await();
                return node.put(id, text);
              }));
        }
        go.countDown();
        one.rotation.step(one.store.open().getFirst().id(), 20);
        boolean first = puts.get(0).get();
        boolean second = puts.get(1).get();
        assertThat(first ^ second).as("one of them, round %d %s", round, seen).isTrue();
        assertThat(puts.get(2).get() || puts.get(3).get()).as("known, %s", seen).isFalse();
        all.put(first ? ids[0] : ids[1], value);
        assertThat(one.find(value)).hasSize(1).isEqualTo(two.find(value));
        assertThat(one.find(known)).hasSize(1).isEqualTo(two.find(known));
        world.clock.move(Duration.ofSeconds(4));
      }
    }
    assertThat(seen)
        .contains(
            RotationPhase.SPREADING,
            RotationPhase.MOVING,
            RotationPhase.RETIRING,
            RotationPhase.CLEARING);
    assertThat(written)
        .as("nodes differed: one version and two, two and one")
        .contains(List.of(21, 11), List.of(12, 21));
    until(one, DataKeyKind.FIELD, RotationPhase.DONE);
    assertThat(versions(1)).isZero();
    assertThat(versions(2)).isEqualTo(all.size());
    assertThat(old("t_cell", "content")).isZero();
    all.forEach((id, value) -> assertThat(two.find(value)).containsExactly(id));
    all.forEach((id, value) -> assertThat(two.read(id)).isEqualTo(value));
  }

  /** Rows that share their cell's row, more than a transaction takes. */
  @Test
  void rowsThatShareACellMoveToo() {
    UUID whole = UUID.randomUUID();
    Cell cell = new Cell("t_part", "content", whole);
    for (int i = 0; i < 130; i++) {
      world
          .jdbc
          .sql("insert into t_part values (?, ?, ?)")
          .params(whole, i, one.cipher.encrypt(cell, bytes("part " + i)))
          .update();
    }
    one.rotation.start(DataKeyKind.FIELD);
    until(one, DataKeyKind.FIELD, RotationPhase.DONE);
    assertThat(old("t_part", "content")).isZero();
    one.jdbc
        .sql("select number, content from t_part")
        .query((row, _) ->
            assertThat(text(one.cipher.decrypt(cell, row.getBytes(2))))
                .isEqualTo("part " + row.getInt(1)))
        .list();
  }

  /** Many owners of one value, more than a transaction takes; and one value each. */
  @Test
  void tablesWhereAValueLeadsToManyAreKeyedAnewToo() {
    Set<UUID> owners = new HashSet<>();
    one.transactions.executeWithoutResult(_ -> {
      for (int i = 0; i < 130; i++) {
        UUID owner = UUID.randomUUID();
        owners.add(owner);
        one.rows.add("t_many", "owner", "shared", owner);
        one.rows.add("t_many", "owner", "other " + owner, owner);
      }
    });
    one.rotation.start(DataKeyKind.INDEX);
    UUID during = UUID.randomUUID();
    untilMoving(DataKeyKind.INDEX);
    two.transactions.executeWithoutResult(_ -> two.rows.add("t_many", "owner", "shared", during));
    owners.add(during);
    until(two, DataKeyKind.INDEX, RotationPhase.DONE);
    Set<UUID> found = new HashSet<>();
    List<BlindIndexValue> indexes = one.index.all("t_many", "index", "shared");
    assertThat(indexes).hasSize(1);
    for (BlindIndexValue value : indexes) {
      found.addAll(
          one.jdbc
              .sql("select owner from t_many where index = ? and key_version = ?")
              .params(value.value().toByteArray(), value.version())
              .query(UUID.class)
              .list());
    }
    assertThat(found).isEqualTo(owners);
    assertThat(
            one.jdbc
                .sql("select count(*) from t_many where key_version = 1")
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(one.jdbc.sql("select count(*) from t_many").query(Integer.class).single())
        .isEqualTo(130 * 2 + 1);
  }

  /** A node dies within a chunk: what it had done of it is undone, and the next goes on there. */
  @Test
  void whoeverComesNextGoesOn() {
    Map<UUID, String> all = filled();
    one.rotation.start(DataKeyKind.FIELD);
    untilMoving(DataKeyKind.FIELD);
    AtomicInteger count = new AtomicInteger();
    KeyRotation dying =
        one.rotation(
            new FieldCipher() {
              @Override
              public byte[] encrypt(Cell cell, byte[] plain) {
                if (count.incrementAndGet() == 130) {
                  throw new OutOfMemoryError("planted");
                }
                return one.cipher.encrypt(cell, plain);
              }

              @Override
              public byte[] decrypt(Cell cell, byte[] sealed) {
                return one.cipher.decrypt(cell, sealed);
              }
            });
    assertThatThrownBy(dying::work).isInstanceOf(OutOfMemoryError.class);
    assertThat(old("t_cell", "content")).isEqualTo(ROWS - KeyRotation.CHUNK);
    assertThat(one.store.open().getFirst().moved()).isEqualTo(KeyRotation.CHUNK);
    until(two, DataKeyKind.FIELD, RotationPhase.DONE);
    assertThat(one.store.newest().getFirst().moved()).as("none twice").isEqualTo(ROWS);
    all.forEach((id, value) -> assertThat(two.read(id)).isEqualTo(value));
  }

  @Test
  void aSecondMovesNoMoreThanIsSet() {
    filled();
    one.rotation.start(DataKeyKind.FIELD);
    UUID id = untilMoving(DataKeyKind.FIELD);
    assertThat(one.rotation.step(id, 40)).isEqualTo(40);
    assertThat(old("t_cell", "content")).isEqualTo(ROWS - 40);
  }

  @Test
  void aTransactionThatBeganBeforeIsWaitedFor() throws Exception {
    filled();
    one.rotation.start(DataKeyKind.INDEX);
    UUID id = one.store.open().getFirst().id();
    UUID late = UUID.randomUUID();
    BlindIndexValue index = two.index.of("t_index", "index", "late");
    assertThat(index.version()).isEqualTo(1);
    try (Connection connection = world.database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate(
          "insert into t_index values ('\\x"
              + java.util.HexFormat.of().formatHex(index.value().toByteArray())
              + "', 1, '"
              + late
              + "')");
      world
          .jdbc
          .sql("insert into t_cell (id, content) values (?, ?)")
          .params(late, two.cipher.encrypt(cell("content", late), bytes("late")))
          .update();
      world.clock.move(Duration.ofHours(2));
      for (int i = 0; i < 5; i++) {
        one.rotation.work();
      }
      assertThat(phase(DataKeyKind.INDEX)).isNotIn(RotationPhase.RETIRING, RotationPhase.CLEARING);
      connection.commit();
    }
    until(one, DataKeyKind.INDEX, RotationPhase.DONE);
    assertThat(one.store.open()).extracting(Rotation::id).doesNotContain(id);
    assertThat(two.find("late")).containsExactly(late);
    assertThat(versions(1)).isZero();
  }

  @Test
  void whatDoesNotOpenKeepsItsKey() {
    Map<UUID, String> all = filled();
    UUID damaged = all.keySet().iterator().next();
    world
        .jdbc
        .sql(
            "update t_cell set content = set_byte(content, 30, 255 - get_byte(content, 30)) where"
                + " id = ?")
        .param(damaged)
        .update();
    one.rotation.start(DataKeyKind.FIELD);
    for (int i = 0; i < 20; i++) {
      one.rotation.work();
      world.clock.move(Duration.ofSeconds(30));
    }
    assertThat(phase(DataKeyKind.FIELD)).isEqualTo(RotationPhase.MOVING);
    assertThat(one.store.open().getFirst().damaged()).isEqualTo(1);
    assertThat(old("t_cell", "content")).isEqualTo(1);
    assertThat(one.keys.version(DataKeyKind.FIELD, 1)).isNotNull();
    world.jdbc.sql("delete from t_cell where id = ?").param(damaged).update();
    until(one, DataKeyKind.FIELD, RotationPhase.DONE);
  }

  @Test
  void aRowWhoseOwnerIsGoneKeepsItsKey() {
    filled();
    world.jdbc.sql("insert into t_index values (sha256('x'), 1, gen_random_uuid())").update();
    one.rotation.start(DataKeyKind.INDEX);
    for (int i = 0; i < 20; i++) {
      one.rotation.work();
      world.clock.move(Duration.ofSeconds(30));
    }
    assertThat(phase(DataKeyKind.INDEX)).isEqualTo(RotationPhase.MOVING);
    assertThat(one.store.open().getFirst().damaged()).isEqualTo(1);
    assertThat(versions(1)).isEqualTo(ROWS + 1);
  }
}
