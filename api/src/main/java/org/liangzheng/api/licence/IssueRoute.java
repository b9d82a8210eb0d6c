package org.liangzheng.api.licence;

import java.util.Optional;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RecoverableRoute;
import org.springframework.stereotype.Component;

/** Finds what an interrupted issuing left behind. */
@Component
class IssueRoute implements RecoverableRoute {
  static final String ROUTE = "POST /v1/licences";

  private final LicenceIssuing issuing;

  IssueRoute(LicenceIssuing issuing) {
    this.issuing = issuing;
  }

  @Override
  public String route() {
    return ROUTE;
  }

  @Override
  public Optional<Outcome> recover(Intent intent) {
    return issuing.recover(intent);
  }
}
