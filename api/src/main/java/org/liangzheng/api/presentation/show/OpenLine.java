package org.liangzheng.api.presentation.show;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the container has handed over after the head of a response. A response that
 * stays open in the usual way keeps its request, its headers and their buffers, some 110 kB; handed
 * over as for a change of protocol (which is what the container's WebSockets do) it keeps a socket
 * with two buffers of 8 kB. On the wire it is a response that ends with its connection (RFC 9112
 * §6.3).
 */
public final class OpenLine implements InternalHttpUpgradeHandler, Line {
  /** Who reads nothing for so long is gone. */
  private static final Duration WRITE = Duration.ofSeconds(10);

  private static final int DISCARDED = 512;

  private final AtomicBoolean ended = new AtomicBoolean();
  private @Nullable Consumer<Line> begin;
  private @Nullable Runnable end;
  private volatile @Nullable SocketWrapperBase<?> socket;

  /** For the container, which makes it. */
  public OpenLine() {}

  /** Whether the protocol of a request allows it: HTTP/2 has many requests on one connection. */
  static boolean suits(HttpServletRequest request) {
    return request.getProtocol().startsWith("HTTP/1.");
  }

  /**
   * Sends the head of the response and has the rest of the connection handed over.
   *
   * @param begin told once it is; it does not wait, because the container does
   * @param end run once when the connection is over, for whatever reason
   */
  static void handOver(
      HttpServletRequest request, HttpServletResponse response, Consumer<Line> begin, Runnable end)
      throws IOException {
    try {
      response.setHeader("Connection", "close");
      OpenLine line = request.upgrade(OpenLine.class);
      line.begin = begin;
      line.end = end;
      // The container has noted 101 Switching Protocols; the protocol stays what it was.
      response.setStatus(HttpServletResponse.SC_OK);
      response.flushBuffer();
    } catch (ServletException impossible) {
      throw new IllegalStateException("a line could not be made", impossible);
    }
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    wrapper.setWriteTimeout(WRITE.toMillis());
    socket = wrapper;
  }

  @Override
  public void init(WebConnection connection) {
    Objects.requireNonNull(begin).accept(this);
  }

  @Override
  public void write(byte[] text) throws IOException {
    SocketWrapperBase<?> open = socket;
    if (open == null || ended.get()) {
      throw new IOException("the line is closed");
    }
    open.write(true, text, 0, text.length);
    open.flush(true);
  }

  /** Nothing more is asked on this connection; only its end is listened for. */
  @Override
  public SocketState upgradeDispatch(SocketEvent event) {
    SocketWrapperBase<?> open = socket;
    if (open == null || (event != SocketEvent.OPEN_READ && event != SocketEvent.OPEN_WRITE)) {
      return SocketState.CLOSED;
    }
    try {
      byte[] discarded = new byte[DISCARDED];
      int read;
      do {
        read = open.read(false, discarded, 0, discarded.length);
      } while (read > 0);
      return read < 0 ? SocketState.CLOSED : SocketState.UPGRADED;
    } catch (IOException gone) {
      return SocketState.CLOSED;
    }
  }

  @Override
  public void close() {
    SocketWrapperBase<?> open = socket;
    if (open != null) {
      open.close();
    }
    destroy();
  }

  @Override
  public void destroy() {
    if (ended.compareAndSet(false, true)) {
      Objects.requireNonNull(end).run();
    }
  }

  /** The service ends; the browser comes back to another node, or to this one started again. */
  @Override
  public void pause() {
    close();
  }

  @Override
  public void timeoutAsync(long now) {
    // Nothing is waited for: the other side is told now and then, and is gone when it takes
    // nothing.
  }

  @Override
  public void setSslSupport(SSLSupport support) {
    // Nothing here depends on it.
  }
}
