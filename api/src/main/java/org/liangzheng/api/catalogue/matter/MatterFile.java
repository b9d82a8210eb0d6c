package org.liangzheng.api.catalogue.matter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.text.Csv;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Matters in a table: a row for each option of each material, what belongs to the matter or the
 * material repeated in each. RFC 4180, UTF-8, with a byte order mark on the way out so that
 * spreadsheets read it; all cells are quoted. Lists are separated by semicolons; questions and
 * roles are JSON.
 */
final class MatterFile {
  /** Most matters of one import. */
  static final int MOST = 200;

  private static final List<String> COLUMNS =
      List.of(
          "matter",
          "matterZh",
          "matterEn",
          "purposeZh",
          "purposeEn",
          "owner",
          "authorities",
          "roles",
          "produces",
          "material",
          "materialZh",
          "materialEn",
          "role",
          "need",
          "basis",
          "statuteZh",
          "statuteEn",
          "fetchers",
          "type",
          "forms",
          "fields",
          "questions",
          "freshDays");

  private MatterFile() {}

  /** The table of matters. */
  static String csv(List<Matter> matters, JsonMapper json) {
    StringBuilder out = new StringBuilder(Csv.MARK);
    out.append(Csv.line(COLUMNS));
    for (Matter matter : matters) {
      JsonNode definition = definition(matter, json);
      for (Matter.Material material : matter.materials()) {
        for (Matter.Option option : material.options()) {
          out.append(Csv.line(row(matter, material, option, definition, json)));
        }
      }
    }
    return out.toString();
  }

  private static List<String> row(
      Matter matter,
      Matter.Material material,
      Matter.Option option,
      JsonNode definition,
      JsonMapper json) {
    Said statute = material.statute() == null ? new Said("", "") : material.statute();
    return List.of(
        matter.code(),
        matter.name().zh(),
        matter.name().en(),
        matter.purpose().zh(),
        matter.purpose().en(),
        matter.owner().value(),
        ids(matter.authorities()),
        json.writeValueAsString(definition.get("roles")),
        types(matter.produces()),
        material.code(),
        material.name().zh(),
        material.name().en(),
        material.role(),
        material.need().name(),
        material.basis().name(),
        statute.zh(),
        statute.en(),
        ids(material.fetchers()),
        option.type().value(),
        option.forms().stream().map(Enum::name).collect(Collectors.joining(";")),
        String.join(";", option.fields()),
        option.questions().isEmpty() ? "" : json.writeValueAsString(questions(option.questions())),
        option.freshDays() == 0 ? "" : Integer.toString(option.freshDays()));
  }

  private static String ids(List<OrganizationId> ids) {
    return ids.stream().map(OrganizationId::value).collect(Collectors.joining(";"));
  }

  private static String types(List<LicenceTypeCode> types) {
    return types.stream().map(LicenceTypeCode::value).collect(Collectors.joining(";"));
  }

  /** The definition of a matter in its JSON form. */
  static ObjectNode definition(Matter matter, JsonMapper json) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("code", matter.code());
    said(node, "name", matter.name());
    said(node, "purpose", matter.purpose());
    node.put("owner", matter.owner().value());
    texts(node, "authorities", matter.authorities().stream().map(OrganizationId::value).toList());
    ArrayNode roles = node.putArray("roles");
    matter
        .roles()
        .forEach(role -> said(roles.addObject().put("code", role.code()), "name", role.name()));
    ArrayNode materials = node.putArray("materials");
    for (Matter.Material material : matter.materials()) {
      ObjectNode one = materials.addObject().put("code", material.code());
      said(one, "name", material.name());
      one.put("role", material.role());
      one.put("need", material.need().name());
      one.put("basis", material.basis().name());
      if (material.statute() != null) {
        said(one, "statute", material.statute());
      }
      texts(one, "fetchers", material.fetchers().stream().map(OrganizationId::value).toList());
      ArrayNode options = one.putArray("options");
      for (Matter.Option option : material.options()) {
        ObjectNode choice = options.addObject().put("type", option.type().value());
        texts(choice, "forms", option.forms().stream().map(Enum::name).toList());
        if (!option.fields().isEmpty()) {
          texts(choice, "fields", option.fields());
        }
        if (!option.questions().isEmpty()) {
          choice.set("questions", questions(option.questions()));
        }
        if (option.freshDays() > 0) {
          choice.put("freshDays", option.freshDays());
        }
      }
    }
    texts(node, "produces", matter.produces().stream().map(LicenceTypeCode::value).toList());
    return node;
  }

  private static ArrayNode questions(List<Matter.Question> questions) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Matter.Question question : questions) {
      ObjectNode one = array.addObject().put("code", question.code());
      said(one, "name", question.name());
      one.put("test", question.test().name());
      if (!question.field().isEmpty()) {
        one.put("field", question.field());
      }
      if (!question.values().isEmpty()) {
        texts(one, "values", question.values());
      }
      if (question.years() > 0) {
        one.put("years", question.years());
      }
    }
    return array;
  }

  private static void said(ObjectNode node, String name, Said said) {
    node.putObject(name).put("zh", said.zh()).put("en", said.en());
  }

  private static void texts(ObjectNode node, String name, List<String> texts) {
    ArrayNode array = node.putArray(name);
    texts.forEach(array::add);
  }

  /**
   * Reads the table; what is wrong inside a definition is told by its check.
   *
   * @throws Problem MATTER_FILE_UNREADABLE
   */
  static List<JsonNode> definitions(String csv, JsonMapper json) {
    List<List<String>> lines = CsvReader.read(csv.startsWith(Csv.MARK) ? csv.substring(1) : csv);
    if (lines.isEmpty() || !lines.getFirst().equals(COLUMNS)) {
      throw new Problem(MatterProblem.MATTER_FILE_UNREADABLE);
    }
    Map<String, ObjectNode> matters = new LinkedHashMap<>();
    for (List<String> cells : lines.subList(1, lines.size())) {
      if (cells.size() != COLUMNS.size()) {
        throw new Problem(MatterProblem.MATTER_FILE_UNREADABLE);
      }
      Cells row = new Cells(cells, json);
      add(matters.computeIfAbsent(row.text("matter"), _ -> matter(row)), row);
    }
    if (matters.size() > MOST) {
      throw new Problem(MatterProblem.MATTER_FILE_UNREADABLE);
    }
    return new ArrayList<>(matters.values());
  }

  private static ObjectNode matter(Cells row) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("code", row.text("matter"));
    said(node, "name", new Said(row.text("matterZh"), row.text("matterEn")));
    said(node, "purpose", new Said(row.text("purposeZh"), row.text("purposeEn")));
    node.put("owner", row.text("owner"));
    texts(node, "authorities", row.list("authorities"));
    node.set("roles", row.tree("roles"));
    node.putArray("materials");
    texts(node, "produces", row.list("produces"));
    return node;
  }

  private static void add(ObjectNode matter, Cells row) {
    ArrayNode materials = (ArrayNode) matter.get("materials");
    String code = row.text("material");
    @Nullable ObjectNode material = null;
    for (JsonNode one : materials) {
      if (one.path("code").asString("").equals(code)) {
        material = (ObjectNode) one;
      }
    }
    if (material == null) {
      material = materials.addObject().put("code", code);
      said(material, "name", new Said(row.text("materialZh"), row.text("materialEn")));
      material.put("role", row.text("role"));
      material.put("need", row.text("need"));
      material.put("basis", row.text("basis"));
      if (!row.text("statuteZh").isEmpty() || !row.text("statuteEn").isEmpty()) {
        said(material, "statute", new Said(row.text("statuteZh"), row.text("statuteEn")));
      }
      texts(material, "fetchers", row.list("fetchers"));
      material.putArray("options");
    }
    ObjectNode option = ((ArrayNode) material.get("options")).addObject();
    option.put("type", row.text("type"));
    texts(option, "forms", row.list("forms"));
    if (!row.text("fields").isEmpty()) {
      texts(option, "fields", row.list("fields"));
    }
    if (!row.text("questions").isEmpty()) {
      option.set("questions", row.tree("questions"));
    }
    if (!row.text("freshDays").isEmpty()) {
      option.set("freshDays", row.tree("freshDays"));
    }
  }

  /** One line by the names of its columns. */
  private record Cells(List<String> cells, JsonMapper json) {
    String text(String column) {
      return cells.get(COLUMNS.indexOf(column));
    }

    List<String> list(String column) {
      String text = text(column);
      return text.isEmpty() ? List.of() : List.of(text.split(";", -1));
    }

    JsonNode tree(String column) {
      try {
        return json.readTree(text(column));
      } catch (JacksonException notJson) {
        throw new Problem(MatterProblem.MATTER_FILE_UNREADABLE).causedBy(notJson);
      }
    }
  }
}
