package org.liangzheng.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.start.StartupFailure;

class SentencesTest {

  @Test
  void fillsSlotsAndLeavesTheRest() {
    Sentences sentences = Sentences.of(StartupFailure.class);
    assertThat(sentences.say("home-unsafe", List.of("/a {0} 'b'")).en())
        .contains("The state folder /a {0} 'b' can be");
    assertThat(sentences.say("home-unsafe", List.of()).en()).contains("{0}");
    assertThat(sentences.find("no-such-key", List.of())).isEmpty();
  }
}
