package org.liangzheng.api.web.idempotency;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Ids;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Carries out acts of routes that are {@link NothingOutside}. */
public final class PlainActs {
  private final Idempotency idempotency;
  private final Ids ids;
  private final JsonMapper json;

  PlainActs(Idempotency idempotency, Ids ids, JsonMapper json) {
    this.idempotency = idempotency;
    this.ids = ids;
    this.json = json;
  }

  /**
   * @param client as of {@link Idempotency#run}
   * @param route as of {@link Idempotency#run}
   * @param key as of {@link Idempotency#run}
   * @param request what decides it: the parsed body, what the path names, for which authority
   * @param perform takes the identifier that every attempt works with, and the time of the act
   * @return the answer of this act, or of the request that came first with the key
   * @throws org.liangzheng.api.web.Problem as {@link Idempotency#run}
   */
  public ResponseEntity<byte[]> run(
      String client,
      String route,
      @Nullable String key,
      List<?> request,
      BiFunction<UUID, Instant, Outcome> perform) {
    return idempotency
        .run(
            client,
            route,
            key,
            RequestDigest.of(json, request.toArray()),
            NothingOutside.act(ids::next, perform))
        .toResponse();
  }
}
