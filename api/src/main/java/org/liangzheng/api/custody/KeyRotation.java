package org.liangzheng.api.custody;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.Ids;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replaces keys of the database while the service runs. Everything it knows stands in the database:
 * whichever node comes next goes on where the last one stopped, and each step is one transaction.
 *
 * <p>Nodes load keys on their own, at most {@link DataKeys#STALE} late, and write nothing with
 * older knowledge. A phase therefore lasts at least {@link #SETTLED}, and until every transaction
 * that began before it has ended: then all nodes are in it.
 */
final class KeyRotation {
  /** After this, no node works by the phase before: three times what a node may be behind. */
  static final Duration SETTLED = DataKeys.STALE.multipliedBy(3);

  /** Rows of one transaction. */
  static final int CHUNK = 100;

  private final DataKeys keys;
  private final RotationStore store;
  private final FieldMover fields;
  private final IndexMover indexes;
  private final Supplier<List<EncryptedColumns>> columns;
  private final Supplier<List<BlindIndexTable>> tables;
  private final Supplier<List<BlindIndexTable.Forgetful>> forgetful;
  private final Supplier<KeyActs> acts;
  private final TransactionTemplate transactions;
  private final RotationSettings settings;
  private final Ids ids;
  private final Clock clock;

  KeyRotation(
      DataKeys keys,
      RotationStore store,
      FieldMover fields,
      IndexMover indexes,
      Declared declared,
      Supplier<KeyActs> acts,
      TransactionTemplate transactions,
      RotationSettings settings,
      Ids ids,
      Clock clock) {
    this.keys = keys;
    this.store = store;
    this.fields = fields;
    this.indexes = indexes;
    this.columns = declared.columns();
    this.tables = declared.tables();
    this.forgetful = declared.forgetful();
    this.acts = acts;
    this.transactions = transactions;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  /** What features declare; asked for late, because they need custody to be made. */
  record Declared(
      Supplier<List<EncryptedColumns>> columns,
      Supplier<List<BlindIndexTable>> tables,
      Supplier<List<BlindIndexTable.Forgetful>> forgetful) {}

  /** One thing to go through: a column, or a table of indexes. */
  private interface Place {
    String name();

    Rotation.Chunk step(Rotation rotation, int most);
  }

  private record ColumnPlace(String name, FieldMover fields, EncryptedColumns table, String column)
      implements Place {
    @Override
    public Rotation.Chunk step(Rotation rotation, int most) {
      return fields.move(table, column, rotation.toVersion(), rotation.lastRow(), most);
    }
  }

  private record TablePlace(String name, IndexMover indexes, BlindIndexTable table)
      implements Place {
    @Override
    public Rotation.Chunk step(Rotation rotation, int most) {
      boolean clear = rotation.phase() == RotationPhase.CLEARING;
      return indexes.move(table, rotation.toVersion(), rotation.lastRow(), most, clear);
    }
  }

  private record ForgetfulPlace(String name, IndexMover indexes, BlindIndexTable.Forgetful table)
      implements Place {
    @Override
    public Rotation.Chunk step(Rotation rotation, int most) {
      return rotation.phase() == RotationPhase.CLEARING
          ? indexes.forget(table, rotation.toVersion(), most)
          : new Rotation.Chunk(null, 0, 0, 0);
    }
  }

  /**
   * Begins to replace a key, unless that is under way.
   *
   * @return whether it was begun
   * @throws org.liangzheng.hsm.CustodyException if the vault does not wrap the new key
   */
  boolean start(DataKeyKind kind) {
    if (store.open().stream().anyMatch(rotation -> rotation.kind() == kind)) {
      return false;
    }
    DataKeys.Fresh fresh = keys.prepare(kind);
    UUID id = ids.next();
    boolean begun =
        Boolean.TRUE.equals(
            transactions.execute(_ -> {
              if (!keys.insert(fresh)) {
                return false;
              }
              store.insert(id, kind, fresh.version(), clock.instant());
              record("DATA_KEY_ROTATION_STARTED", id, kind, fresh.version());
              return true;
            }));
    keys.refresh();
    return begun;
  }

  /** Goes on with what is under way: as many rows as a second has. */
  void work() {
    for (Rotation rotation : store.open()) {
      int left = settings.rowsPerSecond();
      while (left > 0) {
        int budget = Math.min(left, CHUNK);
        int spent = step(rotation.id(), budget);
        if (spent == 0) {
          break;
        }
        left -= spent;
      }
    }
  }

  /**
   * One transaction of one replacement.
   *
   * @return rows it may have cost, at least 1; 0: there is nothing to do now
   */
  int step(UUID id, int most) {
    Integer spent =
        transactions.execute(_ -> store.lock(id).map(rotation -> step(rotation, most)).orElse(0));
    return spent == null ? 0 : spent;
  }

  private int step(Rotation rotation, int most) {
    if (keys.version(rotation.kind(), rotation.toVersion()) == null) {
      keys.refresh();
    }
    return switch (rotation.phase()) {
      case SPREADING -> settled(rotation) ? enter(rotation, RotationPhase.MOVING) : 0;
      case MOVING -> go(rotation, RotationPhase.RETIRING, most);
      case RETIRING -> settled(rotation) ? enter(rotation, RotationPhase.CLEARING) : 0;
      case CLEARING -> go(rotation, RotationPhase.HOLDING, most);
      case HOLDING -> held(rotation) ? enter(rotation, RotationPhase.DONE) : 0;
      case DONE -> 0;
    };
  }

  /** Whether all nodes have taken in the phase and nothing of the one before is under way. */
  private boolean settled(Rotation rotation) {
    return since(rotation, SETTLED) && store.isPast(rotation.horizon());
  }

  private boolean held(Rotation rotation) {
    return since(rotation, rotation.kind() == DataKeyKind.FIELD ? settings.hold() : SETTLED);
  }

  private boolean since(Rotation rotation, Duration least) {
    return !clock.instant().isBefore(rotation.phaseSince().plus(least));
  }

  private int go(Rotation rotation, RotationPhase next, int most) {
    List<Place> places = places(rotation.kind());
    Place place =
        places.stream()
            .filter(one -> rotation.place() == null || one.name().equals(rotation.place()))
            .findFirst()
            // A declaration that went with an update: the pass begins anew.
            .orElse(places.getFirst());
    if (rotation.place() == null && !mayBegin(rotation)) {
      return 0;
    }
    Rotation.Chunk chunk = place.step(rotation, most);
    if (chunk.lastRow() != null) {
      store.update(rotation.at(place.name(), chunk.lastRow(), chunk));
      return most;
    }
    if (place instanceof ForgetfulPlace && chunk.found() > 0) {
      store.update(rotation.at(place.name(), null, chunk));
      return 0; // time takes the rest away
    }
    int following = places.indexOf(place) + 1;
    if (following < places.size()) {
      store.update(rotation.at(places.get(following).name(), null, chunk));
      return (int) Math.max(1, Math.min(most, chunk.found()));
    }
    Rotation end = rotation.at(place.name(), null, chunk);
    if (isDone(end)) {
      return enter(end, next);
    }
    store.update(end.nextPass(clock.instant()));
    return end.damaged() > 0 ? 0 : most;
  }

  /** What a pass could not move will not move a moment later. */
  private boolean mayBegin(Rotation rotation) {
    return store.isPast(rotation.horizon())
        && (rotation.damaged() == 0 || since(rotation, SETTLED));
  }

  /**
   * Fields are done when a pass met none under an old version. Indexes are copied by one pass, for
   * who writes meanwhile writes both; they are cleared when a pass met none.
   */
  private static boolean isDone(Rotation end) {
    boolean copying = end.kind() == DataKeyKind.INDEX && end.phase() == RotationPhase.MOVING;
    return copying ? end.damaged() == 0 : end.found() == 0;
  }

  private int enter(Rotation rotation, RotationPhase next) {
    if (next == RotationPhase.RETIRING) {
      keys.retireBefore(rotation.kind(), rotation.toVersion());
    }
    if (next == RotationPhase.DONE) {
      keys.destroyBefore(rotation.kind(), rotation.toVersion());
      record("DATA_KEY_DESTROYED", rotation.id(), rotation.kind(), rotation.toVersion() - 1);
    }
    store.update(rotation.in(next, clock.instant(), store.horizon()));
    return 1;
  }

  private void record(String act, UUID id, DataKeyKind kind, int version) {
    acts.get().record(act, id, Map.of("kind", kind.name(), "version", Integer.toString(version)));
  }

  private List<Place> places(DataKeyKind kind) {
    List<Place> places = new ArrayList<>();
    if (kind == DataKeyKind.FIELD) {
      for (EncryptedColumns table : columns.get()) {
        for (String column : table.columns()) {
          places.add(new ColumnPlace(table.table() + "." + column, fields, table, column));
        }
      }
    } else {
      tables.get().forEach(table -> places.add(new TablePlace(table.table(), indexes, table)));
      forgetful
          .get()
          .forEach(table -> places.add(new ForgetfulPlace(table.table(), indexes, table)));
    }
    if (places.isEmpty()) {
      throw new IllegalStateException("nothing is declared that could be moved");
    }
    places.sort(Comparator.comparing(Place::name));
    return places;
  }
}
