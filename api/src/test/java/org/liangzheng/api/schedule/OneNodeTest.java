package org.liangzheng.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.liangzheng.api.home.TestDatabases;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class OneNodeTest {

  @Test
  void oneAtATimeAndFreeAgainAlsoAfterAFailure() {
    TestDatabases.Access database = TestDatabases.empty();
    OneNode here = node(database);
    OneNode there = node(database);
    assertThat(
            here.tryRun(
                "job",
                () -> {
                  assertThat(there.tryRun("job", () -> {})).isFalse();
                  assertThat(there.tryRun("other job", () -> {})).isTrue();
                }))
        .isTrue();
    assertThatThrownBy(() ->
            here.tryRun(
                "job",
                () -> {
                  throw new IllegalStateException();
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(there.tryRun("job", () -> {})).isTrue();
  }

  private static OneNode node(TestDatabases.Access database) {
    return new OneNode(
        new DriverManagerDataSource(database.url(), database.user(), database.password()));
  }
}
