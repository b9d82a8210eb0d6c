package org.liangzheng.api.presentation.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.event.Doorbell;
import org.liangzheng.api.presentation.event.PresentationEvent;
import org.liangzheng.api.presentation.event.PresentationEvents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Streams of events without a network: who is told, who has to come again, who is let go. */
@ApiTest
class EventStreamsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Autowired private PresentationEvents events;
  @Autowired private EventViews views;
  @Autowired private Doorbell bell;
  @Autowired private JsonMapper json;
  @Autowired private Clock clock;
  @Autowired private TransactionTemplate transactions;
  @Autowired private JdbcClient database;

  private final AtomicReference<Instant> now = new AtomicReference<>();
  private EventStreams streams;

  /** What was sent on a line. */
  private static final class Heard implements Line {
    final List<String> texts = new CopyOnWriteArrayList<>();
    final AtomicBoolean closed = new AtomicBoolean();
    volatile boolean deaf;

    @Override
    public void write(byte[] text) throws IOException {
      if (deaf) {
        throw new IOException("nobody reads");
      }
      texts.add(new String(text, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @BeforeEach
  void begin() {
    now.set(clock.instant());
    InstantSource source = now::get;
    streams =
        new EventStreams(
            events, views, bell, json, new StreamSettings(2), source.withZone(ZoneOffset.UTC));
  }

  @AfterEach
  void end() {
    streams.close();
  }

  private Presentation shown() {
    return new Presentation(
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        "COUNTER",
        Presentation.CodeKind.ONLINE,
        false,
        clock.instant(),
        Optional.empty());
  }

  private Heard joined(Presentation shown) {
    Heard line = new Heard();
    streams.join(streams.stream(shown, 0), line);
    Awaitility.await().atMost(SOON).until(() -> !line.texts.isEmpty());
    return line;
  }

  private void happens(Presentation shown, PresentationEvent.Kind kind) {
    transactions.executeWithoutResult(
        _ -> events.add(shown.id(), kind, clock.instant(), null, null, null));
  }

  private void forget(Presentation shown) {
    database
        .sql("delete from presentation_event where presentation = ?")
        .param(shown.id())
        .update();
  }

  private String told(Presentation shown, String protocol) throws IOException {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    request.setProtocol(protocol);
    MockHttpServletResponse response = new MockHttpServletResponse();
    streams.open(shown, 0, request, response);
    assertThat(response.getContentType()).startsWith("text/event-stream");
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    return response.getContentAsString();
  }

  /** A crowd is served a little later, instead of filling the memory. */
  @Test
  void whoComesWhenANodeIsFullIsToldWhatIsNewAndComesAgain() throws Exception {
    Heard one = joined(shown());
    Heard two = joined(shown());
    assertThat(streams.count()).isEqualTo(2);
    Presentation third = shown();
    happens(third, PresentationEvent.Kind.ENDED);
    assertThat(told(third, "HTTP/1.1")).startsWith("retry:5000\n").contains("event:ended");
    assertThat(streams.count()).isEqualTo(2);
    assertThat(one.closed).isFalse();
    assertThat(two.closed).isFalse();
    forget(third);
  }

  @Test
  void aConnectionOfManyRequestsIsNotTaken() throws Exception {
    assertThat(told(shown(), "HTTP/2.0")).startsWith("retry:5000\n");
    assertThat(streams.count()).isZero();
  }

  @Test
  void whatHappensIsToldInOrderAndOnce() {
    Presentation shown = shown();
    Heard line = joined(shown);
    assertThat(line.texts.getFirst()).startsWith("retry:2000\n");
    happens(shown, PresentationEvent.Kind.LAPSED);
    happens(shown, PresentationEvent.Kind.ENDED);
    Awaitility.await().atMost(SOON).until(() -> line.texts.size() >= 3);
    assertThat(line.texts.get(1)).contains("event:lapsed").contains("\"at\":");
    assertThat(line.texts.get(2)).contains("event:ended");
    streams.beat();
    Awaitility.await().atMost(SOON).until(() -> line.texts.size() == 4);
    assertThat(line.texts.getLast()).isEqualTo(":\n\n");
    forget(shown);
  }

  @Test
  void whoIsGoneBeforeItHasJoinedIsNotListenedForAnyMore() {
    int before = bell.topics();
    EventStreams.Stream stream = streams.stream(shown(), 0);
    streams.leave(stream);
    streams.join(stream, new Heard());
    assertThat(streams.count()).isZero();
    assertThat(bell.topics()).isEqualTo(before);
  }

  @Test
  void whoIsGoneOrStayedLongIsLetGo() {
    Heard gone = joined(shown());
    Heard old = joined(shown());
    gone.deaf = true;
    streams.beat();
    Awaitility.await().atMost(SOON).untilTrue(gone.closed);
    assertThat(old.closed).isFalse();
    now.set(now.get().plus(Duration.ofMinutes(6)));
    streams.beat();
    Awaitility.await().atMost(SOON).untilTrue(old.closed);
  }
}
