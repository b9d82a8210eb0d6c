package org.liangzheng.api.licence.life;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RecoverableRoute;
import org.springframework.stereotype.Component;

/** Finds what an interrupted act left behind, by the id that was allotted to it. */
@Component
class StatusRoute implements RecoverableRoute {
  static final String ROUTE = "POST /v1/licences/{id}/status";

  private final StatusActs acts;

  StatusRoute(StatusActs acts) {
    this.acts = acts;
  }

  @Override
  public String route() {
    return ROUTE;
  }

  @Override
  public Optional<Outcome> recover(Intent intent) {
    return acts.recover(allotted(intent));
  }

  static byte[] encode(UUID id) {
    return id.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static UUID allotted(Intent intent) {
    return UUID.fromString(new String(intent.allotted(), StandardCharsets.US_ASCII));
  }
}
