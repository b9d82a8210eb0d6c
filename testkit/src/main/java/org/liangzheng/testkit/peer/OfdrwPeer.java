package org.liangzheng.testkit.peer;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * OFDRW ({@code bench/peer-ofdrw}) with the libraries it brings. Its jars are not part of the
 * build: where they cannot be had, there is no peer.
 */
public final class OfdrwPeer implements AutoCloseable {
  private static final long BUILD_SECONDS = 300;

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;

  private OfdrwPeer(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Compiles and starts the peer.
   *
   * @param folder for its classes; made if it is missing
   * @return empty if its jars, Maven or a compiler cannot be had
   */
  public static Optional<OfdrwPeer> start(Path folder) throws IOException, InterruptedException {
    Optional<String> classPath = compile(folder);
    return classPath.isPresent() ? Optional.of(start(classPath.get())) : Optional.empty();
  }

  /**
   * Compiles the peer.
   *
   * @param folder for its classes; made if it is missing
   * @return its class path for {@link #start(String)}; empty if its jars, Maven or a compiler
   *     cannot be had
   */
  public static Optional<String> compile(Path folder) throws IOException, InterruptedException {
    Path source = Path.of(System.getProperty("house.root", ".."), "bench", "peer-ofdrw");
    Files.createDirectories(folder);
    Path classPath = folder.resolve("classpath");
    Path java = Path.of(System.getProperty("java.home"), "bin");
    boolean resolved =
        run(
            folder,
            List.of(
                "mvn",
                "-B",
                "-q",
                "-f",
                source.resolve("pom.xml").toAbsolutePath().toString(),
                "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath",
                "-Dmdep.outputFile=" + classPath.toAbsolutePath()));
    if (!resolved || !Files.exists(classPath)) {
      return Optional.empty();
    }
    String jars = Files.readString(classPath).strip();
    boolean compiled =
        run(
            folder,
            List.of(
                java.resolve("javac").toString(),
                "-proc:none",
                "-nowarn",
                "-d",
                folder.toString(),
                "-cp",
                jars,
                source.resolve("src/Peer.java").toAbsolutePath().toString()));
    if (!compiled) {
      return Optional.empty();
    }
    return Optional.of(folder.toAbsolutePath() + System.getProperty("path.separator") + jars);
  }

  /** Starts what {@link #compile} made. */
  public static OfdrwPeer start(String classPath) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-cp",
                classPath,
                "Peer")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new OfdrwPeer(process);
  }

  private static boolean run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("build.log").toFile());
      // Maven looks for it before it looks for java.
      builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
      Process process = builder.start();
      if (!process.waitFor(BUILD_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  /**
   * Sends one command and waits for its answer.
   *
   * @param words command and arguments, see {@code Peer}
   * @return one line of JSON
   * @throws IOException if the peer has ended
   */
  public String ask(String... words) throws IOException {
    commands.write(String.join("\t", words));
    commands.newLine();
    commands.flush();
    @Nullable String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the peer has ended");
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
