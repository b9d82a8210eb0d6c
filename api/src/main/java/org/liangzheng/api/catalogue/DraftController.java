package org.liangzheng.api.catalogue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.publication.DraftDesk;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Drafts of licence types. */
@RestController
class DraftController {
  private final TypePublication types;
  private final DraftDesk desk;

  DraftController(TypePublication types, DraftDesk desk) {
    this.types = types;
    this.desk = desk;
  }

  /** Drafts of the caller's authority, last changed first, at most 200. */
  @GetMapping(TypePublication.DRAFTS)
  @Access(scope = Scope.CATALOGUE_MANAGE)
  DraftDesk.Page list(Caller.Officer caller) {
    return desk.list(types, caller);
  }

  /** One draft with what is still wrong with it. */
  @GetMapping(TypePublication.DRAFTS + "/{id}")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  DraftDesk.View show(Caller.Officer caller, @PathVariable UUID id) {
    return desk.show(types, caller, id);
  }

  /** Keeps a new draft. */
  @PostMapping(TypePublication.DRAFTS)
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> make(
      Caller.Officer caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody JsonNode definition) {
    return desk.make(types, caller, key, definition);
  }

  /** Writes a draft anew, for the version of the type that is the newest now. */
  @PostMapping(TypePublication.DRAFTS + "/{id}/definition")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> write(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody JsonNode definition) {
    return desk.write(types, caller, id, key, definition);
  }

  /** Proposes to publish a draft as it is now; a second catalogue manager approves. */
  @PostMapping(TypePublication.DRAFTS + "/{id}/publication")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> publish(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return desk.publish(types, caller, id, key);
  }

  /** Throws a draft away. */
  @PostMapping(TypePublication.DRAFTS + "/{id}/discarding")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> discard(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return desk.discard(types, caller, id, key);
  }
}
