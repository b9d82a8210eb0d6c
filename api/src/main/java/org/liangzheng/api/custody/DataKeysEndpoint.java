package org.liangzheng.api.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code /actuator/datakeys}: the keys of the database and their replacement, for {@code lz keys
 * rotate-data}. It gives out numbers and times. Beginning one does no harm and cannot be hurried:
 * one of each kind is under way at a time, at the speed that is set. Writing takes a JSON body,
 * which a page of another site cannot send without being asked first.
 */
@Endpoint(id = "datakeys")
final class DataKeysEndpoint {
  private static final int UNAVAILABLE = 503;

  private final DataKeys keys;
  private final KeyRotation rotation;
  private final RotationStore store;

  DataKeysEndpoint(DataKeys keys, KeyRotation rotation, RotationStore store) {
    this.keys = keys;
    this.rotation = rotation;
    this.store = store;
  }

  /** Everything; {@code begun} names the kinds whose replacement this request began. */
  record State(List<Key> keys, List<Replacement> rotations, List<String> begun) {}

  /** A version that is not destroyed. */
  record Key(String kind, int version, Instant activeFrom, boolean retired) {}

  /** A replacement; {@code place}: the column or table it has come to. */
  record Replacement(
      UUID id,
      String kind,
      int toVersion,
      String phase,
      Instant phaseSince,
      int pass,
      @Nullable String place,
      long moved,
      long damaged,
      Instant startedAt,
      @Nullable Instant finishedAt) {}

  /** Where everything stands. */
  @ReadOperation
  State state() {
    return state(List.of());
  }

  /** Begins to replace both keys, as far as that is not under way. */
  @WriteOperation
  WebEndpointResponse<State> rotate() {
    List<String> begun = new ArrayList<>();
    try {
      for (DataKeyKind kind : DataKeyKind.values()) {
        if (rotation.start(kind)) {
          begun.add(kind.name());
        }
      }
    } catch (CustodyException unavailable) {
      return new WebEndpointResponse<>(state(begun), UNAVAILABLE);
    }
    return new WebEndpointResponse<>(state(begun));
  }

  private State state(List<String> begun) {
    return new State(
        keys.known().stream()
            .map(key -> new Key(key.kind().name(), key.version(), key.activeFrom(), key.retired()))
            .toList(),
        store.newest().stream().map(DataKeysEndpoint::view).toList(),
        begun);
  }

  private static Replacement view(Rotation one) {
    return new Replacement(
        one.id(),
        one.kind().name(),
        one.toVersion(),
        one.phase().name(),
        one.phaseSince(),
        one.pass(),
        one.place(),
        one.moved(),
        one.damaged(),
        one.startedAt(),
        one.finishedAt());
  }
}
