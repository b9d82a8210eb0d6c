package org.liangzheng.api.licence.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.licence.LicenceRegister;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.Licences;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.licence.TestCity;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.report.Reason;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** An act that came about at a later attempt, when others had come first. */
@ApiTest
class LateActTest {
  @Autowired private ApplicationContext context;
  @Autowired private StatusActs acts;
  @Autowired private LicenceRegister register;
  @Autowired private Licences licences;
  @Autowired private TransactionTemplate transactions;
  @Autowired private Ids ids;
  @Autowired private Clock clock;

  private void act(UUID licence, String act, Instant begun) {
    UUID id = ids.next();
    Intent intent = new Intent(ids.next(), begun, StatusRoute.encode(id), 2);
    var outcome =
        acts.perform(id, intent, licence, new StatusRequest(act, "TEST", "示例事由", null), "test");
    transactions.executeWithoutResult(_ -> outcome.persist().run());
  }

  private Optional<Reason> reason(RegisteredLicence licence, Instant at) {
    RegisterAnswer answer = licences.asOf(at).apply(licence.facts().id());
    return ((RegisterAnswer.Found) answer).notInForce();
  }

  @Test
  void takesEffectAfterThemAndIsTheLastOneEverAfter() {
    UUID licence =
        UUID.fromString(
            TestCity.of(context).issue(LicenceRequests.valid()).json().get("id").asString());
    Instant first = clock.instant();
    act(licence, "SUSPEND", first.plusMillis(10));
    act(licence, "RESUME", first.plusMillis(20));
    // Its first attempt was before both.
    act(licence, "SUSPEND", first);
    RegisteredLicence now = register.find(licence).orElseThrow();
    assertThat(now.statusSince()).isAfter(first.plusMillis(20));
    assertThat(reason(now, first.plus(Duration.ofMinutes(1)))).contains(Reason.LICENCE_SUSPENDED);
    assertThat(reason(now, first.plusMillis(20))).isEmpty();
    assertThat(reason(now, first.plusMillis(15))).contains(Reason.LICENCE_SUSPENDED);
  }
}
