package org.liangzheng.testkit.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.testkit.launcher.Checkout.Answer;
import org.liangzheng.testkit.launcher.Checkout.Running;

/** One build for one state of the sources, however often and by however many it is asked for. */
class BuildOnceTest {
  @TempDir Path temporary;
  private Checkout checkout;

  @BeforeEach
  void machine() throws Exception {
    checkout = new Checkout(temporary);
  }

  @Test
  void the_second_start_builds_and_trains_nothing_and_says_nothing() throws Exception {
    checkout.lz("verify", "x");
    Answer second = checkout.lz("verify", "x");
    assertThat(checkout.calls("mvn")).hasSize(1);
    assertThat(checkout.calls("train")).hasSize(1);
    assertThat(checkout.calls("java")).hasSize(2).allMatch(call -> call.contains("-XX:AOTCache="));
    assertThat(second.err()).isEmpty();
  }

  @Test
  void a_change_builds_again_and_the_way_back_does_not() throws Exception {
    checkout.lz("verify", "x");
    checkout.write("signer/src/main/java/A.java", "class A { int b; }");
    checkout.lz("verify", "x");
    checkout.write("signer/src/main/java/A.java", "class A {}");
    checkout.lz("verify", "x");
    assertThat(checkout.calls("mvn")).hasSize(2);
  }

  @Test
  void tests_and_the_service_do_not_rebuild_the_command_line() throws Exception {
    checkout.lz("verify", "x");
    checkout.write("cli/src/test/java/ATest.java", "class ATest {}");
    checkout.write("api/src/main/java/B.java", "class B {}");
    checkout.lz("verify", "x");
    assertThat(checkout.calls("mvn")).hasSize(1);
  }

  @Test
  void two_at_once_build_once() throws Exception {
    checkout.with("FAKE_SLOW", "1");
    Running first = checkout.start(checkout.root, "./lz", "verify", "x");
    Running second = checkout.start(checkout.root, "./lz", "verify", "x");
    assertThat(Checkout.answer(first).exit()).isZero();
    assertThat(Checkout.answer(second).exit()).isZero();
    assertThat(checkout.calls("mvn")).hasSize(1);
    assertThat(checkout.root.resolve(".lz/build.lock")).doesNotExist();
  }

  @Test
  void a_lock_left_by_a_killed_lz_is_taken_over() throws Exception {
    checkout.with("FAKE_SLOW", "20");
    Running first = checkout.start(checkout.root, "./lz", "verify", "x");
    awaitMaven();
    first.process().destroyForcibly().waitFor();
    ProcessHandle.of(mavenPid()).ifPresent(ProcessHandle::destroyForcibly);
    assertThat(checkout.root.resolve(".lz/build.lock/owner")).exists();
    checkout.with("FAKE_SLOW", "");
    assertThat(checkout.lz("verify", "x").exit()).isZero();
    assertThat(checkout.root.resolve(".lz/build.lock")).doesNotExist();
  }

  @Test
  void a_lock_of_a_living_lz_is_respected() throws Exception {
    Path lock = Files.createDirectories(checkout.root.resolve(".lz/build.lock"));
    ProcessHandle self = ProcessHandle.current();
    String stat = Files.readString(Path.of("/proc/self/stat"), UTF_8);
    String born = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    Files.writeString(lock.resolve("owner"), self.pid() + " " + born + "\n", UTF_8);
    Answer answer = checkout.with("LZ_LOCK_WAIT", "1").lz("verify", "x");
    assertThat(answer.exit()).isEqualTo(75);
    assertThat(answer.err()).contains("[busy]", "" + self.pid());
    assertThat(lock).exists();
  }

  @Test
  void ending_lz_ends_the_build_and_leaves_nothing_behind() throws Exception {
    checkout.with("FAKE_SLOW", "20");
    Running running = checkout.start(checkout.root, "./lz", "verify", "x");
    awaitMaven();
    long maven = mavenPid();
    running.process().destroy();
    assertThat(Checkout.answer(running).exit()).isEqualTo(143);
    ProcessHandle.of(maven)
        .ifPresent(handle -> assertThat(handle.onExit()).succeedsWithin(5, TimeUnit.SECONDS));
    try (var left = Files.list(checkout.root.resolve(".lz"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("build.log", "dist");
    }
  }

  @Test
  void a_failed_build_shows_the_end_of_its_log() throws Exception {
    Answer answer = checkout.with("FAKE_MAVEN_FAULT", "cannot find symbol").lz("verify", "x");
    assertThat(answer.exit()).isEqualTo(70);
    assertThat(answer.err()).contains("[ERROR] cannot find symbol", "[build-failed]", "build.log");
    assertThat(answer.out()).isEmpty();
    assertThat(checkout.calls("java")).isEmpty();
  }

  @Test
  void a_full_disk_is_named() throws Exception {
    Answer answer =
        checkout.with("FAKE_MAVEN_FAULT", "write: No space left on device").lz("verify", "x");
    assertThat(answer.exit()).isEqualTo(73);
    assertThat(answer.err()).contains("[cannot-write]", "No space left on device", "df -h");
  }

  @Test
  void a_place_that_cannot_be_written_is_named_and_another_can_be_given() throws Exception {
    checkout.write("file", "");
    Path blocked = checkout.root.resolve("file/below");
    Answer answer = checkout.with("LZ_WORK", blocked.toString()).lz("verify", "x");
    assertThat(answer.exit()).isEqualTo(73);
    assertThat(answer.err()).contains("[cannot-write]", blocked.toString(), "LZ_WORK=");
    checkout.with("LZ_WORK", temporary.resolve("另处").toString());
    assertThat(checkout.lz("verify", "x").exit()).isZero();
    assertThat(checkout.root.resolve(".lz")).doesNotExist();
  }

  private void awaitMaven() throws Exception {
    for (int tries = 0; checkout.calls("mvn").isEmpty(); tries++) {
      assertThat(tries).isLessThan(200);
      Thread.sleep(50);
    }
  }

  private long mavenPid() throws Exception {
    return Long.parseLong(checkout.calls("mvn").getFirst().split(" ")[1]);
  }
}
