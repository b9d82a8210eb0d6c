package org.liangzheng.api.licence;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Changing and renewing: a licence gets a new version. */
@RestController
class VersionController {
  private final Idempotency idempotency;
  private final LicenceVersions versions;
  private final LicenceReading reading;
  private final Ids ids;
  private final JsonMapper json;

  VersionController(
      Idempotency idempotency,
      LicenceVersions versions,
      LicenceReading reading,
      Ids ids,
      JsonMapper json) {
    this.idempotency = idempotency;
    this.versions = versions;
    this.reading = reading;
    this.ids = ids;
    this.json = json;
  }

  /** Changes or renews a licence of the caller's authority; the version before it is superseded. */
  @PostMapping("/v1/licences/{id}/versions")
  @Access(scope = Scope.LICENCE_ISSUE)
  ResponseEntity<byte[]> add(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody VersionRequest request) {
    var _ = reading.own(caller, id);
    return idempotency
        .run(
            caller.actor(),
            VersionRoute.ROUTE,
            key,
            RequestDigest.of(json, request, id, caller.authority().value()),
            Act.of(
                () -> VersionAllotment.make(ids).encode(),
                intent -> versions.add(intent, id, request, caller.actor())))
        .toResponse();
  }
}
