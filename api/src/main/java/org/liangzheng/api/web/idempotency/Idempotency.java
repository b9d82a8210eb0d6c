package org.liangzheng.api.web.idempotency;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemDocuments;
import org.liangzheng.api.web.WebProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out changing requests so that each happens once, whatever fails in between and however
 * often it is asked for.
 *
 * <p>The intent is committed before the act begins, the act runs without a transaction, and its
 * answer is stored together with what it leaves behind. A row is written only by the attempt that
 * holds it: a holder that was slow, and whose lease another took over, finds its number outdated
 * and stores nothing. An act that leaves nothing else is not announced: {@link AtOnce}.
 */
public final class Idempotency {

  /** The request header that carries the caller's key. */
  public static final String HEADER = "Idempotency-Key";

  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~:+/=-]{8,128}");
  private static final int RACES = 5;

  private final IntentStore store;
  private final AtOnce atOnce;
  private final Leases leases;
  private final Map<String, RecoverableRoute> routes;
  private final TransactionTemplate transactions;
  private final ProblemDocuments documents;
  private final Ids ids;
  private final Clock clock;

  Idempotency(
      IntentStore store,
      Leases leases,
      List<RecoverableRoute> routes,
      TransactionTemplate transactions,
      ProblemDocuments documents,
      Ids ids,
      Clock clock) {
    this.store = store;
    this.atOnce = new AtOnce(store, transactions, documents, ids, clock);
    this.leases = leases;
    this.routes = byName(routes);
    this.transactions = transactions;
    this.documents = documents;
    this.ids = ids;
    this.clock = clock;
  }

  private static Map<String, RecoverableRoute> byName(List<RecoverableRoute> routes) {
    Map<String, RecoverableRoute> map = new LinkedHashMap<>();
    for (RecoverableRoute route : routes) {
      if (map.put(route.route(), route) != null) {
        throw new IllegalStateException("two recoveries for the route " + route.route());
      }
    }
    return Map.copyOf(map);
  }

  /**
   * @param client who asks: the account or machine client, not its authority
   * @param route method and path pattern, for instance {@code POST /v1/licences}; has a {@link
   *     RecoverableRoute}
   * @param key the request header {@link #HEADER} as received
   * @return the answer of this act, or of the request that came first with the key (then with the
   *     header {@link Answer#REPLAYED})
   * @throws Problem {@code idempotency-key-missing}, {@code -invalid}, {@code -reused}, {@code
   *     request-in-flight} (with Retry-After); or what {@link Act#perform} threw and is not final
   */
  public Answer run(
      String client, String route, @Nullable String key, RequestDigest digest, Act act) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an act must not run inside a transaction");
    }
    if (!routes.containsKey(route)) {
      throw new IllegalStateException("no recovery for the route " + route);
    }
    IntentStore.Key asked = new IntentStore.Key(client, route, check(key));
    if (act.leavesNothingOutside()) {
      Optional<Answer> done = atOnce.run(asked, digest, act);
      if (done.isPresent()) {
        return done.get();
      }
    }
    Begun begun = begin(asked, digest, act);
    if (begun.replay != null) {
      return begun.replay.replayed();
    }
    return carryOut(Objects.requireNonNull(begun.intent), route, act);
  }

  /** The key without the quotes of a structured field string (RFC 8941 §3.3.3). */
  private static String check(@Nullable String key) {
    if (key == null || key.isBlank()) {
      throw new Problem(WebProblem.IDEMPOTENCY_KEY_MISSING);
    }
    String bare =
        key.length() > 2 && key.startsWith("\"") && key.endsWith("\"")
            ? key.substring(1, key.length() - 1)
            : key;
    if (!KEY.matcher(bare).matches()) {
      throw new Problem(WebProblem.IDEMPOTENCY_KEY_INVALID);
    }
    return bare;
  }

  /** Either an intent to carry out, or an answer to repeat. */
  private record Begun(@Nullable Intent intent, @Nullable Answer replay) {}

  private Begun begin(IntentStore.Key key, RequestDigest digest, Act act) {
    for (int race = 0; race < RACES; race++) {
      // Most keys are new: they are written at once, and looked up only when somebody was first.
      Begun begun = transactions.execute(status -> writeNew(status, key, digest, act));
      if (begun == null) {
        begun =
            transactions.execute(
                _ -> store.lock(key).map(found -> takeUp(found, digest)).orElse(null));
      }
      if (begun != null) {
        return begun;
      }
    }
    throw inFlight(1);
  }

  private @Nullable Begun writeNew(
      TransactionStatus status, IntentStore.Key key, RequestDigest digest, Act act) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Intent intent = new Intent(ids.next(), now, act.allot(now), 1);
    if (store.insert(key, intent, digest, leases.length())) {
      return new Begun(intent, null);
    }
    // The key is there: undo what was allotted.
    status.setRollbackOnly();
    return null;
  }

  private Begun takeUp(IntentStore.Row row, RequestDigest digest) {
    if (!store.sameRequest(row, digest)) {
      throw new Problem(WebProblem.IDEMPOTENCY_KEY_REUSED);
    }
    if (row.state == IntentStore.State.ANSWERED) {
      return new Begun(null, store.answer(row));
    }
    if (row.leased()) {
      throw inFlight(row.secondsLeft);
    }
    store.takeUp(row, leases.length());
    return new Begun(store.intent(row, row.attempt + 1), null);
  }

  private static Problem inFlight(double seconds) {
    // Most acts are done long before their lease is: ask again soon, not at its end.
    long wait = Math.clamp((long) Math.ceil(seconds), 1, 5);
    return new Problem(WebProblem.REQUEST_IN_FLIGHT)
        .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
  }

  private Answer carryOut(Intent intent, String route, Act act) {
    leases.hold(intent);
    try {
      Optional<Outcome> earlier = intent.attempt() > 1 ? recover(route, intent) : Optional.empty();
      Outcome outcome = earlier.isPresent() ? earlier.get() : act.perform(intent);
      return finish(intent, outcome);
    } catch (Problem problem) {
      if (problem.code().isFinal()) {
        return finish(intent, Outcome.of(Answer.of(problem, documents)));
      }
      giveUp(intent);
      throw problem;
    } catch (RuntimeException failed) {
      giveUp(intent);
      throw failed;
    } finally {
      // After an Error nothing was given up: this process cannot be trusted to tell what happened,
      // so the lease runs out and recovery looks.
      leases.letGo(intent);
    }
  }

  private Optional<Outcome> recover(String route, Intent intent) {
    RecoverableRoute recovery = routes.get(route);
    if (recovery == null) {
      throw new IllegalStateException("no recovery for the route " + route);
    }
    return recovery.recover(intent);
  }

  private Answer finish(Intent intent, Outcome outcome) {
    Boolean held =
        transactions.execute(status -> {
          // First, so that the row is locked and an outdated attempt writes nothing at all.
          if (!store.finish(intent.id(), intent.attempt(), outcome.answer(), clock.instant())) {
            return false;
          }
          outcome.persist().run();
          return true;
        });
    return Boolean.TRUE.equals(held) ? outcome.answer() : overtaken(intent);
  }

  /** The lease went to another, whose answer counts. */
  private Answer overtaken(Intent intent) {
    LOG.warn(
        "Intent {}: attempt {} was overtaken and stores nothing", intent.id(), intent.attempt());
    IntentStore.Row row = transactions.execute(_ -> store.lock(intent.id()).orElse(null));
    if (row != null && row.state == IntentStore.State.ANSWERED) {
      return store.answer(row).replayed();
    }
    throw inFlight(1);
  }

  private void giveUp(Intent intent) {
    try {
      transactions.executeWithoutResult(status -> store.makeVoid(intent.id(), intent.attempt()));
    } catch (RuntimeException failed) {
      // The lease runs out in its own time; the failure that led here is the one to report.
      LOG.warn("Intent {} could not be given up", intent.id(), failed);
    }
  }

  /**
   * Takes up one act whose lease ran out: stores its outcome if there is one, else makes it void.
   *
   * @return whether the act is settled now
   */
  boolean settle(UUID id) {
    IntentStore.Row row =
        transactions.execute(status ->
            store
                .lock(id)
                .filter(found -> found.state == IntentStore.State.PERFORMING && !found.leased())
                .map(found -> {
                  store.takeUp(found, leases.length());
                  return found;
                })
                .orElse(null));
    if (row == null) {
      return true; // somebody else is at it, or done
    }
    if (!routes.containsKey(row.route)) {
      LOG.error("Intent {}: no recovery for the route {}", id, row.route);
      return false;
    }
    Intent intent = store.intent(row, row.attempt + 1);
    leases.hold(intent);
    try {
      Optional<Outcome> outcome = recover(row.route, intent);
      if (outcome.isPresent()) {
        var _ = finish(intent, outcome.get());
        LOG.info("Intent {}: its outcome was found and stored", id);
      } else {
        giveUp(intent);
        LOG.info("Intent {}: nothing was done; it is void", id);
      }
      return true;
    } finally {
      leases.letGo(intent);
    }
  }
}
