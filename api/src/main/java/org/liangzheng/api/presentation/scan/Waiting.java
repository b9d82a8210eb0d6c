package org.liangzheng.api.presentation.scan;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.event.Doorbell;
import org.liangzheng.api.web.Problem;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/** Points that wait for a holder's answer; waiting takes neither a thread nor a connection. */
@Component
class Waiting implements AutoCloseable {
  private final Askings askings;
  private final Doorbell bell;
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

  Waiting(Askings askings, Doorbell bell) {
    this.askings = askings;
    this.bell = bell;
  }

  /**
   * The answer of a scan, as soon as there is one; after the wait that it is still asked.
   *
   * @throws Problem REQUEST_UNKNOWN if the answer was forgotten
   */
  DeferredResult<ResponseEntity<ScanAnswer>> answer(
      UUID scan, Duration wait, Function<ScanAnswer, ResponseEntity<ScanAnswer>> form) {
    // Listened for before it is looked at: nothing comes in between unheard.
    DeferredResult<ResponseEntity<ScanAnswer>> result =
        new DeferredResult<>(Math.max(1, wait.toMillis()));
    AtomicBoolean done = new AtomicBoolean();
    Runnable stop =
        bell.listen(
            scan,
            () ->
                work.execute(() -> {
                  ScanAnswer now = look(scan);
                  if (now.outcome() != Scan.State.ASKED && done.compareAndSet(false, true)) {
                    result.setResult(form.apply(now));
                  }
                }));
    result.onTimeout(() -> {
      if (done.compareAndSet(false, true)) {
        result.setResult(form.apply(look(scan)));
      }
    });
    result.onCompletion(stop);
    try {
      ScanAnswer now = look(scan);
      if ((now.outcome() != Scan.State.ASKED || wait.isZero()) && done.compareAndSet(false, true)) {
        result.setResult(form.apply(now));
      }
      return result;
    } catch (RuntimeException failed) {
      stop.run();
      throw failed;
    }
  }

  private ScanAnswer look(UUID scan) {
    return askings.settled(scan).orElseThrow(() -> new Problem(ScanProblem.REQUEST_UNKNOWN));
  }

  @Override
  public void close() {
    work.shutdownNow();
  }
}
