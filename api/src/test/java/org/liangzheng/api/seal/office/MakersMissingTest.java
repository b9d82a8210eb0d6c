package org.liangzheng.api.seal.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.seal.SealWorld;
import org.liangzheng.api.trust.Statuses;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Problem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationContext;

/** A service without a seal maker or a sample city's certification makes no seals, and says so. */
@ApiTest
class MakersMissingTest {
  private static final StaticListableBeanFactory NOTHING = new StaticListableBeanFactory();

  @Autowired private ApplicationContext context;
  @Autowired private SealStore store;

  private SealMaking making(ObjectProvider<SealMaker> makers) {
    return new SealMaking(
        store,
        context.getBean(Custody.class),
        context.getBean(Authorities.class),
        context.getBean(TrustDirectory.class),
        context.getBean(Statuses.class),
        makers,
        NOTHING.getBeanProvider(SealCertifier.class),
        context.getBean(Clock.class),
        context.getBean(SecureRandom.class));
  }

  @Test
  void whoIsMissingIsNamed() {
    SealWorld world = SealWorld.own(context);
    String id = world.apply("OFFICE", "{}");
    world.both(id, "APPROVE", "");
    Answer keyed = world.act(id, "KEY");
    assertThat(keyed.status()).isEqualTo(200);
    SealRow row = store.find(UUID.fromString(id)).orElseThrow();
    assertThat(told(making(NOTHING.getBeanProvider(SealMaker.class)), row))
        .isEqualTo(OfficeProblem.SEAL_MAKER_MISSING);
    assertThat(told(making(context.getBeanProvider(SealMaker.class)), row))
        .isEqualTo(OfficeProblem.SEAL_CERTIFICATE_MISSING);
  }

  private static Object told(SealMaking making, SealRow row) {
    return catchThrowableOfType(
            Problem.class,
            () -> making.make(row, row.open().orElseThrow(), null, "test", UUID.randomUUID()))
        .code();
  }
}
