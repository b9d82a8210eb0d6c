package org.liangzheng.api.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "GZIP, deflate, br | true",
        "br, gzip;q=0.5 | true",
        "gzip; q=0.001 | true",
        "gzip;q=0.500 | true",
        "gzip ; q=1.0 | true",
        "gzip;q=0 | false",
        "gzip;q=0.0, br | false",
        "gzip; q=0.000 | false",
        "gzip;q=yes | false",
        "br | false",
        "gzipped | false",
      })
  void aFormIsTakenThatIsNamedWithAWeight(String header, boolean taken) {
    assertThat(Encodings.accepts(header, "gzip")).isEqualTo(taken);
  }

  @Test
  void withoutTheHeaderNoneIs() {
    assertThat(Encodings.accepts(null, "gzip")).isFalse();
  }
}
