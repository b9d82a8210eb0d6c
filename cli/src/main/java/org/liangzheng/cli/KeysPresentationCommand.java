package org.liangzheng.cli;

import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * {@code lz keys presentation}: the keys that sign offline codes, and the revoking of one. They lie
 * in the service's database, wrapped; so it is asked at its management address.
 */
@Command(
    name = "presentation",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "列出签发离线亮证码的密钥；可撤销其中一把，它签的码此后不再核验，服务随即换用下一把。",
      "List the keys that sign offline codes; revoke one: its codes are not checked any more, and"
          + " the service takes the next one."
    })
final class KeysPresentationCommand implements Callable<Integer> {
  private static final String ENDPOINT = "presentationkeys";

  private final Surroundings surroundings;

  @Mixin ManagementOption management = new ManagementOption();

  @Option(
      names = "--revoke",
      paramLabel = "ID",
      description = {"撤销这把密钥，不能恢复。", "Revoke this key, for good."})
  @Nullable UUID revoke;

  @Option(
      names = "--json",
      description = {"输出服务的原始回答。", "Print the service's answer as it is."})
  boolean json;

  KeysPresentationCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ManagementPort service = management.service(surroundings);
    JsonNode state = service.get(ENDPOINT);
    UUID key = revoke;
    if (key != null) {
      requireListed(state, key);
      state = service.post(ENDPOINT, "{\"key\":\"" + key + "\"}");
      surroundings
          .err()
          .println(
              state.path("revoked").asBoolean(false)
                  ? "lz: 已撤销 revoked " + key
                  : "lz: 此前已撤销 was revoked before " + key);
      surroundings.err().flush();
    }
    if (json) {
      surroundings.out().println(state);
    } else {
      state.path("keys").forEach(this::line);
    }
    surroundings.out().flush();
    return 0;
  }

  private static void requireListed(JsonNode state, UUID key) {
    for (JsonNode one : state.path("keys")) {
      if (one.path("id").asString("").equals(key.toString())) {
        return;
      }
    }
    throw CliProblem.of(CliFault.PRESENTATION_KEY_UNKNOWN, key);
  }

  private void line(JsonNode key) {
    boolean revoked = key.path("revokedAt").isString();
    surroundings
        .out()
        .println(
            Plain.pad(Plain.text(key.path("id").asString("")), 38)
                + Plain.pad(Plain.text(key.path("name").asString("")), 18)
                + Plain.pad(revoked ? "REVOKED" : "LISTED", 9)
                + Plain.text(
                    revoked
                        ? key.path("revokedAt").asString("")
                        : key.path("useFrom").asString("")
                            + " – "
                            + key.path("validUntil").asString("")));
  }
}
