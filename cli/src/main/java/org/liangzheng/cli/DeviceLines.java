package org.liangzheng.cli;

import java.util.List;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.pkcs11.Pkcs11Vault;
import org.liangzheng.hsm.pkcs11.TokenReport;
import org.liangzheng.hsm.pool.DeviceHealth;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tokens of a vault one by one, and the keys that one of them lacks. */
final class DeviceLines {
  private DeviceLines() {}

  /** Whether every token serves and none lacks a key. */
  static boolean whole(Vault vault) {
    return reports(vault).stream()
        .allMatch(report ->
            report.health().state() == DeviceHealth.State.READY
                && report.missing().map(List::isEmpty).orElse(false));
  }

  static void print(Vault vault, Surroundings surroundings) {
    for (TokenReport report : reports(vault)) {
      DeviceHealth health = report.health();
      surroundings
          .out()
          .println(
              "    "
                  + Plain.pad(Plain.text(health.device()), 36)
                  + Bilingual.line("device-" + health.state().name())
                  + health.problem().map(CustodyCode::code).map(c -> "  [" + c + "]").orElse(""));
      report
          .missing()
          .filter(missing -> !missing.isEmpty())
          .ifPresent(missing ->
              surroundings
                  .out()
                  .println("      " + Bilingual.line("device-lacks", String.join(", ", missing))));
    }
  }

  static ArrayNode json(Vault vault) {
    ArrayNode devices = JsonNodeFactory.instance.arrayNode();
    for (TokenReport report : reports(vault)) {
      ObjectNode one = devices.addObject();
      one.put("device", report.health().device());
      one.put("state", report.health().state().name());
      report.health().problem().ifPresent(problem -> one.put("problem", problem.code()));
      report.missing().ifPresent(missing -> missing.forEach(one.putArray("missing")::add));
    }
    return devices;
  }

  private static List<TokenReport> reports(Vault vault) {
    return vault instanceof Pkcs11Vault tokens ? tokens.tokens() : List.of();
  }
}
