package org.liangzheng.testkit.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.testkit.launcher.Checkout.Answer;

/** Help shows what works and no more; what is passed on arrives as it was given. */
class CommandsTest {
  @TempDir Path temporary;
  private Checkout checkout;

  @BeforeEach
  void machine() throws Exception {
    checkout = new Checkout(temporary);
  }

  @Test
  void help_needs_nothing_and_lists_only_commands_that_work() throws Exception {
    Answer help = checkout.with("LZ_JDK_FOLDERS", "").lz();
    assertThat(help.exit()).isZero();
    assertThat(help.out()).contains("亮证", "LZ_HOME", "LZ_PORT").doesNotContain("\033");
    checkout.with("LZ_JDK_FOLDERS", temporary + "/亮 证/jdks/*");
    int listed = 0;
    Matcher command = Pattern.compile("(?m)^  ([a-z]+)  ").matcher(help.out());
    while (command.find()) {
      listed++;
      assertThat(checkout.lz(command.group(1)).err())
          .as(command.group(1))
          .doesNotContain("[not-built]");
    }
    assertThat(listed).isGreaterThanOrEqualTo(5);
  }

  @Test
  void demo_is_given_the_service_that_it_may_start() throws Exception {
    assertThat(checkout.lz("demo", "--own", "--licences", "20").exit()).isZero();
    assertThat(checkout.calls("java"))
        .last()
        .asString()
        .contains("-Dhouse.service=", "/lib/api.jar", "-Dhouse.service.flags=")
        .contains("cli.jar demo --own --licences 20");
    assertThat(checkout.calls("mvn").stream().filter(call -> call.contains(" package"))).hasSize(2);
    assertThat(checkout.with("FAKE_EXIT", "2").lz("demo").exit()).isEqualTo(2);
  }

  @Test
  void bench_runs_the_areas_that_are_there_and_names_the_others() throws Exception {
    assertThat(checkout.lz("bench", "hsm", "--quick").exit()).isZero();
    assertThat(checkout.calls("java"))
        .last()
        .asString()
        .contains("bench.jar hsm --quick --results")
        .endsWith("/bench/results/look");
    assertThat(checkout.lz("bench", "--quick").exit()).isZero();
    assertThat(checkout.calls("java")).last().asString().contains("bench.jar hsm --quick");
    assertThat(checkout.calls("mvn")).hasSize(1);
    Answer other = checkout.lz("bench", "licence");
    assertThat(other.exit()).isEqualTo(69);
    assertThat(other.err()).contains("[not-built]", "bench licence");
  }

  @Test
  void bench_issue_is_given_the_service_as_it_is_run() throws Exception {
    assertThat(checkout.lz("bench", "issue", "--quick").exit()).isZero();
    assertThat(checkout.calls("java"))
        .last()
        .asString()
        .contains("-Dhouse.service=", "/lib/api.jar", "-Dhouse.service.flags=")
        .contains("bench.jar issue --quick --results");
    assertThat(checkout.calls("mvn").stream().filter(call -> call.contains(" package"))).hasSize(2);
  }

  @Test
  void bench_present_is_given_the_service_as_it_is_run() throws Exception {
    assertThat(checkout.lz("bench", "present", "--quick").exit()).isZero();
    assertThat(checkout.calls("java"))
        .last()
        .asString()
        .contains("-Dhouse.service=", "/lib/api.jar", "-Dhouse.service.flags=")
        .contains("bench.jar present --quick --results");
    assertThat(checkout.calls("mvn").stream().filter(call -> call.contains(" package"))).hasSize(2);
  }

  @Test
  void bench_all_is_given_the_service_and_a_look_never_the_folder_of_what_was_measured()
      throws Exception {
    assertThat(checkout.lz("bench", "all").exit()).isZero();
    assertThat(checkout.calls("java"))
        .last()
        .asString()
        .contains("-Dhouse.service=", "bench.jar all --results")
        .endsWith("/bench/results");
    assertThat(checkout.lz("bench", "all", "--quick").exit()).isZero();
    assertThat(checkout.calls("java")).last().asString().endsWith("/bench/results/look");
  }

  @Test
  void an_unknown_command_is_a_usage_error() throws Exception {
    Answer answer = checkout.lz("verfy");
    assertThat(answer.exit()).isEqualTo(64);
    assertThat(answer.err()).contains("[command-unknown]", "verfy", "./lz help");
  }

  @Test
  void the_exit_code_of_the_program_is_passed_on() throws Exception {
    for (int exit : new int[] {0, 1, 2, 3, 66, 70}) {
      assertThat(checkout.with("FAKE_EXIT", "" + exit).lz("verify", "x").exit()).isEqualTo(exit);
    }
  }

  @Test
  void test_runs_maven_once_and_passes_its_exit_code_on() throws Exception {
    assertThat(checkout.lz("test").exit()).isZero();
    assertThat(checkout.calls("mvn"))
        .singleElement()
        .asString()
        .endsWith("mvn -B -ntp verify".substring(4));
    assertThat(checkout.with("FAKE_MAVEN_FAULT", "tests failed").lz("test").exit()).isEqualTo(1);
  }

  @Test
  void test_takes_modules_and_maven_settings() throws Exception {
    checkout.lz("test", "verifier", "-Dtest=A*", "cli");
    assertThat(checkout.calls("mvn"))
        .singleElement()
        .asString()
        .endsWith("-pl verifier,cli -am -Dtest=A* -Dsurefire.failIfNoSpecifiedTests=false verify");
    assertThat(checkout.lz("test", "nothing").exit()).isEqualTo(64);
  }

  @Test
  void fuzz_names_what_it_does_not_know() throws Exception {
    Answer unknown = checkout.lz("fuzz", "moon");
    assertThat(unknown.exit()).isEqualTo(64);
    assertThat(unknown.err()).contains("[fuzz-target-unknown]", "moon", "signeddata");
    for (String minutes : new String[] {"0", "-1", "1.5", "x", ""}) {
      Answer wrong = checkout.lz("fuzz", "seal", "--minutes", minutes);
      assertThat(wrong.exit()).isEqualTo(64);
      assertThat(wrong.err()).contains("[fuzz-minutes-wrong]");
    }
    assertThat(checkout.lz("fuzz", "--minutes").exit()).isEqualTo(64);
    assertThat(checkout.calls("mvn")).isEmpty();
  }
}
