package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.Application;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.RoleGrant;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.identity.person.SignIn;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupFailures;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator appoints the first two, once. */
@ExtendWith(OutputCaptureExtension.class)
class AppointmentTest {
  private static final String OFFICE = "11990100MB0A00012Q";
  private static final String GOOD =
      """
      {"authority": {"code": "11990100MB0A00012Q", "name": "亮城市示例局"},
       "people": [{"code": "990100199001010012", "name": "示例人甲", "signInName": "first.person"},
                  {"code": "990100199001010039", "name": "示例人乙", "signInName": "second.person"}]}
      """;

  @TempDir Path folder;

  private ConfigurableApplicationContext start(TestDatabases.Access database, String order)
      throws Exception {
    Path file = Files.writeString(folder.resolve("first.json"), order);
    List<String> arguments = new ArrayList<>();
    Map.of(
            "liangzheng.home", folder.resolve("home").toString(),
            "liangzheng.office.appoint", file.toString(),
            "liangzheng.office.only", "true",
            "liangzheng.sample.enabled", "true",
            "spring.datasource.url", database.url(),
            "spring.datasource.username", String.valueOf(database.user()),
            "spring.datasource.password", String.valueOf(database.password()),
            "server.port", "0",
            "management.server.port", "0")
        .forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return new SpringApplicationBuilder(Application.class).run(arguments.toArray(String[]::new));
  }

  private void refused(TestDatabases.Access database, String order, String why) {
    Throwable thrown = catchThrowable(() -> start(database, order).close());
    assertThat(thrown).as("it was appointed").isNotNull();
    var problem = StartupFailures.recognise(thrown, null);
    assertThat(problem.failure()).isEqualTo(StartupFailure.APPOINTMENT_REFUSED);
    assertThat(problem.arguments()).containsExactly(why);
  }

  @Test
  void theFirstTwoAreAppointedOnceAndTheirPasswordsAreInAPrivateFile(CapturedOutput output)
      throws Exception {
    TestDatabases.Access database = TestDatabases.migrated();
    OrganizationId office = new OrganizationId(OFFICE);
    Path passwords = folder.resolve("home").resolve("first-administrators-11990100mb0a00012q.json");
    try (ConfigurableApplicationContext service = start(database, GOOD)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwords)))
          .isEqualTo("rw-------");
      JsonNode people =
          JsonMapper.builder().build().readTree(Files.readString(passwords)).get("people");
      assertThat(people.size()).isEqualTo(2);
      List<RoleGrant> grants = service.getBean(Roles.class).list(office);
      assertThat(grants).hasSize(2).allMatch(grant -> grant.role() == Role.ADMINISTRATOR);
      for (JsonNode one : people) {
        String password = one.get("one_time_password").asString();
        var account =
            service
                .getBean(SignIn.class)
                .check(one.get("sign_in_name").asString(), password, "127.0.0.1");
        assertThat(account.mustChange()).as("to be changed at first use").isTrue();
        assertThat(grants).anyMatch(grant -> grant.account().equals(account.id()));
        assertThat(output.getAll()).doesNotContain(password);
      }
      assertThat(
              service
                  .getBean(JdbcClient.class)
                  .sql(
                      "select count(*) from audit_entry where act = 'FIRST_ADMINISTRATOR' and"
                          + " authority = ?")
                  .param(OFFICE)
                  .query(Integer.class)
                  .single())
          .isEqualTo(2);
      assertThat(service.getBean(Accounts.class).isTaken("FIRST.person")).isTrue();
    }
    assertThat(output.getOut())
        .contains("First administrators appointed: " + OFFICE)
        .doesNotContain("Liangzheng is up")
        .doesNotContain("示例人甲");
    String kept = Files.readString(passwords);
    refused(database, GOOD.replace("person", "other"), "ADMINISTERED");
    assertThat(Files.readString(passwords)).as("nothing was touched").isEqualTo(kept);
    refused(database, "{\"authority\": 1}", "FILE");
    refused(database, GOOD.replace("12Q", "12A"), "AUTHORITY");
    refused(database, GOOD.replace("990100199001010039", "990100199001010012"), "TWO_PEOPLE");
    refused(database, GOOD.replace("990100199001010039", "990100199001010030"), "PERSON");
    refused(database, GOOD.replace("second.person", "!"), "sign-in-name-wrong");
  }
}
