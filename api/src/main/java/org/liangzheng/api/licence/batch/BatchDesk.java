package org.liangzheng.api.licence.batch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.NothingOutside;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** What callers do with batches, of whatever kind; the controllers of the kinds lead here. */
@Service
public class BatchDesk {
  /** Media type of a body of one JSON value a line. */
  public static final String NDJSON = "application/x-ndjson";

  static final String STARTED = "LICENCE_BATCH_STARTED";
  static final String CANCELLED = "LICENCE_BATCH_CANCELLED";
  private static final int MOST_RESULTS = 100_000;
  private static final int DEFAULT_RESULTS = 10_000;
  private static final int BLOCK = 64 * 1024;

  private final Idempotency idempotency;
  private final Batches batches;
  private final BatchUpload uploads;
  private final BatchRuns runs;
  private final BatchLines lines;
  private final BatchResults results;
  private final BatchWorker worker;
  private final AuditLog audit;
  private final AccessControl access;
  private final Ids ids;
  private final JsonMapper json;
  private final Clock clock;

  BatchDesk(
      Idempotency idempotency,
      Batches batches,
      BatchUpload uploads,
      BatchRuns runs,
      BatchLines lines,
      BatchResults results,
      BatchWorker worker,
      AuditLog audit,
      AccessControl access,
      Ids ids,
      JsonMapper json,
      Clock clock) {
    this.idempotency = idempotency;
    this.batches = batches;
    this.uploads = uploads;
    this.runs = runs;
    this.lines = lines;
    this.results = results;
    this.worker = worker;
    this.audit = audit;
    this.access = access;
    this.ids = ids;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Where batches of a kind are found.
   *
   * @param kind name of a {@link BatchKind}
   * @param path for instance {@code /v1/licence-batches}
   */
  public record Place(String kind, String path) {
    /** The route of taking one in. */
    public String route() {
      return "POST " + path;
    }

    /** The route of cancelling one. */
    public String cancelRoute() {
      return "POST " + path + "/{id}/cancel";
    }
  }

  /**
   * Takes a whole batch in from the body of a request, as a stream.
   *
   * @param key the idempotency key
   * @param digest the header {@code Content-Digest} (RFC 9530): SHA-256 of the body, known before
   *     it
   */
  public Answer receive(
      Place place,
      BatchOrder order,
      @Nullable String key,
      @Nullable String digest,
      HttpServletRequest request)
      throws IOException {
    ByteString told = ContentDigest.of(digest);
    InputStream body = request.getInputStream();
    Answer answer =
        idempotency.run(
            order.actor(),
            place.route(),
            key,
            RequestDigest.of(
                json,
                told.toHex(),
                order.kind(),
                order.source().map(UUID::toString).orElse(""),
                order.authority().value()),
            Act.of(
                () -> ids.next().toString().getBytes(StandardCharsets.US_ASCII),
                intent -> {
                  UUID id =
                      UUID.fromString(new String(intent.allotted(), StandardCharsets.US_ASCII));
                  uploads.receive(id, intent.attempt(), order, body, told);
                  return started(place, id, intent.attempt());
                }));
    // Of a repeated request nobody read the body; a sender listens when it has sent it.
    drain(body);
    return answer;
  }

  /** The outcome of an upload that is complete: it is worked on from now on. */
  Outcome started(Place place, UUID id, int attempt) {
    Batch batch = batches.find(id).orElseThrow(() -> new Problem(BatchProblem.BATCH_UNKNOWN));
    Map<String, Object> body =
        Map.of("id", id, "state", Batch.State.RUNNING.name(), "lines", batch.lines());
    String path = place.path() + "/" + id;
    return new Outcome(
        Answer.json(202, Map.of(HttpHeaders.LOCATION, path), body, json),
        () -> {
          if (!batches.start(id, attempt, clock.instant())) {
            throw new Problem(BatchProblem.BATCH_UPLOAD_CLOSED);
          }
          record(STARTED, batch, batch.order().actor());
          worker.wake();
        });
  }

  /** How a batch stands. */
  public BatchView view(Place place, UUID id, Caller.OfAuthority caller) {
    return BatchView.of(own(place, id, caller), lines, clock.instant(), place.path());
  }

  /** Streams results as NDJSON: records of lines, and at the end where to go on. */
  public void results(
      Place place,
      UUID id,
      Caller.OfAuthority caller,
      @Nullable Integer after,
      @Nullable Integer limit,
      HttpServletResponse response)
      throws IOException {
    Batch batch = own(place, id, caller);
    if (after != null && after < 0) {
      throw new Problem(WebProblem.PARAMETER_INVALID, "after");
    }
    if (limit != null && (limit < 1 || limit > MOST_RESULTS)) {
      throw new Problem(WebProblem.PARAMETER_INVALID, "limit");
    }
    if (batch.resultsGone()) {
      throw new Problem(BatchProblem.BATCH_RESULTS_GONE);
    }
    response.setContentType(NDJSON);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    try (OutputStream out = response.getOutputStream()) {
      results.write(batch, after == null ? 0 : after, limit == null ? DEFAULT_RESULTS : limit, out);
    }
  }

  /** Ends a batch: what is done stays done, the rest is not begun any more. */
  public Answer cancel(Place place, UUID id, Caller.OfAuthority caller, @Nullable String key) {
    own(place, id, caller);
    return idempotency.run(
        caller.actor(),
        place.cancelRoute(),
        key,
        RequestDigest.of(json, id, caller.authority().value()),
        NothingOutside.act(
            ids::next,
            (_, _) ->
                new Outcome(
                    Answer.json(
                        202,
                        Map.of(HttpHeaders.LOCATION, place.path() + "/" + id),
                        Map.of("id", id, "state", Batch.State.CANCELLING.name()),
                        json),
                    () -> cancel(id, caller.actor()))));
  }

  private void cancel(UUID id, String actor) {
    Batch batch = batches.lock(id).orElseThrow(() -> new Problem(BatchProblem.BATCH_UNKNOWN));
    if (batch.state().finished()) {
      throw new Problem(BatchProblem.BATCH_OVER);
    }
    if (batch.state() == Batch.State.CANCELLING) {
      return;
    }
    batches.cancel(id, clock.instant());
    runs.cancelWaiting(id);
    record(CANCELLED, batch, actor);
    worker.wake();
  }

  private void record(String act, Batch batch, String actor) {
    audit.record(
        new AuditFact(
            act,
            batch.id(),
            batch.authority(),
            actor,
            json.createObjectNode().put("kind", batch.order().kind()).put("lines", batch.lines())));
  }

  /**
   * A batch of the caller's own authority.
   *
   * @throws Problem {@code batch-unknown}
   */
  Batch own(Place place, UUID id, Caller.OfAuthority caller) {
    Optional<Batch> batch =
        batches.find(id).filter(found -> found.order().kind().equals(place.kind()));
    Batch found = batch.orElseThrow(() -> new Problem(BatchProblem.BATCH_UNKNOWN));
    access.requireOwn(caller, found.authority(), BatchProblem.BATCH_UNKNOWN);
    return found;
  }

  private static void drain(InputStream body) {
    byte[] block = new byte[BLOCK];
    try {
      while (body.read(block) >= 0) {
        // Thrown away.
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
