package org.liangzheng.testkit.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A small checkout with a copy of the real {@code lz}, and around it a machine made of fakes: every
 * program lz may find is one that was put there, and each fake notes how it was called.
 *
 * <p>The path has a space and Chinese characters in it, in every test.
 */
final class Checkout {
  /** What lz needs of any Unix; the rest (java, mvn, node, apt-get) is fake or absent. */
  private static final List<String> UNIX =
      List.of(
          "sh",
          "cat",
          "cksum",
          "cmp",
          "cut",
          "env",
          "find",
          "grep",
          "head",
          "id",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "sort",
          "tail");

  final Path root;
  final Path bin;
  final Path notes;
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  Checkout(Path temporary) throws IOException {
    folder = Files.createDirectories(temporary.resolve("亮 证"));
    root = Files.createDirectories(folder.resolve("检出"));
    bin = Files.createDirectories(folder.resolve("bin"));
    notes = folder.resolve("notes");
    Files.createFile(notes);
    for (String tool : UNIX) {
      program(bin.resolve(tool), "exec " + onPath(tool) + " \"$@\"");
    }
    Files.copy(Path.of(System.getProperty("house.root"), "lz"), root.resolve("lz"));
    executable(root.resolve("lz"));
    write("pom.xml", "<project/>");
    write(".mvn/jvm.config", "");
    for (String module :
        List.of("verifier", "hsm-adapter", "signer", "testkit", "cli", "api", "bench")) {
      write(module + "/pom.xml", "<project/>");
      write(module + "/src/main/java/A.java", "class A {}");
    }
    environment.put("PATH", bin.toString());
    environment.put("HOME", folder.toString());
    environment.put("LZ_JDK_FOLDERS", folder.resolve("jdks").toString() + "/*");
    environment.put("LZ_NO_INSTALL", "1");
    environment.put("NOTES", notes.toString());
    jdk("25.0.3");
    maven("3.9.9");
    node("v22.12.0");
    program(bin.resolve("npm"), "exit 0");
    program(bin.resolve("softhsm2-util"), "exit 0");
    program(bin.resolve("chromium"), "exit 0");
    compiler("stdio.h", "openssl/evp.h");
  }

  /** A JDK among those lz looks through; its java notes the call and ends with FAKE_EXIT. */
  Path jdk(String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdks/jdk-" + version));
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Fake\"\nJAVA_VERSION=\""
            + version
            + "\"\nJAVA_RUNTIME_VERSION=\""
            + version
            + "+9\"\n",
        UTF_8);
    program(
        home.resolve("bin/java"),
        """
        for argument; do
          case $argument in -XX:AOTCacheOutput=*) echo cache >"${argument#*=}"; echo "train" >>"$NOTES"; exit 0 ;; esac
        done
        echo "java $$ LC_ALL=$LC_ALL $*" >>"$NOTES"
        [ -z "${FAKE_HANG-}" ] || exec sleep 30
        exit "${FAKE_EXIT-0}"
        """);
    program(home.resolve("bin/javac"), "exit 0");
    return home;
  }

  /** A Maven that "builds" by leaving an empty jar where it was told to. */
  void maven(String version) throws IOException {
    program(
        bin.resolve("mvn"),
        """
        case $* in
          -version) echo "Apache Maven VERSION (fake)"; exit 0 ;;
        esac
        echo "mvn $$ $*" >>"$NOTES"
        [ -z "${FAKE_SLOW-}" ] || sleep "$FAKE_SLOW"
        if [ -n "${FAKE_MAVEN_FAULT-}" ]; then echo "[ERROR] $FAKE_MAVEN_FAULT"; exit 1; fi
        module=''
        for argument; do
          [ "$module" != next ] || module=$argument
          [ "$argument" != -pl ] || module=next
          case $argument in -Dhouse.build=*) place=${argument#-Dhouse.build=} ;; esac
        done
        [ -n "${place-}" ] || exit 0
        place=${place%/*}/$module
        mkdir -p "$place/lib"
        cat "${FAKE_JAR-/dev/null}" >"$place/$module-0.1.0-SNAPSHOT.jar"
        """
            .replace("VERSION", version));
  }

  void node(String version) throws IOException {
    program(bin.resolve("node"), "echo " + version);
  }

  /** A C compiler that finds these headers and no others. */
  void compiler(String... headers) throws IOException {
    program(
        bin.resolve("cc"),
        "read -r line; for header in HEADERS; do [ \"$line\" != \"#include <$header>\" ] || exit 0; done; exit 1"
            .replace("HEADERS", String.join(" ", headers)));
  }

  /** An apt-get whose "install PACKAGE" runs the script of that package, if there is one. */
  void packages(String debianPackage, String script) throws IOException {
    environment.remove("LZ_NO_INSTALL");
    program(bin.resolve("id"), "echo 0");
    program(
        bin.resolve("apt-get"),
        "echo \"apt-get $*\" >>\"$NOTES\"\ncase $* in *PACKAGE) SCRIPT ;; *) exit 1 ;; esac"
            .replace("PACKAGE", debianPackage)
            .replace("SCRIPT", script));
  }

  Checkout with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }

  /** The calls noted so far whose first word is {@code program}. */
  List<String> calls(String program) throws IOException {
    return Files.readAllLines(notes, UTF_8).stream()
        .filter(line -> line.equals(program) || line.startsWith(program + " "))
        .toList();
  }

  Answer lz(String... arguments) throws IOException, InterruptedException {
    return answer(start(root, root.resolve("lz").toString(), arguments));
  }

  Running start(Path from, String launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(bin.resolve("sh").toString(), launcher));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(from.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  static Answer answer(Running running) throws IOException, InterruptedException {
    if (!running.process.waitFor(60, TimeUnit.SECONDS)) {
      running.process.destroyForcibly();
      throw new AssertionError("lz did not end");
    }
    return new Answer(
        running.process.exitValue(),
        Files.readString(running.out, UTF_8),
        Files.readString(running.err, UTF_8));
  }

  /** A started lz. */
  record Running(Process process, Path out, Path err) {}

  /** What lz said and how it ended. */
  record Answer(int exit, String out, String err) {}

  static void program(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script, UTF_8);
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path onPath(String tool) {
    for (String entry : System.getenv("PATH").split(":")) {
      Path candidate = Path.of(entry, tool);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new AssertionError("no " + tool + " on this machine");
  }
}
