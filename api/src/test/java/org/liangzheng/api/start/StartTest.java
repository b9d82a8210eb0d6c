package org.liangzheng.api.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.Application;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.api.web.TestShell;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What keeps the whole service from starting is said in a few lines, without a stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

  @TempDir Path folder;

  private Map<String, String> settings(TestDatabases.Access database) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("liangzheng.home", folder.resolve("home").toString());
    settings.put("spring.datasource.url", database.url());
    settings.put("spring.datasource.username", String.valueOf(database.user()));
    settings.put("spring.datasource.password", String.valueOf(database.password()));
    settings.put("spring.datasource.hikari.connection-timeout", "2000");
    settings.put("server.port", "0");
    settings.put("management.server.port", "0");
    return settings;
  }

  private static StartupProblem start(Map<String, String> settings) {
    String[] arguments =
        settings.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    Throwable thrown =
        catchThrowable(() ->
            SpringApplication.run(new Class<?>[] {Application.class, TestShell.class}, arguments)
                .close());
    assertThat(thrown).as("it started").isNotNull();
    return StartupFailures.recognise(thrown, null);
  }

  private static void told(CapturedOutput output, StartupFailure failure, String... words) {
    assertThat(output.getErr())
        .contains("亮证没有启动：")
        .contains("Liangzheng did not start: ")
        .contains("[" + failure.code() + " · 退出码 exit code " + failure.exitCode() + "]")
        .contains(words);
    assertThat(output.getAll()).doesNotContain("\tat ").doesNotContain("Exception");
  }

  @Test
  void theServicePortIsTaken(CapturedOutput output) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Map<String, String> settings = settings(TestDatabases.migrated());
      settings.put("server.port", Integer.toString(taken.getLocalPort()));
      assertThat(start(settings).failure()).isEqualTo(StartupFailure.PORT_TAKEN);
      told(
          output,
          StartupFailure.PORT_TAKEN,
          "端口 " + taken.getLocalPort() + "（service）",
          "LZ_PORT=");
    }
  }

  @Test
  void theManagementPortIsTaken(CapturedOutput output) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Map<String, String> settings = settings(TestDatabases.migrated());
      settings.put("management.server.port", Integer.toString(taken.getLocalPort()));
      assertThat(start(settings).failure()).isEqualTo(StartupFailure.PORT_TAKEN);
      told(
          output,
          StartupFailure.PORT_TAKEN,
          "端口 " + taken.getLocalPort() + "（management）",
          "LZ_MANAGEMENT_PORT=");
    }
  }

  @Test
  void theDatabaseIsNotThere(CapturedOutput output) throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      free = socket.getLocalPort();
    }
    TestDatabases.Access nowhere =
        new TestDatabases.Access(
            "jdbc:postgresql://127.0.0.1:" + free + "/lz?sslpassword=hidden1", "u", "hidden2");
    assertThat(start(settings(nowhere)).failure()).isEqualTo(StartupFailure.DATABASE_UNREACHABLE);
    told(output, StartupFailure.DATABASE_UNREACHABLE, "//127.0.0.1:" + free + "/lz");
    assertThat(output.getAll()).doesNotContain("hidden1").doesNotContain("hidden2");
  }

  @Test
  void theDatabaseRefuses(CapturedOutput output) {
    TestDatabases.Access good = TestDatabases.empty();
    TestDatabases.Access wrong =
        new TestDatabases.Access(
            good.url().replaceFirst("/lz_test_", "/lz_none_"), good.user(), good.password());
    assertThat(start(settings(wrong)).failure()).isEqualTo(StartupFailure.DATABASE_REFUSES);
    told(output, StartupFailure.DATABASE_REFUSES, "3D000");
  }

  @Test
  void theStateFolderIsAFile(CapturedOutput output) throws IOException {
    Map<String, String> settings = settings(TestDatabases.migrated());
    Path file = Files.writeString(folder.resolve("file"), "");
    settings.put("liangzheng.home", file.toString());
    assertThat(start(settings).failure()).isEqualTo(StartupFailure.HOME_UNUSABLE);
    told(output, StartupFailure.HOME_UNUSABLE, file.toString(), "LZ_HOME");
  }

  @Test
  void aSettingIsWrong(CapturedOutput output) {
    Map<String, String> settings = settings(TestDatabases.migrated());
    settings.put("liangzheng.idempotency.lease", "soon");
    assertThat(start(settings).failure()).isEqualTo(StartupFailure.SETTING_INVALID);
    told(output, StartupFailure.SETTING_INVALID, "liangzheng.idempotency");
  }

  @Test
  void aFontIsMissing(CapturedOutput output) throws Exception {
    Map<String, String> settings = settings(TestDatabases.migrated());
    Path empty = Files.createDirectory(folder.resolve("fonts"));
    settings.put("liangzheng.fonts.folders[0]", empty.toString());
    settings.put("liangzheng.sample.enabled", "true");
    assertThat(start(settings).failure()).isEqualTo(StartupFailure.LAYOUT_UNUSABLE);
    told(
        output,
        StartupFailure.LAYOUT_UNUSABLE,
        "business-licence",
        "LXGWWenKai-Regular",
        "fonts-lxgw-wenkai",
        empty.toString());
  }

  @Test
  void theFolderIsOnAReadOnlyDisk(CapturedOutput output) throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", disk.toString()),
        "not run: mounting a read-only disk needs root");
    try {
      Map<String, String> settings = settings(TestDatabases.migrated());
      settings.put("liangzheng.home", disk.resolve("home").toString());
      assertThat(start(settings).failure()).isEqualTo(StartupFailure.HOME_UNUSABLE);
      told(output, StartupFailure.HOME_UNUSABLE, "Read-only file system");
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
