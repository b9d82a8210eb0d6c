package org.liangzheng.verifier.format.pack;

import java.time.Instant;
import java.util.Optional;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.json.Base64Url;
import org.liangzheng.verifier.format.json.Members;
import org.liangzheng.verifier.format.status.NotInForceTable;
import org.liangzheng.verifier.format.status.StatusList;
import org.liangzheng.verifier.format.status.StatusListJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The members {@code statusLists} and {@code notInForce} of a pack: both or neither. */
final class StatusCodec {
  private static final String LISTS = "statusLists";
  private static final String TABLES = "notInForce";
  private static final String LICENCES = "licences";
  private static final String SEALS = "seals";

  private StatusCodec() {}

  /** What stands in the pack; that lists and tables agree is judged elsewhere. */
  record Raw(
      StatusList licences,
      StatusList seals,
      NotInForceTable licencesNotInForce,
      NotInForceTable sealsNotInForce) {}

  static void write(ObjectNode optional, PackStatuses statuses) {
    ObjectNode lists = optional.putObject(LISTS);
    lists.set(LICENCES, StatusListJson.write(statuses.licences().list()));
    lists.set(SEALS, StatusListJson.write(statuses.seals().list()));
    ObjectNode tables = optional.putObject(TABLES);
    table(tables.putObject(LICENCES), statuses.licences().table());
    table(tables.putObject(SEALS), statuses.seals().table());
  }

  private static void table(ObjectNode json, NotInForceTable table) {
    table.base().ifPresent(base -> json.put("base", base.toString()));
    json.put("entries", Base64Url.encode(table.encode()));
  }

  static Optional<Raw> read(JsonNode optional) throws MalformedException {
    Members members = Members.of(optional);
    Optional<JsonNode> lists = members.find(LISTS);
    Optional<JsonNode> tables = members.find(TABLES);
    if (lists.isEmpty() != tables.isEmpty()) {
      throw new MalformedException(
          "status lists and the table of what is not in force go together");
    }
    if (lists.isEmpty() || tables.isEmpty()) {
      return Optional.empty();
    }
    Members list = Members.of(lists.get());
    Members table = Members.of(tables.get());
    Raw raw =
        new Raw(
            StatusListJson.read(list.value(LICENCES)),
            StatusListJson.read(list.value(SEALS)),
            table(table.value(LICENCES)),
            table(table.value(SEALS)));
    list.end();
    table.end();
    return Optional.of(raw);
  }

  private static NotInForceTable table(JsonNode json) throws MalformedException {
    Members members = Members.of(json);
    Optional<Instant> base = members.findInstant("base");
    byte[] entries = members.bytes("entries").toByteArray();
    members.end();
    return NotInForceTable.decode(base, entries);
  }
}
