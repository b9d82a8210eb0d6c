package org.liangzheng.api.presentation.show;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.book.Presentations;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.event.PresentationEvent;
import org.liangzheng.api.presentation.event.PresentationEvents;
import org.liangzheng.api.presentation.scan.Askings;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A holder shows a licence. */
@RestController
class ShowController {
  static final String SHOW = "POST /v1/presentations";

  private final Holding holding;
  private final Minting minting;
  private final Presentations presentations;
  private final PresentationEvents events;
  private final EventViews views;
  private final EventStreams streams;
  private final Askings askings;
  private final PlainActs acts;
  private final TransactionTemplate transactions;
  private final JsonMapper json;

  ShowController(
      Holding holding,
      Minting minting,
      Presentations presentations,
      PresentationEvents events,
      EventViews views,
      EventStreams streams,
      Askings askings,
      PlainActs acts,
      TransactionTemplate transactions,
      JsonMapper json) {
    this.holding = holding;
    this.minting = minting;
    this.presentations = presentations;
    this.events = events;
    this.views = views;
    this.streams = streams;
    this.askings = askings;
    this.acts = acts;
    this.transactions = transactions;
    this.json = json;
  }

  /**
   * Body.
   *
   * @param scene code of the catalogue
   * @param kind ONLINE when left out
   * @param elder whether answers may take 180 s instead of 60
   */
  record Show(
      @Nullable UUID licence,
      @Nullable String scene,
      Presentation.@Nullable CodeKind kind,
      @Nullable Boolean elder) {}

  /** How a presentation stands. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record State(
      UUID id,
      Presentation.CodeKind kind,
      String scene,
      String status,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable EventView event) {}

  /** The last event: its name and what a stream says of it. */
  record EventView(String kind, JsonNode data) {}

  /** Body of an answer: the number that was chosen, or the decision REFUSE or NOBODY. */
  record AnswerBody(@Nullable UUID request, @Nullable String number, @Nullable Decision decision) {
    /** Never the number. */
    @Override
    public String toString() {
      return "AnswerBody[" + request + "]";
    }
  }

  /** What else a holder can answer. */
  enum Decision {
    REFUSE,
    /** 没有人报号码. */
    NOBODY
  }

  /** How the asking ended. */
  record Ended(Askings.Ending status) {}

  /** Starts to show a licence, with the first code. */
  @PostMapping("/v1/presentations")
  @Access(scope = Scope.PRESENTATION_SHOW)
  ResponseEntity<byte[]> show(
      Caller.Holder caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Show body) {
    return acts.run(
        caller.actor(),
        SHOW,
        key,
        List.of(body, caller.session()),
        (id, at) -> begin(caller, id, at, body));
  }

  private Outcome begin(Caller.Holder caller, UUID id, Instant at, Show body) {
    FieldProblems problems = new FieldProblems();
    problems.require(body.licence() != null, "/licence", WebProblem.FIELD_MISSING);
    problems.require(body.scene() != null, "/scene", WebProblem.FIELD_MISSING);
    problems.throwIfAny();
    RegisteredLicence licence =
        holding.showable(caller, Optional.ofNullable(body.licence()).orElseThrow());
    Presentation shown =
        new Presentation(
            id,
            licence.id(),
            licence.holder(),
            caller.party(),
            caller.session(),
            Optional.ofNullable(body.scene()).orElseThrow(),
            Optional.ofNullable(body.kind()).orElse(Presentation.CodeKind.ONLINE),
            Boolean.TRUE.equals(body.elder()),
            at,
            Optional.empty());
    Minting.Minted minted = minting.mint(shown, licence);
    return new Outcome(
        Answer.json(201, Map.of("Location", "/v1/presentations/" + id), minted.code(), json),
        () -> presentations.begin(shown, minted.row()));
  }

  /**
   * The next code; the last one stays good until its own end. No Idempotency-Key: one code more
   * harms nobody.
   */
  @PostMapping("/v1/presentations/{id}/codes")
  @Access(scope = Scope.PRESENTATION_SHOW)
  ResponseEntity<ShownCode> next(Caller.Holder caller, @PathVariable UUID id) {
    Presentation shown = holding.own(caller, id);
    // A mandate that ended meanwhile shows nothing more.
    RegisteredLicence licence = holding.showable(caller, shown.licence());
    Minting.Minted minted = minting.mint(shown, licence);
    transactions.executeWithoutResult(_ -> {
      if (presentations.hold(id).endedAt().isPresent()) {
        throw new Problem(ShowProblem.PRESENTATION_ENDED);
      }
      presentations.add(id, minted.row());
    });
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(minted.code());
  }

  /** How it stands, with the last event. */
  @GetMapping("/v1/presentations/{id}")
  @Access(scope = Scope.PRESENTATION_SHOW)
  ResponseEntity<State> state(Caller.Holder caller, @PathVariable UUID id) {
    Presentation shown = holding.own(caller, id);
    Optional<PresentationEvent> last = events.last(id);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new State(
                id,
                shown.kind(),
                shown.scene(),
                status(shown, last),
                shown.startedAt(),
                shown.endedAt().orElse(null),
                last.map(event -> new EventView(EventViews.name(event), views.data(shown, event)))
                    .orElse(null)));
  }

  private static String status(Presentation shown, Optional<PresentationEvent> last) {
    if (shown.endedAt().isPresent()) {
      return "ENDED";
    }
    return last.map(event ->
            switch (event.kind()) {
              case ASKED -> "ASKED";
              case CHECKED -> "CHECKED";
              case REFUSED, STOPPED -> "REFUSED";
              case LAPSED -> "LAPSED";
              case ENDED -> "ENDED";
              case TRIED -> "SHOWN";
            })
        .orElse("SHOWN");
  }

  /** What happens, live; asked again with Last-Event-ID nothing is missed. */
  @GetMapping(path = "/v1/presentations/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Access(scope = Scope.PRESENTATION_SHOW)
  void events(
      Caller.Holder caller,
      @PathVariable UUID id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String after,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    streams.open(holding.own(caller, id), position(after), request, response);
  }

  private static long position(@Nullable String after) {
    return after != null && after.matches("[0-9]{1,18}") ? Long.parseLong(after) : 0;
  }

  /**
   * Answers who asks; one try. No Idempotency-Key: what was answered once stays, and is told again.
   */
  @PostMapping("/v1/presentations/{id}/answers")
  @Access(scope = Scope.PRESENTATION_SHOW)
  ResponseEntity<Ended> answer(
      Caller.Holder caller, @PathVariable UUID id, @RequestBody AnswerBody body) {
    Presentation shown = holding.own(caller, id);
    UUID request = body.request();
    FieldProblems problems = new FieldProblems();
    problems.require(request != null, "/request", WebProblem.FIELD_MISSING);
    problems.require(
        (body.number() == null) != (body.decision() == null), "/number", WebProblem.FIELD_MISSING);
    problems.throwIfAny();
    Scan asked =
        Optional.ofNullable(request)
            .flatMap(one -> askings.asking(shown, one))
            .orElseThrow(() -> new Problem(ShowProblem.QUESTION_UNKNOWN));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Ended(askings.decide(shown, asked, decision(asked, body))));
  }

  private static Askings.Decision decision(Scan asked, AnswerBody body) {
    if (body.decision() != null) {
      return switch (body.decision()) {
        case REFUSE -> Askings.Decision.REFUSED;
        case NOBODY -> Askings.Decision.NOBODY_SAID;
      };
    }
    return asked.number().equals(Optional.ofNullable(body.number()))
        ? Askings.Decision.AGREED
        : Askings.Decision.NUMBER_WRONG;
  }

  /** Stops to show: codes that are out are good for nothing from now on. */
  @DeleteMapping("/v1/presentations/{id}")
  @Access(scope = Scope.PRESENTATION_SHOW)
  ResponseEntity<Void> stop(Caller.Holder caller, @PathVariable UUID id) {
    Presentation shown = holding.own(caller, id);
    askings.end(shown.id());
    return ResponseEntity.noContent().build();
  }
}
