package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestPeople.Who;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.RoleGrant;
import org.liangzheng.api.identity.person.Roles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is ended here ends at once here, though somebody looked while it was not yet committed and
 * saw it as it had been.
 */
@ApiTest
class RightsEndTest {
  @Autowired private ApplicationContext context;
  @Autowired private TransactionTemplate transactions;
  @Autowired private Roles roles;
  @Autowired private Clients clients;
  private TestPeople people;

  @BeforeEach
  void open() {
    people = TestPeople.of(context);
  }

  @Test
  void aRoleThatIsRevoked() {
    Who who = people.officer(Tokens.OWN, Role.AUDITOR);
    UUID account = who.account().id();
    RoleGrant grant =
        roles.list(Tokens.OWN).stream()
            .filter(each -> each.account().equals(account))
            .findFirst()
            .orElseThrow();
    endWhileLookedAt(
        () -> assertThat(roles.revoke(grant, account, "test")).isTrue(),
        () -> assertThat(roles.current(account, Tokens.OWN)).contains(Role.AUDITOR));
    assertThat(roles.current(account, Tokens.OWN)).isEmpty();
  }

  @Test
  void aClientThatIsDisabled() {
    String id = Tokens.of(context).register(Tokens.OWN, new TestKey(), Scope.LICENCE_READ);
    endWhileLookedAt(
        () -> assertThat(clients.disable(id)).isTrue(),
        () -> assertThat(clients.current(id).orElseThrow().enabled()).isTrue());
    assertThat(clients.current(id).orElseThrow().enabled()).isFalse();
  }

  /** Another request, on another connection, comes between the act and its commit. */
  private void endWhileLookedAt(Runnable end, Runnable look) {
    AtomicReference<Throwable> failed = new AtomicReference<>();
    transactions.executeWithoutResult(_ -> {
      end.run();
      Thread other =
          Thread.ofVirtual()
              .uncaughtExceptionHandler((_, thrown) -> failed.set(thrown))
              .start(look);
      try {
        other.join();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    });
    assertThat(failed.get()).isNull();
  }
}
