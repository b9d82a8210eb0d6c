package org.liangzheng.testkit.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How documents mark their commands: a block {@code sh} is typed by a test; in a block without a
 * language a line with ▸ was typed by hand, one with ◦ was not tried. {@code ./lz test} needs no
 * mark: it is what types the others.
 */
final class CommandMarks {
  /** Whose blocks {@code sh} a test types: DocumentsTest and DemoTest in api, QuickstartTest. */
  static final List<String> TYPED_BY_TESTS =
      List.of(
          "README.md",
          "conformance/README.md",
          "docs/administration.md",
          "docs/api.md",
          "docs/batches.md",
          "docs/demo.md",
          "docs/quickstart.md",
          "docs/verification.md",
          "keys-sample/README.md");

  private static final Pattern FENCE =
      Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern COMMAND =
      Pattern.compile(
          "(\\$ )?(\\./lz (?!test)|curl|api|post|kill|openssl|pg_\\w+|createdb|cat|cp|sh|[A-Z]+=).*");

  private CommandMarks() {}

  /** Commands that are neither typed by a test nor marked, each with its document. */
  static List<String> unmarked(Path root) throws IOException {
    List<String> all = new ArrayList<>();
    for (Path document : documents(root)) {
      for (String command : unmarkedIn(Files.readString(document, UTF_8))) {
        all.add(root.relativize(document) + ": " + command);
      }
    }
    return all;
  }

  static List<String> unmarkedIn(String text) {
    List<String> all = new ArrayList<>();
    Matcher fence = FENCE.matcher(text);
    while (fence.find()) {
      if (fence.group(1).isEmpty()) {
        fence.group(2).lines().filter(line -> COMMAND.matcher(line).matches()).forEach(all::add);
      }
    }
    return all;
  }

  /** Documents with blocks that a test types. */
  static TreeSet<String> typed(Path root) throws IOException {
    TreeSet<String> all = new TreeSet<>();
    for (Path document : documents(root)) {
      if (!TypedDocument.read(document).blocks().isEmpty()) {
        all.add(root.relativize(document).toString());
      }
    }
    return all;
  }

  private static List<Path> documents(Path root) throws IOException {
    List<Path> all = new ArrayList<>();
    all.add(root.resolve("README.md"));
    for (String folder : List.of("docs", "conformance", "keys-sample")) {
      try (Stream<Path> files = Files.walk(root.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
      }
    }
    return all;
  }
}
