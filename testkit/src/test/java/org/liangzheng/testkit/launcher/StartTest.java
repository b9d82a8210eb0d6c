package org.liangzheng.testkit.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.testkit.launcher.Checkout.Answer;
import org.liangzheng.testkit.launcher.Checkout.Running;

/** How the program is started: same process, any folder, any locale, file names as they are. */
class StartTest {
  @TempDir Path temporary;
  private Checkout checkout;

  @BeforeEach
  void machine() throws Exception {
    checkout = new Checkout(temporary);
  }

  @Test
  void run_becomes_the_service_so_that_signals_reach_it() throws Exception {
    checkout.lz("run");
    checkout.with("FAKE_HANG", "1");
    Running running = checkout.start(checkout.root, "./lz", "run");
    for (int tries = 0; checkout.calls("java").size() < 2; tries++) {
      assertThat(tries).isLessThan(200);
      Thread.sleep(50);
    }
    assertThat(checkout.calls("java").getLast())
        .startsWith("java " + running.process().pid() + " ");
    running.process().destroy();
    assertThat(Checkout.answer(running).exit()).isEqualTo(143);
  }

  @Test
  void it_starts_from_another_folder_and_through_symbolic_links() throws Exception {
    Path elsewhere = Files.createDirectories(temporary.resolve("别处"));
    Files.createSymbolicLink(elsewhere.resolve("far"), checkout.root.resolve("lz"));
    Files.createSymbolicLink(elsewhere.resolve("亮证"), Path.of("far"));
    Answer answer = Checkout.answer(checkout.start(elsewhere, "./亮证", "verify", "证照.ofd"));
    assertThat(answer.exit()).isZero();
    assertThat(checkout.root.resolve(".lz/dist")).exists();
    assertThat(checkout.calls("java").getFirst()).endsWith(" verify 证照.ofd");
  }

  @Test
  void the_language_survives_a_locale_that_is_not_installed() throws Exception {
    checkout.with("LANG", "zh_CN.GB18030").lz("verify", "x");
    assertThat(checkout.calls("java").getFirst())
        .contains("LC_ALL=C.UTF-8", "-Duser.language=zh -Duser.country=CN");
  }

  @Test
  void memory_of_the_service_is_a_setting() throws Exception {
    checkout.lz("run");
    checkout.with("LZ_JAVA_OPTS", "-Xmx2g -Dx=y").lz("run", "--a=b c");
    assertThat(checkout.calls("java").getFirst()).contains(" -Xmx512m ");
    assertThat(checkout.calls("java").getLast())
        .contains(" -Xmx2g -Dx=y ")
        .doesNotContain("512m")
        .endsWith(" --a=b c");
  }

  @Test
  void the_cache_can_be_switched_off() throws Exception {
    checkout.with("LZ_AOT", "off").lz("verify", "x");
    assertThat(checkout.calls("train")).isEmpty();
    assertThat(checkout.calls("java").getFirst()).doesNotContain("-XX:AOT");
  }

  @Test
  void a_real_java_opens_chinese_file_names_and_prints_chinese_under_the_c_locale()
      throws Exception {
    Path jar = temporary.resolve("echo.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    String echo = Echo.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream in = Echo.class.getClassLoader().getResourceAsStream(echo)) {
      out.putNextEntry(new JarEntry(echo));
      in.transferTo(out);
    }
    checkout.write("证照.ofd", "证照在此");
    checkout
        .with("LZ_JAVA_HOME", System.getProperty("java.home"))
        .with("FAKE_JAR", jar.toString())
        .with("LC_ALL", "C");
    for (int start = 0; start < 2; start++) {
      Answer answer = checkout.lz("verify", "证照.ofd");
      assertThat(answer.out()).as(answer.err()).isEqualTo("verify 证照.ofd 证照在此\n");
      assertThat(answer.exit()).isEqualTo(3);
    }
  }
}
