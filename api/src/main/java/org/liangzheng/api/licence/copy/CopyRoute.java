package org.liangzheng.api.licence.copy;

import java.util.Optional;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RecoverableRoute;
import org.springframework.stereotype.Component;

/** Finds what an interrupted making of a copy left behind. */
@Component
class CopyRoute implements RecoverableRoute {
  static final String ROUTE = "POST /v1/licences/{id}/annotated-copies";

  private final AnnotatedCopies copies;

  CopyRoute(AnnotatedCopies copies) {
    this.copies = copies;
  }

  @Override
  public String route() {
    return ROUTE;
  }

  @Override
  public Optional<Outcome> recover(Intent intent) {
    return copies.recover(intent);
  }
}
