package org.liangzheng.api.licence.life;

import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceReading;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Acts on the status of licences. One person, or a machine, may do each: mass acts take two. */
@RestController
class StatusController {
  private final Idempotency idempotency;
  private final StatusActs acts;
  private final LegalActs history;
  private final LicenceReading reading;
  private final Ids ids;
  private final Clock clock;
  private final JsonMapper json;

  StatusController(
      Idempotency idempotency,
      StatusActs acts,
      LegalActs history,
      LicenceReading reading,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    this.idempotency = idempotency;
    this.acts = acts;
    this.history = history;
    this.reading = reading;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  /** Suspends, resumes, revokes, annuls or cancels a licence of the caller's authority. */
  @PostMapping("/v1/licences/{id}/status")
  @Access(scope = Scope.LICENCE_ACT)
  ResponseEntity<byte[]> act(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody StatusRequest request) {
    var _ = reading.own(caller, id);
    return idempotency
        .run(
            caller.actor(),
            StatusRoute.ROUTE,
            key,
            RequestDigest.of(json, request, id, caller.authority().value()),
            Act.of(
                () -> StatusRoute.encode(ids.next()),
                intent ->
                    acts.perform(
                        StatusRoute.allotted(intent), intent, id, request, caller.actor())))
        .toResponse();
  }

  /** What a licence of the caller's authority is now, with all acts and their reasons. */
  @GetMapping("/v1/licences/{id}/status")
  @Access(scope = Scope.LICENCE_READ)
  ResponseEntity<StatusView> show(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = UseCause.HEADER, required = false) @Nullable String cause) {
    RegisteredLicence licence = reading.read(caller, id, cause, Usage.Kind.READ);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new StatusView(
                id,
                licence.stateOn(LegalDay.of(clock.instant())),
                licence.statusSince(),
                history.of(id).stream().map(StatusView.Item::of).toList()));
  }
}
