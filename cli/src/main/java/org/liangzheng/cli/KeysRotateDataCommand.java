package org.liangzheng.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * {@code lz keys rotate-data}: has the running service replace the keys of its database, field key
 * and index key, and says how far it is. The service does the work: only it knows what is encrypted
 * and who else writes.
 */
@Command(
    name = "rotate-data",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "更换数据库的数据密钥与索引密钥，服务照常运行；再次执行只显示进度。",
      "Replace the data key and the index key of the database while the service runs; run again, it"
          + " shows how far that is."
    })
final class KeysRotateDataCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--status",
      description = {"只显示进度，不开始。", "Show how far it is and begin nothing."})
  boolean status;

  @Option(
      names = "--json",
      description = {"输出服务的原始回答。", "Print the service's answer as it is."})
  boolean json;

  @Mixin ManagementOption management = new ManagementOption();

  KeysRotateDataCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ManagementPort service = management.service(surroundings);
    JsonNode state = status ? service.get("datakeys") : service.post("datakeys");
    if (json) {
      surroundings.out().println(state);
    } else {
      print(state);
    }
    surroundings.out().flush();
    return 0;
  }

  private void print(JsonNode state) {
    for (JsonNode kind : state.path("begun")) {
      surroundings.err().println("lz: 已开始 begun " + Plain.text(kind.asString("")));
    }
    surroundings.err().flush();
    for (JsonNode key : state.path("keys")) {
      line(
          "key",
          key.path("kind").asString("") + " " + key.path("version").asInt(0),
          key.path("retired").asBoolean(false) ? "RETIRED" : "IN_USE",
          key.path("activeFrom").asString(""));
    }
    for (JsonNode one : state.path("rotations")) {
      line(
          "rotation",
          one.path("kind").asString("") + " " + one.path("toVersion").asInt(0),
          one.path("phase").asString(""),
          one.path("phaseSince").asString("")
              + " moved="
              + one.path("moved").asLong(0)
              + (one.path("damaged").asLong(0) > 0
                  ? " damaged=" + one.path("damaged").asLong(0)
                  : "")
              + (one.path("place").isString() ? " at=" + one.path("place").asString() : ""));
    }
  }

  private void line(String what, String key, String how, String rest) {
    surroundings
        .out()
        .println(
            Plain.pad(what, 10)
                + Plain.pad(Plain.text(key), 12)
                + Plain.pad(Plain.text(how), 12)
                + Plain.text(rest));
  }
}
