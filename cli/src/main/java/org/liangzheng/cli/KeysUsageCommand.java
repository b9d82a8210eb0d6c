package org.liangzheng.cli;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code lz keys usage}: signatures by key and day, with the fuse. The service's counts lie in its
 * database, which no other process has any business to open; so it is asked at its management
 * address. What the command line signed itself stands in a file of its own.
 */
@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "每把密钥每日的签名次数与上限：服务的向其管理端口询问，命令行自己的来自数据目录。",
      "Signatures by key and day, with the fuse: the service's by asking its management address,"
          + " the command line's own from the state folder."
    })
final class KeysUsageCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin VaultOptions options = new VaultOptions();

  @Mixin ManagementOption management = new ManagementOption();

  KeysUsageCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    local();
    JsonNode answer = management.service(surroundings).get("keyusage");
    for (JsonNode one : answer.path("keys")) {
      print(
          one.path("key").asString(""),
          one.path("day").asString(""),
          one.path("leased").asLong(0),
          one.path("fuse").isNumber() ? Long.toString(one.path("fuse").asLong()) : "-",
          "service");
    }
    surroundings.out().flush();
    return 0;
  }

  private void local() {
    Map<String, Long> counts = new TreeMap<>();
    UsageFile file =
        new UsageFile(UsageFile.in(surroundings.serviceHome(options.home())), surroundings.clock());
    try {
      file.read().forEach(one -> counts.merge(one.day() + "\t" + one.key(), 1L, Long::sum));
    } catch (IOException unreadable) {
      throw CliProblem.of(
          CliFault.FILE_UNREADABLE, UsageFile.in(surroundings.serviceHome(options.home())));
    }
    counts.forEach((dayAndKey, count) -> {
      String[] parts = dayAndKey.split("\t", -1);
      print(parts[1], parts[0], count, "-", "lz keys");
    });
    surroundings.out().flush();
  }

  private void print(String key, String day, long count, String fuse, String by) {
    if (options.json) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("key", key);
      json.put("day", day);
      json.put("count", count);
      if (!fuse.equals("-")) {
        json.put("fuse", Long.parseLong(fuse));
      }
      json.put("by", by);
      surroundings.out().println(json);
      return;
    }
    surroundings
        .out()
        .println(
            Plain.pad(Plain.text(key), 40)
                + Plain.pad(day.isEmpty() ? "-" : Plain.text(day), 12)
                + Plain.pad(Long.toString(count), 10)
                + Plain.pad(fuse, 10)
                + by);
  }
}
