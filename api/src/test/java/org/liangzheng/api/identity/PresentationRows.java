package org.liangzheng.api.identity;

import java.util.UUID;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.presentation.point.PlaceKind;

/** Requests about presentations and points; of the matrix. */
final class PresentationRows {
  private PresentationRows() {}

  private static Call keyed(String path, String body) {
    return Call.json("POST", path, body).with("Idempotency-Key", UUID.randomUUID().toString());
  }

  private static String nothing() {
    return "/v1/presentations/" + UUID.randomUUID();
  }

  static Call show() {
    return keyed(
        "/v1/presentations",
        "{\"licence\":\"" + UUID.randomUUID() + "\",\"scene\":\"TRAFFIC_STOP\"}");
  }

  static Call get(String part) {
    return Call.get(nothing() + part);
  }

  static Call post(String part) {
    return Call.json("POST", nothing() + part, "{}");
  }

  static Call delete() {
    return Call.json("DELETE", nothing(), "");
  }

  static Call verify() {
    return Call.json("POST", "/v1/presentations/verify", "{\"code\":\"x\",\"scene\":\"X\"}");
  }

  static Call request() {
    return Call.get("/v1/presentations/requests/" + UUID.randomUUID());
  }

  static Call offline() {
    return Call.json("POST", "/v1/presentations/offline-scans", "{\"scans\":[]}");
  }

  static Call register() {
    return keyed(
        "/v1/verifier-points",
        """
        {"name":{"zh":"示例窗口","en":"Sample counter"},"place":{"zh":"示例大厅","en":"Sample hall"},
         "placeKind":"COUNTER","scenes":["TRAFFIC_STOP"]}
        """);
  }

  private static UUID made(World world) {
    return TestPoint.register(world.context(), world.own(), PlaceKind.COUNTER, "TRAFFIC_STOP").id();
  }

  static Call showPoint(World world) {
    return Call.get("/v1/verifier-points/" + made(world));
  }

  static Call point(World world, String act) {
    return keyed("/v1/verifier-points/" + made(world) + act, "{}");
  }
}
