package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code lz verify --log} is called; what it finds is tested beside the service. */
class LogCommandTest {
  @TempDir Path folder;

  private void refused(int code, String fault, Object... arguments) {
    Shell.Ended ended = new Shell(folder.resolve("state")).run(arguments);
    assertThat(ended.code()).as(ended.err()).isEqualTo(code);
    assertThat(ended.err()).contains("[" + fault + "]");
    assertThat(ended.out()).isEmpty();
  }

  private Path token(String text, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void filesOrALogAndNotBoth() throws IOException {
    Path file = Files.createFile(folder.resolve("x.ofd"));
    refused(64, "nothing-to-verify", "verify");
    refused(64, "log-alone", "verify", "--log", file, file);
    refused(64, "nothing-to-verify", "verify", "--token-file", file, file);
    refused(64, "log-alone", "verify", "--log", file, "--token-file", file);
    refused(66, "file-absent", "verify", "--log", folder.resolve("none"));
  }

  @Test
  void aTokenStaysOnThisMachineOrInTls() throws IOException {
    Path token = token("abc.def-123\n", "rw-------");
    refused(64, "log-address", "verify", "--log", "http://log.example", "--token-file", token);
    refused(64, "log-address", "verify", "--log", "http://u:p@127.0.0.1", "--token-file", token);
    refused(64, "log-address", "verify", "--log", "https://log.example/?a=b");
    refused(64, "log-address", "verify", "--log", "http:// x");
    // Nobody listens on port 1.
    refused(
        69, "service-unreachable", "verify", "--log", "http://127.0.0.1:1", "--token-file", token);
  }

  @Test
  void aTokenFileThatIsOpenOrNoTokenIsRefused() throws IOException {
    String log = "http://127.0.0.1:1";
    refused(
        66, "token-malformed", "verify", "--log", log, "--token-file", token("abc", "rw-r--r--"));
    refused(
        66,
        "token-malformed",
        "verify",
        "--log",
        log,
        "--token-file",
        token("two\nlines", "rw-------"));
  }

  @Test
  void linesAreWholeAndOfBoundedLength() throws IOException {
    List<String> lines = new ArrayList<>();
    Lines.read(
        new ByteArrayInputStream("a\n\nbcd\nefghij\nhalf".getBytes(StandardCharsets.UTF_8)),
        4,
        line -> {
          lines.add(new String(line, StandardCharsets.UTF_8));
          return line.length <= 4;
        });
    assertThat(lines).containsExactly("a", "", "bcd", "efghi");
  }
}
