package org.liangzheng.testkit.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.testkit.documents.TypedDocument.Block;

/**
 * Types docs/quickstart.md as it stands, in one shell, against a service that its own first line
 * started. Only the ports are others, so that a running service is left alone.
 */
class QuickstartTest {
  private static final Path ROOT = Path.of(System.getProperty("house.root"));
  private static final Path DOCUMENT = ROOT.resolve("docs/quickstart.md");
  private static final String PORT = "127.0.0.1:8080";

  /** Stands before what a block printed; no program prints it. */
  private static final char MARK = '\u001e';

  @TempDir Path temporary;
  private Path folder;
  private Map<String, String> environment;
  private int port;

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("checkout"));
    Files.createSymbolicLink(folder.resolve("lz"), ROOT.resolve("lz"));
    Files.createSymbolicLink(folder.resolve("docs"), ROOT.resolve("docs"));
    port = freePort();
    environment =
        new HashMap<>(
            Map.of(
                "LZ_HOME", folder.resolve("var").toString(),
                "LZ_PORT", Integer.toString(port),
                "LZ_MANAGEMENT_PORT", Integer.toString(freePort()),
                "LZ_STATE_HOME", temporary.resolve("state").toString(),
                "LZ_JAVA_HOME", System.getProperty("java.home")));
  }

  @AfterEach
  void stop() throws Exception {
    Path lock = folder.resolve("var/lock");
    if (Files.exists(lock)) {
      ProcessHandle.of(Long.parseLong(Files.readAllLines(lock).getFirst()))
          .ifPresent(service -> {
            service.destroy();
            var _ = service.onExit().orTimeout(60, TimeUnit.SECONDS).join();
          });
    }
    // So that whoever clears the folder away follows no link.
    Files.delete(folder.resolve("lz"));
    Files.delete(folder.resolve("docs"));
  }

  /** Long: it builds what it starts. */
  @Test
  @Tag("long")
  void every_block_prints_what_the_page_shows() throws Exception {
    List<Block> blocks = TypedDocument.read(DOCUMENT).blocks();
    assertThat(blocks)
        .hasSizeGreaterThan(8)
        .allSatisfy(block -> {
          assertThat(block.output()).as(block.commands()).isNotBlank();
        });
    start(blocks.getFirst());

    StringBuilder typed = new StringBuilder();
    for (Block block : blocks.subList(1, blocks.size())) {
      typed.append("printf '\\036'\n").append(block.commands().replace(PORT, "127.0.0.1:" + port));
    }
    Path printed = temporary.resolve("printed");
    Process shell = shell(typed.toString()).redirectOutput(printed.toFile()).start();
    assertThat(shell.waitFor(10, TimeUnit.MINUTES)).as("the page comes to its end").isTrue();
    String[] outputs =
        Files.readString(printed, UTF_8).replace("127.0.0.1:" + port, PORT).split("" + MARK, -1);
    assertThat(outputs).hasSize(blocks.size());
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).missingIn(outputs[i]))
          .as("%s\nprinted\n%s", blocks.get(i).commands(), outputs[i])
          .isEmpty();
    }
    assertThat(folder.resolve("licence.pdf")).isNotEmptyFile();
  }

  /** A page whose shown output is not compared would prove nothing. */
  @Test
  void what_the_page_shows_has_to_be_printed_in_its_order() throws Exception {
    Path page = temporary.resolve("page.md");
    Files.writeString(page, "a\n```sh\necho x\n```\nb\n```text\none…two\nthree\n```\n", UTF_8);
    Block block = TypedDocument.read(page).blocks().getFirst();
    assertThat(block.commands()).isEqualTo("echo x\n");
    assertThat(block.missingIn("one and two\nthree\n")).isEmpty();
    assertThat(block.missingIn("two\none\nthree\n")).contains("two");
    assertThat(block.missingIn("one two\n")).contains("three");
  }

  /** Waits until it said what the page shows; what it says later is read and left. */
  private void start(Block block) throws IOException {
    Process service = shell(block.commands()).start();
    StringBuilder said = new StringBuilder();
    BufferedReader lines = service.inputReader(UTF_8);
    while (block.missingIn(said.toString()).isPresent()) {
      String line = lines.readLine();
      assertThat(line).as("the service ended:\n%s", said).isNotNull();
      said.append(line).append('\n');
    }
    var _ = Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
  }

  private ProcessBuilder shell(String commands) {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
