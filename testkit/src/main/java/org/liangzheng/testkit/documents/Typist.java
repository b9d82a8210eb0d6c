package org.liangzheng.testkit.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.liangzheng.testkit.documents.TypedDocument.Block;

/**
 * Somebody who types documents exactly as they stand, in one shell, in a folder that looks like a
 * fresh checkout. Only the ports are others, so that a running service is left alone.
 */
public final class Typist implements AutoCloseable {
  private static final List<String> CHECKOUT = List.of("lz", "docs", "keys-sample", "conformance");
  private static final String PORT = "127.0.0.1:8080";
  private static final int LONGEST_BLOCK_MINUTES = 10;
  private static final int STOP_SECONDS = 60;

  /** Ends what a block printed; no program prints it. */
  private static final char MARK = '\u001e';

  private final Path folder;
  private final Path block;
  private final Map<String, String> environment;
  private final String address;
  private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
  private final Process shell;
  private Optional<Process> service = Optional.empty();

  /**
   * Sits down at a terminal.
   *
   * @param root of the real checkout
   * @param temporary an empty folder
   * @param settings further environment variables
   */
  public Typist(Path root, Path temporary, Map<String, String> settings) throws IOException {
    folder = Files.createDirectory(temporary.resolve("checkout"));
    block = temporary.resolve("block.sh");
    for (String name : CHECKOUT) {
      Files.createSymbolicLink(folder.resolve(name), root.resolve(name));
    }
    List<Integer> ports = freePorts();
    address = "127.0.0.1:" + ports.getFirst();
    environment = new HashMap<>(settings);
    environment.putAll(
        Map.of(
            "LZ_HOME", folder.resolve("var").toString(),
            "LZ_PORT", ports.getFirst().toString(),
            "LZ_MANAGEMENT_PORT", ports.getLast().toString(),
            "LZ_STATE_HOME", temporary.resolve("state").toString(),
            "LZ_JAVA_HOME", System.getProperty("java.home")));
    shell = shell("sh").start();
    listen(shell, printed);
  }

  /** Where the documents are typed. */
  public Path folder() {
    return folder;
  }

  /** Where the service listens: {@code 127.0.0.1:PORT}. */
  public String address() {
    return address;
  }

  /** Types a block that goes on running, in another terminal; waits until it said what is shown. */
  public void start(Block commands) throws IOException, InterruptedException {
    Process started = shell("sh", "-c", commands.commands()).start();
    started.getOutputStream().close();
    service = Optional.of(started);
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    listen(started, lines);
    StringBuilder said = new StringBuilder();
    while (commands.missingIn(said.toString()).isPresent()) {
      String more = lines.poll(LONGEST_BLOCK_MINUTES, TimeUnit.MINUTES);
      assertThat(more).as("%s said in time\n%s", commands.commands(), said).isNotNull();
      assertThat(more).as("the service ended:\n%s", said).isNotEmpty();
      said.append(more);
    }
  }

  /** Types every block of a document, and compares what each prints with what is shown. */
  public void type(TypedDocument document) throws IOException, InterruptedException {
    for (Block each : document.blocks()) {
      String output = type(each);
      assertThat(each.missingIn(output))
          .as("%s\n%s\nprinted\n%s", document.name(), each.commands(), output)
          .isEmpty();
    }
  }

  private String type(Block each) throws IOException, InterruptedException {
    Files.writeString(block, each.commands().replace(PORT, address), UTF_8);
    // Not by the shell's own input: a command that reads it would swallow those that follow.
    String line = ". '" + block + "' </dev/null; printf '\\036'\n";
    OutputStream keys = shell.getOutputStream();
    keys.write(line.getBytes(UTF_8));
    keys.flush();
    StringBuilder output = new StringBuilder();
    while (output.indexOf("" + MARK) < 0) {
      String more = printed.poll(LONGEST_BLOCK_MINUTES, TimeUnit.MINUTES);
      assertThat(more).as("%s ended in time\n%s", each.commands(), output).isNotNull();
      assertThat(more).as("%s ended the shell\n%s", each.commands(), output).isNotEmpty();
      output.append(more);
    }
    return output.substring(0, output.indexOf("" + MARK)).replace(address, PORT);
  }

  /**
   * Ends the service that {@link #start} began, as the documents say: by the number in its lock.
   */
  public void stop() throws IOException {
    Path lock = folder.resolve("var/lock");
    if (service.isPresent() && Files.exists(lock)) {
      ProcessHandle.of(Long.parseLong(Files.readAllLines(lock).getFirst()))
          .ifPresent(running -> end(List.of(running)));
    }
    service.ifPresent(started -> end(List.of(started.toHandle())));
    service = Optional.empty();
  }

  /** Leaves the terminal; whoever clears the folder away then follows no link. */
  @Override
  public void close() throws IOException {
    List<ProcessHandle> open = new ArrayList<>(shell.descendants().toList());
    open.add(shell.toHandle());
    end(open);
    stop();
    for (String name : CHECKOUT) {
      Files.delete(folder.resolve(name));
    }
  }

  private static void end(List<ProcessHandle> all) {
    all.forEach(ProcessHandle::destroy);
    all.forEach(one -> {
      var _ = one.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    });
  }

  private ProcessBuilder shell(String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder;
  }

  /** Hands on what a process says as it comes; last an empty text. */
  private static void listen(Process process, BlockingQueue<String> said) {
    var _ =
        Thread.ofVirtual()
            .start(() -> {
              char[] some = new char[8192];
              try (Reader reader = new InputStreamReader(process.getInputStream(), UTF_8)) {
                for (int n = reader.read(some); n >= 0; n = reader.read(some)) {
                  said.add(new String(some, 0, n));
                }
              } catch (IOException gone) {
                throw new UncheckedIOException(gone);
              } finally {
                said.add("");
              }
            });
  }

  /** Two that nobody listens on now. */
  private static List<Integer> freePorts() throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket other = new ServerSocket(0, 1, loopback)) {
      return List.of(one.getLocalPort(), other.getLocalPort());
    }
  }
}
