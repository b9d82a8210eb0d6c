package org.liangzheng.api.presentation.show;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.event.Doorbell;
import org.liangzheng.api.presentation.event.PresentationEvent;
import org.liangzheng.api.presentation.event.PresentationEvents;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Open streams of this node. One that waits holds neither a thread nor a connection to the
 * database: the bell wakes it, a virtual thread reads what is new by position and writes it.
 */
@Component
class EventStreams implements AutoCloseable {
  /** Then the browser asks again, and its right to look is looked at anew. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private static final long RETRY_MILLIS = 2_000;

  /** For whom there is no room: what is new comes a little later then, and nothing is missed. */
  private static final long FULL_RETRY_MILLIS = 5_000;

  private final PresentationEvents events;
  private final EventViews views;
  private final Doorbell bell;
  private final JsonMapper json;
  private final StreamSettings settings;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

  EventStreams(
      PresentationEvents events,
      EventViews views,
      Doorbell bell,
      JsonMapper json,
      StreamSettings settings) {
    this.events = events;
    this.views = views;
    this.bell = bell;
    this.json = json;
    this.settings = settings;
  }

  /**
   * Opens a stream. On a node that has no room for one more it tells what is new and ends; the
   * browser comes back by itself, so a crowd makes the live line slower, never the node fall.
   *
   * @param after position of the last event the other side has
   */
  SseEmitter open(Presentation shown, long after) {
    boolean room = open.size() < settings.most();
    Stream stream = new Stream(shown, after, room ? RETRY_MILLIS : FULL_RETRY_MILLIS);
    if (room) {
      stream.start();
    } else {
      work.execute(stream::tellOnce);
    }
    return stream.emitter;
  }

  /** How many are open. */
  int count() {
    return open.size();
  }

  /** Keeps proxies from closing what is silent, and finds out who is gone. */
  @Scheduled(fixedDelayString = "15s")
  void beat() {
    open.forEach(stream -> work.execute(stream::beat));
  }

  @Override
  public void close() {
    open.forEach(stream -> stream.emitter.complete());
    work.shutdownNow();
  }

  private final class Stream {
    private final Presentation shown;
    private final SseEmitter emitter = new SseEmitter(LIFE.toMillis());
    private final ReentrantLock lock = new ReentrantLock();

    /** Bells that were not followed up yet; one thread at a time does. */
    private final AtomicInteger rung = new AtomicInteger();

    private final long retryMillis;
    private boolean greeted;
    private long last;

    Stream(Presentation shown, long after, long retryMillis) {
      this.shown = shown;
      this.last = after;
      this.retryMillis = retryMillis;
    }

    void tellOnce() {
      if (send()) {
        emitter.complete();
      }
    }

    void start() {
      Runnable stop = bell.listen(shown.id(), this::wake);
      open.add(this);
      emitter.onCompletion(() -> {
        stop.run();
        open.remove(this);
      });
      emitter.onTimeout(emitter::complete);
      emitter.onError(_ -> emitter.complete());
      // What happened before the bell was listened for.
      wake();
    }

    private void wake() {
      if (rung.getAndIncrement() == 0) {
        work.execute(this::follow);
      }
    }

    private void follow() {
      int seen;
      do {
        seen = rung.get();
        if (!send()) {
          return;
        }
      } while (!rung.compareAndSet(seen, 0));
    }

    private boolean send() {
      lock.lock();
      try {
        if (!greeted) {
          emitter.send(SseEmitter.event().reconnectTime(retryMillis).comment("open"));
          greeted = true;
        }
        List<PresentationEvent> found;
        do {
          found = events.after(shown.id(), last);
          for (PresentationEvent event : found) {
            emitter.send(
                SseEmitter.event()
                    .id(Long.toString(event.id()))
                    .name(EventViews.name(event))
                    .data(
                        json.writeValueAsString(views.data(shown, event)),
                        MediaType.APPLICATION_JSON));
            last = event.id();
          }
        } while (!found.isEmpty());
        return true;
      } catch (IOException | IllegalStateException gone) {
        emitter.complete();
        return false;
      } catch (RuntimeException failed) {
        // The other side asks again with the last id it has.
        emitter.completeWithError(failed);
        return false;
      } finally {
        lock.unlock();
      }
    }

    private void beat() {
      lock.lock();
      try {
        emitter.send(SseEmitter.event().comment(""));
      } catch (IOException | IllegalStateException gone) {
        emitter.complete();
      } finally {
        lock.unlock();
      }
    }
  }
}
