package org.liangzheng.api.identity;

import static org.liangzheng.api.identity.AccessMatrix.but;
import static org.liangzheng.api.identity.AccessMatrix.guarded;
import static org.liangzheng.api.identity.AccessMatrix.open;

import java.util.List;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Call;

/** The log and its events. */
final class LogMatrix {
  static final List<Row> ROWS =
      List.of(
          open("GET /v1/log/checkpoint", 200, world -> logged(world, "/v1/log/checkpoint")),
          open("GET /v1/log/leaves", 200, world -> logged(world, "/v1/log/leaves?from=0")),
          open(
              "GET /v1/log/proofs/inclusion",
              200,
              world -> logged(world, "/v1/log/proofs/inclusion?index=0&size=1")),
          open(
              "GET /v1/log/proofs/consistency",
              200,
              world -> logged(world, "/v1/log/proofs/consistency?from=1&to=1")),
          guarded("GET /v1/events", Scope.EVENT_READ, 200, 200, _ -> Call.get("/v1/events")),
          // Of persons only a supervising authority's.
          but(
              guarded(
                  "GET /v1/log/entries",
                  Scope.AUDIT_READ,
                  200,
                  200,
                  _ -> Call.get("/v1/log/entries")),
              AccessMatrix.Role.OFFICER_FOREIGN,
              403),
          but(
              guarded(
                  "GET /v1/log/export",
                  Scope.AUDIT_READ,
                  200,
                  200,
                  world -> logged(world, "/v1/log/export")),
              AccessMatrix.Role.OFFICER_FOREIGN,
              403));

  private LogMatrix() {}

  private static Call logged(World world, String path) {
    if (TestHttp.send(world.tokens().base(), Call.get("/v1/log/checkpoint")).status() != 200) {
      var _ = LicenceMatrix.read(world, "");
      LicenceMatrix.await(world, Call.get("/v1/log/checkpoint"));
    }
    return Call.get(path);
  }
}
