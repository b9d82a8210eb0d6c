package org.liangzheng.api.licence;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.api.licence.TestCity.Reply;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/**
 * One kind of act that clients do while nodes and database are killed: what to ask, when it is
 * answered for good, and what must be true of the answered ones in the end.
 */
interface Deed {
  /** For keys and messages. */
  String name();

  /** Looks once at the running service for what it needs to know. */
  default void prepare(TestCity city) {}

  /**
   * The next request of a client, by what it has done itself so far; empty while there is nothing
   * to do it to.
   *
   * @param number not given before
   */
  Optional<Order> next(int number, List<Done> own);

  /** Whether an answer is the one that was wanted. */
  boolean fulfilled(Reply reply);

  /** Holds what clients wrote down against the database; the service is up. */
  void prove(List<Done> done, JdbcClient database, TestCity city);

  /** A request to be repeated under its key until it is answered. */
  record Order(String path, Map<String, String> headers, byte[] body) {
    static Order json(String path, ObjectNode body) {
      return new Order(
          path,
          Map.of("Content-Type", "application/json"),
          body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Sends it under a key. */
    Reply send(TestCity city, String key) {
      Map<String, String> all = new HashMap<>(headers);
      all.put("Idempotency-Key", key);
      return city.send("POST", path, all, body);
    }
  }

  /** What a client writes down: it asked this and got that. */
  record Done(Deed deed, String key, Order order, byte[] answer) {}
}
