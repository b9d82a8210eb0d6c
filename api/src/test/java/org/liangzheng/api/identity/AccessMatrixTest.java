package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.AccessMatrix.Role;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Every endpoint × every role. An endpoint without a row fails, and so does a row without one. */
@ApiTest
class AccessMatrixTest {

  @Autowired private ApplicationContext context;

  @Test
  void everyEndpointHasARow() {
    Set<String> there = new TreeSet<>(AccessMatrix.endpoints(context));
    there.addAll(AccessRows.FILTERS);
    List<String> rows = AccessRows.ROWS.stream().map(Row::endpoint).toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(there);
  }

  @TestFactory
  Stream<DynamicTest> everyRoleGetsWhatItsRowSays() {
    World world = new World(context, Tokens.of(context));
    return AccessRows.ROWS.stream()
        .flatMap(row ->
            Arrays.stream(Role.values())
                .map(role ->
                    DynamicTest.dynamicTest(row + " as " + role, () -> check(world, row, role))));
  }

  private static void check(World world, Row row, Role role) {
    Answer answer = TestHttp.send(world.tokens().base(), AccessMatrix.as(world, role, row));
    assertThat(answer.status()).as(answer.body()).isEqualTo(row.expected().get(role));
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.headers().allValues("Cache-Control")).hasSize(1);
    if (answer.status() == 401 && !row.endpoint().endsWith("/oauth2/token")) {
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(answer.json().get("code").asString()).isEqualTo("not-authenticated");
    }
  }
}
