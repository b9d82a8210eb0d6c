package org.liangzheng.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void everyCellIsQuoted() {
    assertThat(Csv.line(List.of("a", "", "b,c", "say \"x\"", "=1")))
        .isEqualTo("\"a\",\"\",\"b,c\",\"say \"\"x\"\"\",\"=1\"\r\n");
  }

  @Test
  void forPeopleNoCellIsAFormula() {
    assertThat(Csv.shown(List.of("=1+1", "+1", "-1", "@a", "\tb", "\rc", "", "d=")))
        .isEqualTo("\"'=1+1\",\"'+1\",\"'-1\",\"'@a\",\"'\tb\",\"'\rc\",\"\",\"d=\"\r\n");
  }
}
