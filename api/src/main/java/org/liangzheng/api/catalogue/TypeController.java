package org.liangzheng.api.catalogue;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.catalogue.publication.VersionDesk;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Published licence types; the same for every authority. */
@RestController
class TypeController {
  private final TypePublication types;
  private final VersionDesk desk;

  TypeController(TypePublication types, VersionDesk desk) {
    this.types = types;
    this.desk = desk;
  }

  /** All that is listed. */
  record Page(List<VersionDesk.Summary> types) {}

  /**
   * The newest version of each type.
   *
   * @param code of one type alone; an unknown one gives an empty list
   */
  @GetMapping(TypePublication.VERSIONS)
  @Access(scope = Scope.CATALOGUE_READ)
  Page list(Caller.OfAuthority caller, @RequestParam(required = false) @Nullable String code) {
    if (code == null) {
      return new Page(desk.list(types));
    }
    try {
      String known = LicenceTypeCode.parse(code).value();
      return new Page(VersionDesk.summaries(types.versions().newest(known).stream().toList()));
    } catch (MalformedException noCode) {
      throw new Problem(WebProblem.PARAMETER_INVALID, "code");
    }
  }

  /** One version of a type. */
  @GetMapping(TypePublication.VERSIONS + "/{id}")
  @Access(scope = Scope.CATALOGUE_READ)
  VersionDesk.View show(Caller.OfAuthority caller, @PathVariable UUID id) {
    return desk.show(types, id);
  }

  /** All versions of the type that a version belongs to, newest first. */
  @GetMapping(TypePublication.VERSIONS + "/{id}/versions")
  @Access(scope = Scope.CATALOGUE_READ)
  Page versions(Caller.OfAuthority caller, @PathVariable UUID id) {
    return new Page(desk.versions(types, id));
  }

  /**
   * Withdraws a type: nothing is issued by it from now on. One person is enough to stop; two bring
   * it back with a new version.
   */
  @PostMapping(TypePublication.VERSIONS + "/{id}/withdrawal")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> withdraw(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody VersionDesk.Withdraw body) {
    return desk.withdraw(types, caller, id, key, body);
  }
}
