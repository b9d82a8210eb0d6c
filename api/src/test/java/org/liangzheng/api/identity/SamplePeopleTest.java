package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.person.Account;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.identity.person.SignIn;
import org.liangzheng.api.start.StartupNotice;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The people of the sample city, from their file to their roles. */
@ApiTest
class SamplePeopleTest {
  @Autowired private ApplicationContext context;
  @Autowired private SignIn signIn;
  @Autowired private Roles roles;
  @Autowired private JdbcClient jdbc;

  @Test
  void signInByTheirFileAndHaveRolesThatTwoApproved() throws IOException {
    Path file =
        Path.of(context.getEnvironment().getRequiredProperty("liangzheng.home"))
            .resolve("sample-people.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    JsonNode people = JsonMapper.builder().build().readTree(Files.readString(file)).get("people");
    assertThat(people.size()).isEqualTo(8);
    String greeting =
        context.getBeansOfType(StartupNotice.class).values().stream()
            .flatMap(notice -> notice.lines().stream())
            .map(line -> line.zh() + line.en())
            .toList()
            .toString();
    List<UUID> ids = new ArrayList<>();
    for (JsonNode person : people) {
      String password = person.get("password").asString();
      Account account = signIn.check(person.get("sign_in_name").asString(), password, "test");
      ids.add(account.id());
      if (person.has("authority")) {
        assertThat(roles.all(account.id())).containsOnlyKeys(person.get("authority").asString());
      } else {
        assertThat(roles.all(account.id())).as("a citizen").isEmpty();
      }
      assertThat(greeting)
          .contains(person.get("sign_in_name").asString())
          .contains(file.toString())
          .doesNotContain(password);
    }
    assertThat(
            Arrays.stream(SampleDepartment.values())
                .flatMap(department -> roles.list(department.id()).stream())
                .filter(grant -> ids.contains(grant.account()) && grant.proposal().isEmpty())
                .map(grant -> grant.role())
                .toList())
        .as("only the first administrators were appointed")
        .hasSize(6)
        .containsOnly(Role.ADMINISTRATOR);
    assertThat(
            jdbc.sql(
                    "select count(*) from identity_proposal p where state = 'EXECUTED' and subject"
                        + " in (:ids) and 2 = (select count(distinct party) from identity_approval"
                        + " where proposal = p.id)")
                .param("ids", ids)
                .query(Integer.class)
                .single())
        .isEqualTo(10);
  }
}
