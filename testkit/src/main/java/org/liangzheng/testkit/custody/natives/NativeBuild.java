package org.liangzheng.testkit.custody.natives;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;

/**
 * Compiles one C source, once: the result is named by the digest of the source, its headers and the
 * flags, is put in place by a rename, and is reused while nothing changes. What the machine lacks
 * is named with its package; nothing is skipped.
 *
 * <pre>{@code
 * Path library = NativeBuild.of(MyTest.class, "thing.c").libraries("-lcrypto").library();
 * }</pre>
 *
 * <p>Results lie in the folder of system property {@code house.native}, else in {@code
 * target/native} of the working folder.
 */
public final class NativeBuild {
  private static final List<String> FLAGS =
      List.of("-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-pthread");

  private final String compiler;
  private final Path folder;
  private final Text source;
  private final List<Text> headers;
  private final List<String> libraries;

  private NativeBuild(
      String compiler, Path folder, Text source, List<Text> headers, List<String> libraries) {
    this.compiler = compiler;
    this.folder = folder;
    this.source = source;
    this.headers = List.copyOf(headers);
    this.libraries = List.copyOf(libraries);
  }

  /** A source file among the resources of a class's package. */
  public static NativeBuild of(Class<?> beside, String source) {
    return of(resource(beside, source));
  }

  /** A source file on disk. */
  public static NativeBuild of(Path source) {
    return of(file(source));
  }

  private static NativeBuild of(Text source) {
    Path folder = Path.of(System.getProperty("house.native", "target/native")).toAbsolutePath();
    return new NativeBuild("cc", folder, source, List.of(), List.of());
  }

  /** One more header, among the resources of a class's package; found by {@code #include "…"}. */
  public NativeBuild header(Class<?> beside, String header) {
    List<Text> more = new ArrayList<>(headers);
    more.add(resource(beside, header));
    return new NativeBuild(compiler, folder, source, more, libraries);
  }

  /** What to link, such as {@code -lcrypto}, {@code -ldl}. */
  public NativeBuild libraries(String... flags) {
    return new NativeBuild(compiler, folder, source, headers, List.of(flags));
  }

  /** Another compiler, and another folder for the result. */
  NativeBuild with(String otherCompiler, Path otherFolder) {
    return new NativeBuild(otherCompiler, otherFolder, source, headers, libraries);
  }

  /** The shared library, compiled now if it is not there yet. */
  public Path library() {
    return result(List.of("-fPIC", "-shared"), ".so");
  }

  /** The program, compiled now if it is not there yet. */
  public Path program() {
    return result(List.of(), "");
  }

  private Path result(List<String> kind, String suffix) {
    List<String> flags = Stream.concat(FLAGS.stream(), kind.stream()).toList();
    String name = source.name().replaceFirst("\\.c$", "");
    Path result = folder.resolve(name + "-" + digest(flags) + suffix);
    if (Files.isRegularFile(result)) {
      return result;
    }
    // Threads and processes that compile the same thing at once: each in its own folder, the last
    // rename stands, and all of them gave the same file.
    String attempt = ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId();
    Path work = folder.resolve(result.getFileName() + ".work-" + attempt);
    try {
      Files.createDirectories(work);
      for (Text text : headers) {
        Files.write(work.resolve(text.name()), text.bytes().toByteArray());
      }
      Path input = Files.write(work.resolve(source.name()), source.bytes().toByteArray());
      Path output = work.resolve("result");
      compile(flags, input, output, work.resolve("messages"));
      Files.move(output, result, StandardCopyOption.ATOMIC_MOVE);
      return result;
    } catch (IOException e) {
      throw new NativeToolException(
          "compile-failed",
          "无法写入 " + folder,
          "cannot write to " + folder,
          "检查权限与磁盘空间 check permissions and free space",
          e);
    } finally {
      delete(work);
    }
  }

  private void compile(List<String> flags, Path input, Path output, Path messages)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(compiler);
    command.addAll(flags);
    command.addAll(List.of("-o", output.toString(), input.toString()));
    command.addAll(libraries);
    int exit;
    try {
      exit =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(messages.toFile())
              .start()
              .waitFor();
    } catch (IOException e) {
      throw NativeToolException.missing("compiler-missing", compiler, "gcc libc6-dev", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while compiling " + source.name(), e);
    }
    if (exit != 0) {
      throw failure(new String(Files.readAllBytes(messages), UTF_8));
    }
  }

  private NativeToolException failure(String messages) {
    if (messages.contains("fatal error: openssl/") || messages.contains("find -lcrypto")) {
      return NativeToolException.missing(
          "libssl-dev-missing", "libssl-dev (OpenSSL, -lcrypto)", "libssl-dev", null);
    }
    if (messages.contains("fatal error: std") || messages.contains("find crt1.o")) {
      return NativeToolException.missing(
          "c-library-missing", "libc6-dev (stdio.h, crt1.o)", "libc6-dev", null);
    }
    return new NativeToolException(
        "compile-failed",
        source.name() + " 编译失败",
        source.name() + " does not compile",
        "看编译器的话 read the compiler:\n" + messages,
        null);
  }

  private String digest(List<String> flags) {
    List<byte[]> parts = new ArrayList<>();
    for (String word : List.of(System.getProperty("os.name"), System.getProperty("os.arch"))) {
      parts.add((word + "\n").getBytes(UTF_8));
    }
    parts.add((compiler + flags + libraries + "\n").getBytes(UTF_8));
    for (Text text : Stream.concat(Stream.of(source), headers.stream()).toList()) {
      parts.add((text.name() + " " + text.bytes().size() + "\n").getBytes(UTF_8));
      parts.add(text.bytes().toByteArray());
    }
    return Sha256Digest.of(parts.toArray(new byte[0][])).value().toString().substring(0, 32);
  }

  private static void delete(Path work) {
    try (Stream<Path> files = Files.list(work)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(work);
    } catch (IOException leftOver) {
      // A left-over folder in target disturbs nobody; the result or the failure matters more.
      return;
    }
  }

  private static Text resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw noSource(beside.getPackageName() + "/" + name, null);
      }
      return new Text(name, ByteString.of(in.readAllBytes()));
    } catch (IOException e) {
      throw noSource(name, e);
    }
  }

  private static Text file(Path path) {
    try {
      return new Text(path.getFileName().toString(), ByteString.of(Files.readAllBytes(path)));
    } catch (IOException e) {
      throw noSource(path.toString(), e);
    }
  }

  private static NativeToolException noSource(String name, @Nullable IOException cause) {
    return new NativeToolException(
        "source-missing",
        "没有 C 源文件 " + name,
        "there is no C source " + name,
        "改正名称，或重新构建 testkit correct the name, or build testkit again",
        cause);
  }

  private record Text(String name, ByteString bytes) {}
}
