package org.liangzheng.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/architecture.md} is held against poms, sources and migrations. */
class ArchitectureTest {
  private static final Path MAIN = HouseFiles.ROOT.resolve("api/src/main");
  private static final Path SOURCES = MAIN.resolve("java/org/liangzheng/api");
  private static final Pattern CREATED =
      Pattern.compile("(?im)^\\s*create\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?(\\w+)");
  private static final Pattern DROPPED =
      Pattern.compile("(?im)^\\s*drop\\s+table\\s+(?:if\\s+exists\\s+)?(\\w+)");

  /** A statement that names its table, wherever a text is broken over lines. */
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\b(?:insert\\s+into|update|delete\\s+from|merge\\s+into|from|join)\\s+(?:only\\s+)?(\\w+)");

  /** A statement whose table is put in by the program. */
  private static final Pattern TOLD =
      Pattern.compile("\\b(?:insert\\s+into|update|delete\\s+from|merge\\s+into)\\s+\"");

  private static final String PAGE =
      HouseFiles.read(HouseFiles.ROOT.resolve("docs/architecture.md"));

  @Test
  void everyTableStandsOnceWithItsPackage() {
    assertThat(tables()).hasSizeGreaterThan(80);
    List<String> shown = new ArrayList<>();
    owned().values().forEach(shown::addAll);
    assertThat(shown).as("tables of the page").containsExactlyInAnyOrderElementsOf(tables());
    assertThat(packages()).containsAll(owned().keySet());
  }

  @Test
  void nobodyElseReachesIntoATable() {
    assertThat(strangers(sources(), owned())).isEmpty();
  }

  @Test
  void whoReachesIntoATableOfAnotherIsFound() {
    String planted = "jdbc.sql(\"update web_intent\"\n    + \" set state = 'ANSWERED'\").update();";
    assertThat(strangers(Map.of("licence.Planted", planted), owned()))
        .containsExactly("licence.Planted: web_intent of web.idempotency");
    String broken = "\"delete from\"\n        + \" licence where id = ?\"";
    assertThat(strangers(Map.of("holder.Planted", broken), owned()))
        .containsExactly("holder.Planted: licence of licence");
    assertThat(strangers(Map.of("licence.life.Planted", broken), owned())).isEmpty();
    // Within a feature a table is read by all of it, and written by its package.
    String act = "\"select 1 from licence_act\"";
    assertThat(strangers(Map.of("licence.Planted", act), owned())).isEmpty();
    assertThat(strangers(Map.of("trust.Planted", act), owned())).hasSize(1);
    assertThat(strangers(Map.of("licence.Planted", "\"delete from licence_act\""), owned()))
        .hasSize(1);
  }

  @Test
  void whoIsToldTheNameOfItsTableIsListed() {
    Set<String> told = new TreeSet<>();
    sources()
        .forEach((name, source) -> {
          if (TOLD.matcher(joined(source)).find()) {
            told.add(name);
          }
        });
    assertThat(rows("例外 Exceptions").keySet()).containsExactlyInAnyOrderElementsOf(told);
  }

  /** Such tables are named by their owners alone, which is how the listed classes are told. */
  @Test
  void aTableWithoutStatementsOfItsOwnIsNamedByItsOwnerOnly() {
    Map<String, String> owner = owners(owned());
    Set<String> written = new HashSet<>();
    Map<String, String> sources = sources();
    for (String source : sources.values()) {
      STATEMENT
          .matcher(joined(source))
          .results()
          .filter(statement -> !reads(statement))
          .forEach(statement -> written.add(statement.group(1)));
    }
    Set<String> named = new TreeSet<>(owner.keySet());
    named.removeAll(written);
    assertThat(named).contains("licence_identifier", "seal_use_digest");
    for (String table : named) {
      String literal = '"' + table + '"';
      assertThat(sources)
          .as(table)
          .anySatisfy((name, source) -> assertThat(source).contains(literal));
      sources.forEach((name, source) -> {
        if (source.contains(literal)) {
          assertThat(isOf(owner.get(table), name)).as("%s names %s", name, table).isTrue();
        }
      });
    }
  }

  @Test
  void everyPackageHasItsLine() {
    Map<String, List<String>> lines = rows("api 的包 Packages of api");
    assertThat(lines.keySet()).containsExactlyInAnyOrderElementsOf(packages());
  }

  @Test
  void modulesUseWhatTheirPomsSay() {
    Map<String, List<String>> shown = rows("模块 Modules");
    Matcher modules =
        Pattern.compile("<module>([\\w-]+)</module>")
            .matcher(HouseFiles.read(HouseFiles.ROOT.resolve("pom.xml")));
    List<String> all = modules.results().map(found -> found.group(1)).toList();
    assertThat(shown.keySet()).containsExactlyInAnyOrderElementsOf(all);
    Pattern used =
        Pattern.compile(
            "<groupId>org\\.liangzheng</groupId>\\s*<artifactId>([\\w-]+)</artifactId>(?!\\s*<version>)(\\s*<scope>test</scope>)?");
    shown.forEach((module, uses) -> {
      List<String> real =
          used.matcher(HouseFiles.read(HouseFiles.ROOT.resolve(module + "/pom.xml")))
              .results()
              .filter(found -> found.group(2) == null)
              .map(found -> found.group(1))
              .toList();
      assertThat(uses).as(module).containsExactlyInAnyOrderElementsOf(real);
    });
  }

  @Test
  void theClassesOfTheFlowsAreThere() {
    Set<String> classes = new HashSet<>();
    for (String module : rows("模块 Modules").keySet()) {
      HouseFiles.under(HouseFiles.ROOT.resolve(module + "/src/main/java"))
          .forEach(file -> classes.add(file.getFileName().toString().replace(".java", "")));
    }
    Set<String> named = new TreeSet<>();
    Matcher words = Pattern.compile("`([A-Z][A-Za-z]+)`").matcher(PAGE);
    words.results().forEach(found -> named.add(found.group(1)));
    named.remove("ArchitectureTest");
    assertThat(named).hasSizeGreaterThan(30);
    assertThat(classes).containsAll(named);
    for (String flow : List.of("签发 Issue", "亮证 Show", "扫码 Scan", "免提交 Share")) {
      assertThat(section(flow)).contains("```mermaid\nsequenceDiagram");
    }
  }

  private static List<String> strangers(
      Map<String, String> sources, Map<String, List<String>> owned) {
    Map<String, String> owner = owners(owned);
    Set<String> found = new TreeSet<>();
    sources.forEach((name, source) ->
        STATEMENT
            .matcher(joined(source))
            .results()
            .filter(statement -> owner.containsKey(statement.group(1)))
            .forEach(statement -> {
              String table = statement.group(1);
              String home = Optional.ofNullable(owner.get(table)).orElseThrow();
              String allowed = reads(statement) ? home.split("\\.")[0] : home;
              if (!isOf(allowed, name)) {
                found.add(name + ": " + table + " of " + home);
              }
            }));
    return List.copyOf(found);
  }

  private static boolean reads(MatchResult statement) {
    return statement.group().startsWith("from") || statement.group().startsWith("join");
  }

  private static boolean isOf(String owner, String className) {
    return className.startsWith(owner + ".");
  }

  private static Map<String, String> owners(Map<String, List<String>> owned) {
    Map<String, String> owner = new HashMap<>();
    owned.forEach((name, tables) -> tables.forEach(table -> owner.put(table, name)));
    return owner;
  }

  /** Only texts hold statements; a text broken over lines is one. */
  private static String joined(String source) {
    String whole = source.replaceAll("\"\\s*\\+\\s*\"", "");
    return String.join(
        "\n",
        Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"", Pattern.DOTALL)
            .matcher(whole)
            .results()
            .map(MatchResult::group)
            .toList());
  }

  private static Map<String, List<String>> owned() {
    return rows("谁写哪张表 Which package writes which table");
  }

  /** First cell of each row of a section's first table, and what is in code quotes in its last. */
  private static Map<String, List<String>> rows(String heading) {
    Map<String, List<String>> rows = new TreeMap<>();
    section(heading)
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(line -> {
          String[] cells = line.split("\\|");
          List<String> last =
              Pattern.compile("`([^`]+)`")
                  .matcher(cells[cells.length - 1])
                  .results()
                  .map(found -> found.group(1))
                  .toList();
          String first = cells[1].strip().replace("`", "");
          assertThat(rows.put(first, last)).as("%s stands twice", first).isNull();
        });
    return rows;
  }

  private static String section(String heading) {
    Matcher found =
        Pattern.compile("(?ms)^#+ " + Pattern.quote(heading) + "$(.*?)(?=^#|\\z)").matcher(PAGE);
    assertThat(found.find()).as(heading).isTrue();
    return found.group(1);
  }

  private static Set<String> tables() {
    Set<String> tables = new TreeSet<>();
    List<Path> migrations = HouseFiles.under(MAIN.resolve("resources/db/migration"));
    for (Path migration : migrations) {
      String text = HouseFiles.read(migration);
      CREATED.matcher(text).results().forEach(found -> tables.add(found.group(1)));
      DROPPED.matcher(text).results().forEach(found -> tables.remove(found.group(1)));
    }
    return tables;
  }

  private static Set<String> packages() {
    Set<String> packages = new TreeSet<>();
    for (String name : sources().keySet()) {
      int dot = name.lastIndexOf('.');
      if (dot > 0) {
        packages.add(name.substring(0, dot));
      }
    }
    return packages;
  }

  /** Sources by package and class, without what they share. */
  private static Map<String, String> sources() {
    Map<String, String> sources = new TreeMap<>();
    for (Path file : HouseFiles.under(SOURCES)) {
      if (!file.endsWith("package-info.java")) {
        String name = SOURCES.relativize(file).toString().replace('/', '.');
        sources.put(name.substring(0, name.length() - ".java".length()), HouseFiles.read(file));
      }
    }
    return sources;
  }
}
