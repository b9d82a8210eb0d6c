package org.liangzheng.testkit.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.testkit.launcher.Checkout.Answer;

/**
 * Missing or old tools are named with their remedy, and the exit code is never that of a verdict.
 */
class ToolsTest {
  @TempDir Path temporary;
  private Checkout checkout;

  @BeforeEach
  void machine() throws Exception {
    checkout = new Checkout(temporary);
  }

  @Test
  void an_old_jdk_alone_is_named_with_the_remedy() throws Exception {
    Path jdk17 = checkout.jdk("17.0.15");
    Answer answer = checkout.with("LZ_JDK_FOLDERS", jdk17.toString()).lz("verify", "x");
    assertThat(answer.exit()).isEqualTo(69);
    assertThat(answer.err())
        .contains("[jdk-missing]", "17.0.15", jdk17.toString(), "openjdk-25-jdk");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void a_jdk_25_is_found_behind_an_old_java_home() throws Exception {
    Path jdk17 = checkout.jdk("17.0.15");
    assertThat(checkout.with("JAVA_HOME", jdk17.toString()).lz("verify", "x").exit()).isZero();
  }

  @Test
  void a_runtime_without_a_compiler_is_no_jdk() throws Exception {
    Files.delete(checkout.jdk("25.0.3").resolve("bin/javac"));
    assertThat(checkout.lz("verify", "x").err()).contains("[jdk-missing]", "25.0.3");
  }

  @Test
  void a_wrong_lz_java_home_is_not_passed_over() throws Exception {
    Answer answer = checkout.with("LZ_JAVA_HOME", "/nowhere").lz("verify", "x");
    assertThat(answer.exit()).isEqualTo(69);
    assertThat(answer.err()).contains("[jdk-setting-wrong]", "/nowhere");
  }

  @Test
  void an_old_maven_is_named() throws Exception {
    checkout.maven("3.6.3");
    Answer answer = checkout.lz("verify", "x");
    assertThat(answer.exit()).isEqualTo(69);
    assertThat(answer.err()).contains("[maven-too-old]", "3.6.3");
  }

  @Test
  void no_maven_is_named_with_its_package() throws Exception {
    Files.delete(checkout.bin.resolve("mvn"));
    Answer answer = checkout.lz("verify", "x");
    assertThat(answer.exit()).isEqualTo(69);
    assertThat(answer.err()).contains("[mvn-missing]", "apt-get install maven");
  }

  @Test
  void no_node_stops_a_build() throws Exception {
    Files.delete(checkout.bin.resolve("node"));
    Answer answer = checkout.lz("run");
    assertThat(answer.exit()).isEqualTo(69);
    assertThat(answer.err()).contains("[node-missing]", "22.12", "nvm install");
    assertThat(checkout.calls("java")).isEmpty();
  }

  @Test
  void a_node_without_npm_is_named() throws Exception {
    Files.delete(checkout.bin.resolve("npm"));
    Answer answer = checkout.lz("run");
    assertThat(answer.exit()).isEqualTo(69);
    assertThat(answer.err()).contains("[node-missing]", "v22.12.0", "npm");
  }

  @Test
  void verify_asks_for_neither_node_nor_a_font() throws Exception {
    Files.delete(checkout.bin.resolve("node"));
    assertThat(checkout.lz("verify", "x").err()).doesNotContain("node", "font");
  }

  @Test
  void node_versions() throws Exception {
    for (String fits : new String[] {"v20.19.0", "v22.12.0", "v24.1.0"}) {
      checkout.node(fits);
      checkout.write("api/src/main/java/A.java", fits);
      assertThat(checkout.lz("run").exit()).as(fits).isZero();
    }
    for (String old : new String[] {"v20.18.9", "v21.9.0", "v22.11.0", "v18.0.0"}) {
      checkout.node(old);
      checkout.write("api/src/main/java/A.java", old);
      assertThat(checkout.lz("run").exit()).as(old).isEqualTo(69);
    }
  }

  @Test
  void test_names_each_tool_of_the_c_parts_that_is_not_there() throws Exception {
    assertThat(checkout.lz("test").exit()).isZero();
    assertThat(checkout.calls("mvn")).hasSize(1);
    checkout.compiler("stdio.h");
    assertMissing("libssl-dev", "apt-get install libssl-dev");
    checkout.compiler("openssl/evp.h");
    assertMissing("libc6-dev", "apt-get install libc6-dev");
    Files.delete(checkout.bin.resolve("cc"));
    assertMissing("cc", "apt-get install gcc");
    Files.delete(checkout.bin.resolve("softhsm2-util"));
    assertMissing("softhsm2-util", "apt-get install softhsm2");
    Checkout.program(checkout.bin.resolve("softhsm2-util"), "exit 0");
    checkout.compiler("stdio.h", "openssl/evp.h");
    Files.delete(checkout.bin.resolve("chromium"));
    assertMissing("chromium", "apt-get install chromium");
    assertThat(checkout.calls("mvn")).as("nothing ran in part").hasSize(1);
  }

  @Test
  void test_installs_what_it_may() throws Exception {
    checkout.compiler("stdio.h");
    checkout.packages("libssl-dev", "printf '#!/bin/sh\\nexit 0\\n' >\"${0%/*}/cc\"");
    assertThat(checkout.lz("test").exit()).isZero();
    assertThat(checkout.calls("apt-get"))
        .containsExactly("apt-get install -y --no-install-recommends libssl-dev");
    assertThat(checkout.calls("mvn")).hasSize(1);
  }

  @Test
  void a_package_that_installs_without_helping_is_still_missing() throws Exception {
    Files.delete(checkout.bin.resolve("softhsm2-util"));
    checkout.packages("softhsm2", "exit 0");
    assertMissing("softhsm2-util", "apt-get install softhsm2");
  }

  @Test
  void run_and_verify_need_no_c_compiler_no_softhsm_and_no_browser() throws Exception {
    Files.delete(checkout.bin.resolve("softhsm2-util"));
    Files.delete(checkout.bin.resolve("chromium"));
    Files.delete(checkout.bin.resolve("cc"));
    assertThat(checkout.lz("run").exit()).isZero();
    assertThat(checkout.lz("verify", "x").exit()).isZero();
  }

  private void assertMissing(String what, String remedy) throws Exception {
    Answer answer = checkout.lz("test");
    assertThat(answer.exit()).isEqualTo(69);
    assertThat(answer.err()).contains("[" + what + "-missing]", remedy);
    assertThat(answer.out()).isEmpty();
  }
}
