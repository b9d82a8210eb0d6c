package org.liangzheng.api.seal.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.seal.SealRules;
import org.liangzheng.api.seal.SealWorld;
import org.liangzheng.api.web.Problem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A step that another one overtook. */
@ApiTest
class ChangedMeanwhileTest {
  @Autowired private ApplicationContext context;
  @Autowired private SealStore store;
  @Autowired private SealOffice office;
  @Autowired private TransactionTemplate transactions;
  @Autowired private JdbcClient database;

  /** The rules carry whether the key signs: by the state that was read it would again. */
  @Test
  void newRulesDoNotEnableTheKeyOfASealThatWasSuspendedMeanwhile() {
    SealWorld world = SealWorld.own(context);
    String id = world.activeOffice();
    SealRow read = store.find(UUID.fromString(id)).orElseThrow();
    String key = read.inUse().orElseThrow().key().value();
    assertThat(enabled(key)).isTrue();
    world.done(id, "SUSPEND");
    SealOffice.By by = new SealOffice.By("test", "TEST", Optional.empty());
    Problem refused =
        catchThrowableOfType(
            Problem.class,
            () ->
                transactions.executeWithoutResult(
                    _ -> office.changeRules(read, SealRules.none(), by, "test")));
    assertThat(refused.code()).isEqualTo(OfficeProblem.SEAL_ACT_NOT_NOW);
    assertThat(enabled(key)).isFalse();
  }

  private boolean enabled(String key) {
    return database
        .sql("select enabled from custody_key_rule where key_ref = ?")
        .param(key)
        .query(Boolean.class)
        .single();
  }
}
