package org.liangzheng.api.presentation.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.event.Doorbell;
import org.liangzheng.api.presentation.event.PresentationEvents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

@ApiTest
class EventStreamsTest {
  @Autowired private PresentationEvents events;
  @Autowired private EventViews views;
  @Autowired private Doorbell bell;
  @Autowired private JsonMapper json;
  @Autowired private Clock clock;

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

  /** A crowd is served a little later, instead of filling the memory. */
  @Test
  void whoComesWhenANodeIsFullIsToldWhatIsNewAndComesAgain() {
    EventStreams streams = new EventStreams(events, views, bell, json, new StreamSettings(2));
    try (streams) {
      SseEmitter one = streams.open(shown(), 0);
      SseEmitter two = streams.open(shown(), 0);
      SseEmitter three = streams.open(shown(), 0);
      assertThat(streams.count()).isEqualTo(2);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThatThrownBy(() -> three.send("x")).isInstanceOf(IllegalStateException.class));
      assertThatCode(() -> one.send("x")).doesNotThrowAnyException();
      assertThatCode(() -> two.send("x")).doesNotThrowAnyException();
    }
  }
}
