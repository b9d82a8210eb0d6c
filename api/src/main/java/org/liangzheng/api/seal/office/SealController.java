package org.liangzheng.api.seal.office;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.approval.Approvals;
import org.liangzheng.api.seal.SealKind;
import org.liangzheng.api.seal.SealRules;
import org.liangzheng.api.seal.SealState;
import org.liangzheng.api.seal.office.SealRow.Made;
import org.liangzheng.api.seal.office.SealRow.Open;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The seal office over HTTP. */
@RestController
class SealController {
  static final String APPLY = "POST /v1/seals";
  static final String STEP = "POST /v1/seals/{id}/acts";

  private static final int PAGE = 100;
  private static final int PERSON = 2;

  private final SealOffice office;
  private final SealMaking making;
  private final SealPictures pictures;
  private final SealStore store;
  private final Approvals approvals;
  private final Idempotency idempotency;
  private final PlainActs acts;
  private final Ids ids;
  private final JsonMapper json;

  SealController(
      SealOffice office,
      SealMaking making,
      SealPictures pictures,
      SealStore store,
      Approvals approvals,
      Idempotency idempotency,
      PlainActs acts,
      Ids ids,
      JsonMapper json) {
    this.office = office;
    this.making = making;
    this.pictures = pictures;
    this.store = store;
    this.approvals = approvals;
    this.idempotency = idempotency;
    this.acts = acts;
    this.ids = ids;
    this.json = json;
  }

  /** A page of seals; {@code next}: ask again with it as {@code after}. */
  record Page(List<SealView> seals, @Nullable UUID next) {}

  /** What was done to a seal, oldest first. */
  record History(List<StepView> steps) {}

  /** One step as shown. */
  record StepView(
      UUID id,
      SealAct act,
      int version,
      String from,
      String to,
      String actor,
      String authorisedBy,
      @Nullable UUID proposal,
      @Nullable String reason,
      Instant at) {}

  /** Body of a preview. */
  record Preview(@Nullable PictureBody picture) {}

  /** The caller's authority's seals in the order they were applied for. */
  @GetMapping("/v1/seals")
  @Access(scope = Scope.SEAL_READ)
  Page list(Caller.OfAuthority caller, @RequestParam(required = false) @Nullable UUID after) {
    List<SealRow> found = store.list(caller.authority(), after, PAGE);
    return new Page(
        found.stream().map(seal -> SealView.of(seal, false)).toList(),
        found.size() < PAGE ? null : found.getLast().id());
  }

  /** One seal, with its seal data if it has any. */
  @GetMapping("/v1/seals/{id}")
  @Access(scope = Scope.SEAL_READ)
  SealView show(Caller.OfAuthority caller, @PathVariable UUID id) {
    return SealView.of(office.get(id, caller.authority()), true);
  }

  /** Everything that was done to a seal: by whom, by which right, why, when. */
  @GetMapping("/v1/seals/{id}/history")
  @Access(scope = Scope.SEAL_READ)
  History history(Caller.OfAuthority caller, @PathVariable UUID id) {
    return new History(
        office.history(id, caller.authority()).stream()
            .map(step ->
                new StepView(
                    step.id(),
                    step.act(),
                    step.version(),
                    step.from(),
                    step.to(),
                    step.actor(),
                    step.authorisedBy(),
                    step.proposal().orElse(null),
                    step.reason().orElse(null),
                    step.at()))
            .toList());
  }

  /** The picture as a seal would show it; nothing is kept. */
  @PostMapping("/v1/seal-pictures")
  @Access(scope = Scope.SEAL_MANAGE)
  ResponseEntity<byte[]> preview(Caller.Officer caller, @RequestBody Preview body) {
    SealPicture picture = pictures.of(body.picture(), "/picture");
    MediaType type =
        switch (picture.type()) {
          case "PNG" -> MediaType.IMAGE_PNG;
          case "SVG" -> MediaType.parseMediaType("image/svg+xml");
          default -> MediaType.parseMediaType("application/ofd");
        };
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(type)
        // What was uploaded is sent back: no page of ours may be made of it.
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("X-Content-Type-Options", "nosniff")
        .header("LZ-Width-Mm", Integer.toString(picture.widthMm()))
        .header("LZ-Height-Mm", Integer.toString(picture.heightMm()))
        .body(picture.data().toByteArray());
  }

  /** Applies for a seal of the caller's authority. */
  @PostMapping("/v1/seals")
  @Access(scope = Scope.SEAL_MANAGE)
  ResponseEntity<byte[]> apply(
      Caller.Officer caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody SealRequests.Apply body) {
    return acts.run(
        caller.actor(),
        APPLY,
        key,
        List.of(body, caller.authority().value()),
        (id, _) -> applied(id, caller, body));
  }

  private Outcome applied(UUID id, Caller.Officer caller, SealRequests.Apply body) {
    SealRequests.check(body);
    SealPicture picture = pictures.of(body.picture(), "/picture");
    SealKind kind = Optional.ofNullable(body.kind()).orElseThrow();
    boolean person = body.picture() != null && body.picture().person() != null;
    SealRow seal =
        new SealRow(
            id,
            caller.authority(),
            kind,
            SealState.APPLIED,
            Optional.ofNullable(body.name()).orElseThrow(),
            person ? PERSON : 1,
            0,
            Optional.ofNullable(body.rules()).orElseGet(SealRules::none),
            Optional.of(making.suite(kind, body.suite())),
            Optional.empty(),
            Optional.empty());
    return new Outcome(
        Answer.json(201, Map.of("Location", "/v1/seals/" + id), SealView.of(seal, false), json),
        () -> office.apply(seal, picture, by(caller)));
  }

  /**
   * Takes a seal one step further. What takes two people answers 202 with its proposal, everything
   * else 200.
   */
  @PostMapping("/v1/seals/{id}/acts")
  @Access(scope = Scope.SEAL_MANAGE)
  ResponseEntity<byte[]> act(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody SealRequests.Step body) {
    return idempotency
        .run(
            caller.actor(),
            STEP,
            key,
            RequestDigest.of(json, id, body, caller.authority().value()),
            Act.of(
                () -> ids.next().toString().getBytes(StandardCharsets.US_ASCII),
                intent -> step(intent, id, caller, body)))
        .toResponse();
  }

  private Outcome step(Intent intent, UUID id, Caller.Officer caller, SealRequests.Step body) {
    SealRow seal = office.get(id, caller.authority());
    SealAct act = SealRequests.check(body);
    office.require(seal, act);
    if (act.takesTwo()) {
      UUID proposal = UUID.fromString(new String(intent.allotted(), StandardCharsets.US_ASCII));
      return approvals.proposed(proposal, caller, act.recordName(), proposed(seal, act, body));
    }
    return switch (act) {
      case KEY -> {
        Open open = seal.open().orElseThrow();
        SealMaking.Keyed keyed = making.key(seal, open, caller.actor(), intent.id());
        yield new Outcome(
            answer(seal, act, Map.of("version", open.version(), "request", keyed.request())),
            () -> office.keyed(seal, open, keyed.key(), by(caller), body.reason()));
      }
      case CERTIFY -> {
        Open open = seal.open().orElseThrow();
        Made made = making.make(seal, open, body.certificate(), caller.actor(), intent.id());
        yield new Outcome(
            answer(
                seal, act, Map.of("version", open.version(), "number", made.seal().info().esId())),
            () -> office.made(seal, open, made, by(caller), body.reason()));
      }
      case ACTIVATE ->
          new Outcome(
              answer(seal, act, Map.of("version", seal.open().orElseThrow().version())),
              () -> office.activate(seal, by(caller), body.reason()));
      default ->
          new Outcome(
              answer(seal, act, Map.of()), () -> office.move(seal, act, by(caller), body.reason()));
    };
  }

  private SealTwoPeople.Proposed proposed(SealRow seal, SealAct act, SealRequests.Step body) {
    PictureBody picture = null;
    if (body.picture() != null) {
      // As it will be, not as it is to be drawn: that is what is approved.
      SealPicture drawn = pictures.of(body.picture(), "/picture");
      String type = drawn.type().equals("ofd") ? "OFD" : drawn.type();
      picture =
          new PictureBody(
              new PictureBody.Upload(
                  type,
                  Base64.getEncoder().encodeToString(drawn.data().toByteArray()),
                  drawn.widthMm(),
                  drawn.heightMm()),
              null,
              null,
              null);
    }
    return new SealTwoPeople.Proposed(
        seal.id(),
        seal.name(),
        seal.kind(),
        seal.version(),
        body.reason(),
        picture,
        act == SealAct.APPROVE ? seal.rules() : body.rules());
  }

  private Answer answer(SealRow seal, SealAct act, Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", seal.id());
    body.put("act", act);
    body.put("state", act.after(seal.state()));
    body.putAll(more);
    return Answer.json(200, Map.of(), body, json);
  }

  private static SealOffice.By by(Caller.Officer caller) {
    return new SealOffice.By(caller.actor(), Scope.SEAL_MANAGE.wire(), Optional.empty());
  }
}
