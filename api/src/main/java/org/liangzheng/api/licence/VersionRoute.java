package org.liangzheng.api.licence;

import java.util.Optional;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RecoverableRoute;
import org.springframework.stereotype.Component;

/** Finds what an interrupted change or renewal left behind. */
@Component
class VersionRoute implements RecoverableRoute {
  static final String ROUTE = "POST /v1/licences/{id}/versions";

  private final LicenceVersions versions;

  VersionRoute(LicenceVersions versions) {
    this.versions = versions;
  }

  @Override
  public String route() {
    return ROUTE;
  }

  @Override
  public Optional<Outcome> recover(Intent intent) {
    return versions.recover(intent);
  }
}
