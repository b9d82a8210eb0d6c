package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes on a real database that learn of a rotation by and by. */
abstract class KeyRotationRig {
  static final int ROWS = 250;

  @TempDir Path folder;
  CustodyWorld world;
  final List<HikariDataSource> pools = new ArrayList<>();
  Node one;
  Node two;

  /** What one node knows and does. */
  final class Node {
    final HikariDataSource source = pool();
    final JdbcClient jdbc = JdbcClient.create(source);
    final TransactionTemplate transactions =
        new TransactionTemplate(new DataSourceTransactionManager(source));
    final DataKeys keys = DataKeys.load(jdbc, world.plan, "data-keys", world.clock, world.random);
    final VaultFieldCipher cipher = new VaultFieldCipher(keys, world.random);
    final BlindIndex index = new BlindIndex(keys);
    final BlindIndexRows rows = new BlindIndexRows(jdbc, index);
    final RotationStore store = new RotationStore(jdbc);
    final List<String> acts = new ArrayList<>();
    KeyRotation rotation = rotation(cipher);

    private HikariDataSource pool() {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl(world.database.url());
      pool.setUsername(world.database.user());
      pool.setPassword(world.database.password());
      pool.setMaximumPoolSize(8);
      pool.setMinimumIdle(0);
      pools.add(pool);
      return pool;
    }

    KeyRotation rotation(FieldCipher with) {
      return new KeyRotation(
          keys,
          store,
          new FieldMover(jdbc, with),
          new IndexMover(jdbc, index, world.clock),
          new KeyRotation.Declared(
              () ->
                  List.of(
                      EncryptedColumns.of("t_cell", "content", "note"),
                      new EncryptedColumns("t_part", "whole", List.of("content"))),
              () -> List.of(table("t_index"), table("t_many")),
              () -> List.of(new BlindIndexTable.Forgetful("t_forget", "until"))),
          () -> (act, _, facts) -> acts.add(act + " " + facts.get("kind")),
          transactions,
          new RotationSettings(1000, Duration.ofMinutes(30)),
          new Ids(world.clock, world.random),
          world.clock);
    }

    BlindIndexTable table(String name) {
      return new BlindIndexTable() {
        @Override
        public String table() {
          return name;
        }

        @Override
        public String owner() {
          return "owner";
        }

        @Override
        public List<String> values(UUID owner) {
          if (name.equals("t_many")) {
            return List.of("shared", "other " + owner);
          }
          return jdbc
              .sql("select content from t_cell where id = ?")
              .param(owner)
              .query(byte[].class)
              .optional()
              .map(sealed -> text(cipher.decrypt(cell("content", owner), sealed)))
              .stream()
              .toList();
        }
      };
    }

    /** One thing with a unique value, as features write it. */
    boolean put(UUID id, String value) {
      return Boolean.TRUE.equals(
          transactions.execute(status -> {
            jdbc.sql("insert into t_cell (id, content) values (?, ?)")
                .params(id, cipher.encrypt(cell("content", id), bytes(value)))
                .update();
            boolean free = rows.claim("t_index", "owner", value, id);
            if (!free) {
              status.setRollbackOnly();
            }
            return free;
          }));
    }

    Set<UUID> find(String value) {
      Set<UUID> found = new HashSet<>();
      for (BlindIndexValue one : index.all("t_index", "index", value)) {
        found.addAll(
            jdbc.sql("select owner from t_index where index = ? and key_version = ?")
                .params(one.value().toByteArray(), one.version())
                .query(UUID.class)
                .list());
      }
      return found;
    }

    String read(UUID id) {
      byte[] sealed =
          jdbc.sql("select content from t_cell where id = ?")
              .param(id)
              .query(byte[].class)
              .single();
      return text(cipher.decrypt(cell("content", id), sealed));
    }
  }

  static Cell cell(String column, UUID row) {
    return new Cell("t_cell", column, row);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @BeforeEach
  void open() {
    world = new CustodyWorld(folder);
    world.jdbc.sql("create table t_cell (id uuid primary key, content bytea, note bytea)").update();
    world
        .jdbc
        .sql(
            "create table t_index (index bytea not null, key_version integer not null, owner uuid"
                + " not null, colour text not null default 'red', primary key (index,"
                + " key_version))")
        .update();
    world
        .jdbc
        .sql("create table t_part (whole uuid not null, number integer, content bytea)")
        .update();
    world
        .jdbc
        .sql("create table t_forget (index bytea, key_version integer, until timestamptz)")
        .update();
    world
        .jdbc
        .sql(
            "create table t_many (index bytea not null, key_version integer not null, owner uuid"
                + " not null, primary key (index, key_version, owner))")
        .update();
    one = new Node();
    two = new Node();
  }

  @AfterEach
  void close() {
    pools.forEach(HikariDataSource::close);
    world.close();
  }

  Map<UUID, String> filled() {
    Map<UUID, String> all = new ConcurrentHashMap<>();
    for (int i = 0; i < ROWS; i++) {
      UUID id = UUID.randomUUID();
      assertThat((i % 2 == 0 ? one : two).put(id, "value " + i)).isTrue();
      all.put(id, "value " + i);
    }
    one.jdbc
        .sql("update t_index set colour = 'blue' where ctid in (select ctid from t_index limit 7)")
        .update();
    return all;
  }

  RotationPhase phase(DataKeyKind kind) {
    return one.store.newest().stream()
        .filter(rotation -> rotation.kind() == kind)
        .findFirst()
        .orElseThrow()
        .phase();
  }

  /** Works and lets time pass until a phase is reached. */
  void until(Node node, DataKeyKind kind, RotationPhase phase) {
    for (int i = 0; i < 200 && phase(kind) != phase; i++) {
      node.rotation.work();
      world.clock.move(Duration.ofSeconds(30));
    }
    assertThat(phase(kind)).isEqualTo(phase);
  }

  /** Stops at the first moment of moving. */
  UUID untilMoving(DataKeyKind kind) {
    UUID id = one.store.open().getFirst().id();
    for (int i = 0; i < 20 && phase(kind) != RotationPhase.MOVING; i++) {
      one.rotation.step(id, 1);
      world.clock.move(Duration.ofSeconds(10));
    }
    assertThat(phase(kind)).isEqualTo(RotationPhase.MOVING);
    return id;
  }

  int old(String table, String column) {
    return world
        .jdbc
        .sql(
            "select count(*) from "
                + table
                + " where substring("
                + column
                + " from 1 for 5) = '\\x0100000001'::bytea")
        .query(Integer.class)
        .single();
  }

  int versions(int version) {
    return world
        .jdbc
        .sql("select count(*) from t_index where key_version = ?")
        .param(version)
        .query(Integer.class)
        .single();
  }
}
