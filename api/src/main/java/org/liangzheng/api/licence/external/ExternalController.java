package org.liangzheng.api.licence.external;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UsageRecords;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.LicenceHolders;
import org.liangzheng.api.licence.LicenceView;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Taking in and reading licences that others issued. */
@RestController
class ExternalController {
  static final String PATH = "/v1/external-licences";
  static final String ROUTE = "POST " + PATH;
  private static final int MOST = 100;

  private final Idempotency idempotency;
  private final ExternalDesk desk;
  private final DeliveryCheck check;
  private final ExternalRegister register;
  private final ExternalReading reading;
  private final ExternalIssuers issuers;
  private final ExternalStanding standings;
  private final SealedFiles files;
  private final UsageRecords usages;
  private final AccessControl access;
  private final Ids ids;
  private final SecureRandom random;
  private final JsonMapper json;
  private final Clock clock;

  ExternalController(
      Idempotency idempotency,
      ExternalDesk desk,
      DeliveryCheck check,
      ExternalRegister register,
      ExternalReading reading,
      ExternalIssuers issuers,
      ExternalStanding standings,
      SealedFiles files,
      UsageRecords usages,
      AccessControl access,
      Ids ids,
      SecureRandom random,
      JsonMapper json,
      Clock clock) {
    this.idempotency = idempotency;
    this.desk = desk;
    this.check = check;
    this.register = register;
    this.reading = reading;
    this.issuers = issuers;
    this.standings = standings;
    this.files = files;
    this.usages = usages;
    this.access = access;
    this.ids = ids;
    this.random = random;
    this.json = json;
    this.clock = clock;
  }

  /** Body of a search: by identifier, or by holder. */
  record Search(
      @Nullable String identifier,
      @Nullable String holderType,
      @Nullable String holderCode,
      @Nullable UUID after,
      @Nullable Integer limit) {
    /** Nothing of the values: they are personal data. */
    @Override
    public String toString() {
      return "Search";
    }
  }

  /** What a search found; opened one by one, each with a cause. */
  record Hit(UUID id, String type, String authority, String status, SourceView source) {}

  /**
   * @param next to be given as {@code after}, of a search by holder; absent at the end
   */
  record Page(List<Hit> licences, @Nullable UUID next) {}

  /** Takes a delivery in. */
  @PostMapping(PATH)
  @Access(scope = Scope.EXTERNAL_DELIVER)
  ResponseEntity<byte[]> take(
      Caller.OfAuthority caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Delivery body) {
    ExternalIssuer issuer = desk.source(caller, body.issuer());
    return idempotency
        .run(
            caller.actor(),
            ROUTE,
            key,
            RequestDigest.of(json, body, caller.authority().value()),
            Act.of(
                () -> Fresh.make(ids, random).encode(),
                intent -> taken(intent, check.check(issuer, body, intent.time()), caller.actor())))
        .toResponse();
  }

  private Outcome taken(Intent intent, Word word, String actor) {
    Fresh fresh = Fresh.decode(intent.allotted());
    ExternalRegister.Applied seen = register.look(fresh, word);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", seen.licence());
    body.put("outcome", seen.effect().name());
    word.content()
        .ifPresent(content -> {
          body.put("findings", content.findings());
          content
              .file()
              .ifPresent(file ->
                  body.put(
                      "intake",
                      Map.of(
                          "verdict", file.report().verdict().name(),
                          "reasons", file.report().reasons(),
                          "at", intent.time())));
        });
    body.put("source", heard(word.issuer(), intent.time()).source(intent.time()));
    return new Outcome(
        Answer.json(
            seen.effect() == ExternalRegister.Effect.TAKEN ? 201 : 200,
            Map.of(HttpHeaders.LOCATION, PATH + "/" + seen.licence()),
            body,
            json),
        () -> {
          if (!register.apply(fresh, word, actor, intent.time()).equals(seen)) {
            // Another delivery about the licence came in between: look again.
            throw new Problem(WebProblem.UNAVAILABLE).withHeader(HttpHeaders.RETRY_AFTER, "1");
          }
        });
  }

  /** The source as it is once this delivery counts. */
  private static ExternalIssuer heard(ExternalIssuer issuer, Instant at) {
    return new ExternalIssuer(
        issuer.id(),
        issuer.code(),
        issuer.name(),
        issuer.authority(),
        issuer.keeper(),
        issuer.client(),
        issuer.staleAfter(),
        issuer.registeredAt(),
        Optional.of(at),
        issuer.disabledAt());
  }

  /** Shows a licence to who keeps its source or issued it. */
  @GetMapping(PATH + "/{id}")
  @Access(scope = Scope.LICENCE_READ)
  ResponseEntity<ExternalView> show(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = UseCause.HEADER, required = false) @Nullable String cause) {
    ExternalLicence licence = read(caller, id, cause, Usage.Kind.READ);
    Instant now = clock.instant();
    ExternalIssuer issuer = issuers.find(licence.issuer()).orElseThrow();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            ExternalView.of(
                licence,
                issuer.source(now),
                standings.of(licence, issuer, now),
                licence.file().isPresent()
                    ? files.digest(licence.file().get()).orElseThrow()
                    : null));
  }

  /** The file, byte for byte as it was delivered. */
  @GetMapping(PATH + "/{id}/file")
  @Access(scope = Scope.LICENCE_READ)
  ResponseEntity<byte[]> file(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = UseCause.HEADER, required = false) @Nullable String cause) {
    ExternalLicence licence = read(caller, id, cause, Usage.Kind.FILE);
    byte[] file =
        licence
            .file()
            .flatMap(files::content)
            .orElseThrow(() -> new Problem(ExternalProblem.EXTERNAL_FILE_ABSENT));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.parseMediaType(LicenceView.OFD))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(id + ".ofd").build().toString())
        .body(file);
  }

  /** Finds licences by identifier or holder, of those the caller may see. */
  @PostMapping(PATH + "/search")
  @Access(scope = Scope.LICENCE_READ)
  ResponseEntity<Page> search(Caller.OfAuthority caller, @RequestBody Search body) {
    int limit = body.limit() == null ? MOST : Math.clamp(body.limit(), 1, MOST);
    List<ExternalLicence> found;
    if (body.identifier() != null) {
      found = identified(body.identifier()).stream().filter(one -> maySee(caller, one)).toList();
    } else if (body.holderType() != null && body.holderCode() != null) {
      found =
          reading.ofHolder(
              LicenceHolders.key(body.holderType(), body.holderCode()),
              caller.authority(),
              body.after(),
              limit + 1);
    } else {
      throw new Problem(ExternalProblem.EXTERNAL_SEARCH_EMPTY);
    }
    Instant now = clock.instant();
    List<ExternalLicence> page = found.stream().limit(limit).toList();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new Page(
                page.stream().map(one -> hit(one, now)).toList(),
                found.size() > limit ? page.getLast().id() : null));
  }

  private Optional<ExternalLicence> identified(String identifier) {
    try {
      return reading.find(LicenceId.read(identifier).id());
    } catch (MalformedException none) {
      return Optional.empty();
    }
  }

  private Hit hit(ExternalLicence licence, Instant now) {
    return new Hit(
        licence.id(),
        licence.type(),
        licence.authority().value(),
        licence.status().name(),
        issuers.find(licence.issuer()).orElseThrow().source(now));
  }

  private ExternalLicence read(
      Caller.OfAuthority caller, UUID id, @Nullable String cause, Usage.Kind kind) {
    UseCause why = UseCause.fromHeader(cause);
    ExternalLicence licence =
        reading
            .find(id)
            .filter(found -> maySee(caller, found))
            .orElseThrow(() -> new Problem(ExternalProblem.EXTERNAL_LICENCE_UNKNOWN));
    usages.record(
        new Usage(licence.holder(), licence.id(), kind, caller.authority(), caller.actor(), why));
    return licence;
  }

  private boolean maySee(Caller.OfAuthority caller, ExternalLicence licence) {
    return access.isOwn(caller, licence.authority())
        || access.isOwn(caller, issuers.find(licence.issuer()).orElseThrow().keeper());
  }
}
