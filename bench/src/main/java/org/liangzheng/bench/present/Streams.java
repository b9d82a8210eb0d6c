package org.liangzheng.bench.present;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.liangzheng.bench.service.Crowd;

/** Open event streams (SSE) of presentations, one connection each, on the loopback alone. */
final class Streams implements AutoCloseable {
  /** A stream lives for five minutes; they are all open before the first one ends. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private static final int OPENERS = 8;
  private static final int READ_MILLIS = 30_000;
  private static final int ANSWER = 8_192;

  /** Files that this process needs besides. */
  private static final int OTHER_FILES = 500;

  private final URI service;
  private final Holder holder;
  private final Queue<Stream> open = new ConcurrentLinkedQueue<>();

  Streams(URI service, Holder holder) {
    this.service = service;
    this.holder = holder;
  }

  /** One of them. */
  record Stream(Socket socket, InputStream in) {
    /** Reads until a text has come. */
    void await(String text) throws IOException {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      byte[] part = new byte[1_024];
      while (!read.toString(StandardCharsets.UTF_8).contains(text)) {
        int length = in.read(part);
        if (length < 0 || read.size() > ANSWER) {
          throw new IllegalStateException(
              "an event stream said: " + read.toString(StandardCharsets.UTF_8));
        }
        read.write(part, 0, length);
      }
    }

    /** Whether the other side has not closed it. */
    boolean isOpen() throws IOException {
      socket.setSoTimeout(1);
      try {
        return in.read() >= 0;
      } catch (SocketTimeoutException silent) {
        return true;
      }
    }
  }

  /** Whether the limit of open files of this process lets it open so many connections. */
  static boolean allowed(int count) throws IOException {
    Path limits = Path.of("/proc/self/limits");
    if (!Files.exists(limits)) {
      return true;
    }
    return Files.readAllLines(limits, StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.substring("Max open files".length()).strip().split("\\s+")[0])
        .allMatch(most -> most.equals("unlimited") || Long.parseLong(most) >= count + OTHER_FILES);
  }

  /**
   * Shows a licence and opens the stream of its events, over and over.
   *
   * @return how many there are: fewer if the time was over or the service took no more
   */
  int open(int count) {
    AtomicInteger begun = new AtomicInteger();
    Crowd crowd = new Crowd(Math.min(OPENERS, count), () -> Duration.ZERO);
    crowd.run(
        LONGEST.toMillis(),
        () -> begun.get() < count,
        _ -> {
          if (begun.getAndIncrement() < count) {
            try {
              open.add(stream(holder.show()));
            } catch (IOException | IllegalStateException refused) {
              // Full: that is a figure too, and nobody tries on.
              begun.set(count);
            }
          }
        });
    return open.size();
  }

  /** Opens the stream of a presentation; it has said that it is open. */
  Stream stream(Holder.Shown shown) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.getPort());
    socket.setSoTimeout(READ_MILLIS);
    StringBuilder request = new StringBuilder();
    request.append("GET /v1/presentations/").append(shown.id()).append("/events HTTP/1.1\r\n");
    request.append("Host: ").append(service.getAuthority()).append("\r\n");
    request.append("Accept: text/event-stream\r\n");
    holder.bearer().forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    socket
        .getOutputStream()
        .write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    Stream stream = new Stream(socket, socket.getInputStream());
    stream.await(":open");
    return stream;
  }

  /** How many are still open. */
  int alive() throws IOException {
    int alive = 0;
    for (Stream one : open) {
      alive += one.isOpen() ? 1 : 0;
    }
    return alive;
  }

  @Override
  public void close() throws IOException {
    for (Stream one : open) {
      one.socket().close();
    }
  }
}
