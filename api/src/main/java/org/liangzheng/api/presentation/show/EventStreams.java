package org.liangzheng.api.presentation.show;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Open streams of this node. One that waits holds neither a thread nor a connection to the
 * database: the bell wakes it, a virtual thread reads what is new by position and writes it.
 */
@Component
class EventStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  /** Then the browser asks again, and its right to look is looked at anew. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private static final String CONTENT = "text/event-stream;charset=UTF-8";
  private static final long RETRY_MILLIS = 2_000;

  /** For whom there is no room: what is new comes a little later then, and nothing is missed. */
  private static final long FULL_RETRY_MILLIS = 5_000;

  /** Before there is one. */
  private static final Line NONE =
      new Line() {
        @Override
        public void write(byte[] text) throws IOException {
          throw new IOException("the line is not open");
        }

        @Override
        public void close() {
          // There is nothing to close.
        }
      };

  private final PresentationEvents events;
  private final EventViews views;
  private final Doorbell bell;
  private final JsonMapper json;
  private final StreamSettings settings;
  private final Clock clock;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

  EventStreams(
      PresentationEvents events,
      EventViews views,
      Doorbell bell,
      JsonMapper json,
      StreamSettings settings,
      Clock clock) {
    this.events = events;
    this.views = views;
    this.bell = bell;
    this.json = json;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Opens a stream. On a node that has no room for one more it tells what is new and ends; the
   * browser comes back by itself, so a crowd makes the live line slower, never the node fall.
   *
   * @param after position of the last event the other side has
   */
  void open(
      Presentation shown, long after, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(CONTENT);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    if (open.size() >= settings.most() || !OpenLine.suits(request)) {
      tell(shown, after, response);
      return;
    }
    Stream stream = stream(shown, after);
    OpenLine.handOver(request, response, line -> join(stream, line), () -> leave(stream));
  }

  /** A stream that is not open yet. */
  Stream stream(Presentation shown, long after) {
    return new Stream(shown, after, clock.instant().plus(LIFE));
  }

  /** What is new, and when to ask again. */
  private void tell(Presentation shown, long after, HttpServletResponse response)
      throws IOException {
    StringBuilder text = new StringBuilder(greeting(FULL_RETRY_MILLIS));
    for (PresentationEvent event : events.after(shown.id(), after)) {
      text.append(said(shown, event));
    }
    response.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** From now on the line is told of everything. */
  void join(Stream stream, Line line) {
    stream.line = line;
    open.add(stream);
    stream.stop = bell.listen(stream.shown.id(), stream::wake);
    if (stream.left) {
      // Told and found gone while it joined: whoever left had nothing to end yet.
      leave(stream);
      return;
    }
    // What happened before the bell was listened for.
    stream.wake();
  }

  /** Nobody is there any more. */
  void leave(Stream stream) {
    stream.left = true;
    open.remove(stream);
    stream.stop.run();
  }

  private static String greeting(long retryMillis) {
    return "retry:" + retryMillis + "\n:open\n\n";
  }

  private String said(Presentation shown, PresentationEvent event) {
    return "id:"
        + event.id()
        + "\nevent:"
        + EventViews.name(event)
        + "\ndata:"
        + json.writeValueAsString(views.data(shown, event))
        + "\n\n";
  }

  /** How many are open. */
  int count() {
    return open.size();
  }

  /** Keeps proxies from closing what is silent, finds out who is gone, and ends what is old. */
  @Scheduled(fixedDelayString = "15s")
  void beat() {
    open.forEach(stream -> work.execute(stream::beat));
  }

  @Override
  public void close() {
    open.forEach(stream -> stream.line.close());
    work.shutdownNow();
  }

  /** What one side has been told so far. */
  final class Stream {
    private final Presentation shown;
    private final Instant until;
    private final ReentrantLock lock = new ReentrantLock();

    /** Bells that were not followed up yet; one thread at a time does. */
    private final AtomicInteger rung = new AtomicInteger();

    private volatile Runnable stop = () -> {};
    private volatile boolean left;
    private volatile Line line = NONE;
    private boolean greeted;
    private long last;

    Stream(Presentation shown, long after, Instant until) {
      this.shown = shown;
      this.last = after;
      this.until = until;
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
          write(greeting(RETRY_MILLIS));
          greeted = true;
        }
        List<PresentationEvent> found;
        do {
          found = events.after(shown.id(), last);
          for (PresentationEvent event : found) {
            write(said(shown, event));
            last = event.id();
          }
        } while (!found.isEmpty());
        return true;
      } catch (IOException gone) {
        line.close();
        return false;
      } catch (RuntimeException failed) {
        // The other side, if there still is one, asks again with the last id it has.
        LOG.warn("A live line ends, its events could not be told: {}", failed.getClass().getName());
        line.close();
        return false;
      } finally {
        lock.unlock();
      }
    }

    private void write(String text) throws IOException {
      line.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void beat() {
      lock.lock();
      try {
        write(":\n\n");
        if (clock.instant().isAfter(until)) {
          line.close();
        }
      } catch (IOException | RuntimeException gone) {
        line.close();
      } finally {
        lock.unlock();
      }
    }
  }
}
