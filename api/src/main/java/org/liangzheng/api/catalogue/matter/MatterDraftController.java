package org.liangzheng.api.catalogue.matter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.publication.DraftDesk;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Drafts of matters. */
@RestController
class MatterDraftController {
  static final String IMPORT = "POST /v1/matter-imports";

  private final MatterPublication matters;
  private final DraftDesk desk;
  private final JsonMapper json;

  MatterDraftController(MatterPublication matters, DraftDesk desk, JsonMapper json) {
    this.matters = matters;
    this.desk = desk;
    this.json = json;
  }

  /** Drafts of the caller's authority, last changed first, at most 200. */
  @GetMapping(MatterPublication.DRAFTS)
  @Access(scope = Scope.CATALOGUE_MANAGE)
  DraftDesk.Page list(Caller.Officer caller) {
    return desk.list(matters, caller);
  }

  /** One draft with what is still wrong with it. */
  @GetMapping(MatterPublication.DRAFTS + "/{id}")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  DraftDesk.View show(Caller.Officer caller, @PathVariable UUID id) {
    return desk.show(matters, caller, id);
  }

  /** Keeps a new draft. */
  @PostMapping(MatterPublication.DRAFTS)
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> make(
      Caller.Officer caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody JsonNode definition) {
    return desk.make(matters, caller, key, definition);
  }

  /** Writes a draft anew, for the version of the matter that is the newest now. */
  @PostMapping(MatterPublication.DRAFTS + "/{id}/definition")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> write(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody JsonNode definition) {
    return desk.write(matters, caller, id, key, definition);
  }

  /**
   * Keeps a draft for each matter of a file, in the form of an export: JSON or CSV. Drafts of the
   * same matters that were there stay.
   */
  @PostMapping("/v1/matter-imports")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> take(
      Caller.Officer caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestHeader(name = "Content-Type", required = false) @Nullable String type,
      @RequestBody byte[] body) {
    return desk.take(matters, IMPORT, caller, key, definitions(type, body));
  }

  private List<JsonNode> definitions(@Nullable String type, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/csv")) {
      return MatterFile.definitions(text, json);
    }
    JsonNode list;
    try {
      list = json.readTree(text).path("matters");
    } catch (JacksonException notJson) {
      throw new Problem(MatterProblem.MATTER_FILE_UNREADABLE).causedBy(notJson);
    }
    if (!list.isArray() || list.isEmpty() || list.size() > MatterFile.MOST) {
      throw new Problem(MatterProblem.MATTER_FILE_UNREADABLE);
    }
    List<JsonNode> definitions = new ArrayList<>();
    list.forEach(definitions::add);
    return definitions;
  }

  /** Proposes to publish a draft as it is now; a second catalogue manager approves. */
  @PostMapping(MatterPublication.DRAFTS + "/{id}/publication")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> publish(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return desk.publish(matters, caller, id, key);
  }

  /** Throws a draft away. */
  @PostMapping(MatterPublication.DRAFTS + "/{id}/discarding")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> discard(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return desk.discard(matters, caller, id, key);
  }
}
