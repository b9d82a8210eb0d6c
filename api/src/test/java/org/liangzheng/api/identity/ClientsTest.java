package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.home.TestDatabases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

class ClientsTest {

  private final TestDatabases.Access database = TestDatabases.migrated();
  private final AtomicLong nanos = new AtomicLong();
  private final Clients here = node();
  private final Clients there = node();
  private final PublicJwk key = new TestKey().jwk();

  private Clients node() {
    JdbcClient jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(database.url(), database.user(), database.password()));
    return new Clients(jdbc, JsonMapper.builder().build(), Clock.systemUTC(), nanos::get);
  }

  @Test
  void registeringTwiceChangesNothing() {
    here.register("c", "测试 𠮷", Tokens.OWN, key, Set.of(Scope.LICENCE_READ));
    Optional<Client> first = here.find("c");
    here.register("c", "测试 𠮷", Tokens.OWN, key, Set.of(Scope.LICENCE_READ));
    assertThat(here.find("c")).isEqualTo(first);
    assertThat(first.orElseThrow().keys()).containsExactly(key);
    assertThat(first.orElseThrow().scopes()).containsExactly(Scope.LICENCE_READ);
  }

  @Test
  void registeringAgainBringsKeyAndScopesUpToDate() {
    here.register("c", "a", Tokens.OWN, key, Set.of(Scope.LICENCE_READ));
    PublicJwk next = new TestKey().jwk();
    here.register("c", "b", Tokens.OWN, next, Set.of());
    Client client = here.find("c").orElseThrow();
    assertThat(client.keys()).containsExactly(next);
    assertThat(client.scopes()).isEmpty();
  }

  @Test
  void aClientDoesNotChangeHands() {
    here.register("c", "a", Tokens.OWN, key, Set.of());
    assertThatThrownBy(() -> here.register("c", "a", Tokens.FOREIGN, key, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(here.find("c").orElseThrow().authority()).isEqualTo(Tokens.OWN);
  }

  @Test
  void idsAreOfOneForm() {
    for (String id : new String[] {"", "a b", "客户", "x".repeat(65), "a/b"}) {
      assertThatThrownBy(() -> here.register(id, "a", Tokens.OWN, key, Set.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anotherNodeLearnsOfADisabledClientWithinHalfAMinute() {
    here.register("c", "a", Tokens.OWN, key, Set.of());
    assertThat(there.current("c").orElseThrow().enabled()).isTrue();
    here.disable("c");
    assertThat(here.current("c").orElseThrow().enabled()).isFalse();
    assertThat(there.find("c").orElseThrow().enabled()).isFalse();
    nanos.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(there.current("c").orElseThrow().enabled()).isTrue();
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(there.current("c").orElseThrow().enabled()).isFalse();
  }
}
