package org.liangzheng.bench.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The database's log is read as it is written. */
class StatementsTest {
  @Test
  void statementsOfSeveralSessionsKeepTheirValues() {
    List<Statements.Sent> all =
        Statements.parse(
            """
            2026-11-22 17:00:00.001 UTC [11] LOG:  execute <unnamed>: select a
            \t from t where b = $1
            \t and c = $2
            2026-11-22 17:00:00.002 UTC [12] LOG:  execute S_4: insert into web_intent values ($1)
            2026-11-22 17:00:00.002 UTC [11] DETAIL:  Parameters: $1 = 'it''s', $2 = NULL
            2026-11-22 17:00:00.003 UTC [12] DETAIL:  Parameters: $1 = '\\xff'
            2026-11-22 17:00:00.004 UTC [12] LOG:  execute S_1: COMMIT
            2026-11-22 17:00:00.005 UTC [12] LOG:  execute <unnamed>: select 1 from t for share
            2026-11-22 17:00:00.006 UTC [12] ERROR:  of no concern
            2026-11-22 17:00:00.006 UTC [12] STATEMENT:  select nothing
            """);
    assertThat(all).hasSize(4);
    assertThat(all.get(0).sql()).isEqualTo("select a\n from t where b = ?\n and c = ?");
    assertThat(all.get(0).values()).containsExactly("it's", null);
    assertThat(all.get(0).session()).isEqualTo(11);
    assertThat(all.get(1).values()).containsExactly("\\xff");
    assertThat(all.stream().map(Statements.Sent::reads)).containsExactly(true, false, false, false);
  }
}
