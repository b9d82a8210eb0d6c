package org.liangzheng.api.catalogue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.WebProblem;
import tools.jackson.databind.JsonNode;

/**
 * Schemas of faces: JSON Schema 2020-12 without what reaches outside of the schema ({@code $ref},
 * {@code $id} …) and without what faces have no use for.
 */
final class SchemaCheck {
  private static final String DIALECT = SpecificationVersion.DRAFT_2020_12.getDialectId();

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .regularExpressionFactory(BoundedPattern::of)
                      .build()));

  /** Keywords whose value says something about a value. */
  private static final Set<String> PLAIN =
      Set.of(
          "$schema",
          "title",
          "description",
          "$comment",
          "type",
          "enum",
          "const",
          "minLength",
          "maxLength",
          "pattern",
          "required",
          "additionalProperties",
          "dependentRequired");

  /** Keywords whose value is a schema. */
  private static final Set<String> ONE = Set.of("if", "then", "else", "not");

  /** Keywords whose value is a list of schemas. */
  private static final Set<String> SEVERAL = Set.of("allOf", "anyOf", "oneOf");

  private static final String PROPERTIES = "properties";

  private final List<FieldProblem> problems = new ArrayList<>();

  private SchemaCheck() {}

  /** The schema ready for use. */
  static Schema compile(JsonNode schema) {
    Schema compiled = REGISTRY.getSchema(schema);
    compiled.initializeValidators();
    return compiled;
  }

  /**
   * What is wrong with a schema.
   *
   * @param pointer where it stands
   */
  static List<FieldProblem> check(JsonNode schema, List<String> fields, String pointer) {
    SchemaCheck check = new SchemaCheck();
    check.whole(schema, fields, pointer);
    return check.problems;
  }

  private void whole(JsonNode schema, List<String> fields, String pointer) {
    if (!schema.isObject()) {
      if (!schema.isMissingNode()) {
        add(pointer, WebProblem.FIELD_MALFORMED);
      }
      return;
    }
    if (schema.has("$schema") && !DIALECT.equals(schema.get("$schema").asString(""))) {
      add(pointer + "/$schema", CatalogueProblem.SCHEMA_UNUSABLE);
    }
    walk(schema, pointer);
    if (!"object".equals(schema.path("type").asString(""))
        || !schema.path("additionalProperties").isBoolean()
        || schema.path("additionalProperties").asBoolean(true)) {
      add(pointer, CatalogueProblem.SCHEMA_OPEN);
    }
    fields(schema, fields, pointer);
    if (problems.isEmpty()) {
      // Only what holds so far: the meta-schema would tell the same again.
      meta(schema, pointer);
    }
  }

  private void fields(JsonNode schema, List<String> fields, String pointer) {
    JsonNode properties = schema.path(PROPERTIES);
    for (String field : fields) {
      if (!properties.path(field).isObject()) {
        add(pointer + "/properties", CatalogueProblem.SCHEMA_LACKS_FIELD, field);
      } else if (!"string".equals(properties.path(field).path("type").asString(""))) {
        add(pointer + "/properties/" + field + "/type", CatalogueProblem.SCHEMA_UNUSABLE);
      }
    }
    if (properties.isObject()
        && properties.propertyNames().stream().anyMatch(name -> !fields.contains(name))) {
      properties.propertyNames().stream()
          .filter(name -> !fields.contains(name))
          .forEach(name -> undeclared(pointer + "/properties", name));
    }
    schema
        .path("required")
        .forEach(name -> {
          if (!fields.contains(name.asString(""))) {
            undeclared(pointer + "/required", name.asString(""));
          }
        });
  }

  private void undeclared(String pointer, String name) {
    boolean isName = TypeReader.FIELD.matcher(name).matches();
    add(pointer, CatalogueProblem.FIELD_NOT_DECLARED, isName ? name : "?");
  }

  private void walk(JsonNode schema, String pointer) {
    if (schema.isBoolean()) {
      return;
    }
    if (!schema.isObject()) {
      add(pointer, CatalogueProblem.SCHEMA_UNUSABLE);
      return;
    }
    for (Map.Entry<String, JsonNode> member : schema.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      String at = pointer + "/" + name;
      if (name.equals("pattern")) {
        pattern(value, at);
      } else if (name.equals(PROPERTIES)) {
        value.properties().forEach(one -> walk(one.getValue(), at + "/" + pointed(one.getKey())));
      } else if (ONE.contains(name)) {
        walk(value, at);
      } else if (SEVERAL.contains(name)) {
        for (int i = 0; i < value.size(); i++) {
          walk(value.path(i), at + "/" + i);
        }
      } else if (!PLAIN.contains(name)) {
        add(pointer, CatalogueProblem.SCHEMA_KEYWORD_NOT_ALLOWED, allowed());
      }
    }
  }

  private static String allowed() {
    TreeSet<String> names = new TreeSet<>(PLAIN);
    names.addAll(ONE);
    names.addAll(SEVERAL);
    names.add(PROPERTIES);
    return String.join(" ", names);
  }

  private void pattern(JsonNode value, String at) {
    try {
      BoundedPattern.of(value.asString(""));
    } catch (PatternSyntaxException noPattern) {
      add(at, CatalogueProblem.SCHEMA_UNUSABLE);
    }
  }

  private void meta(JsonNode schema, String pointer) {
    for (Error error : Meta.SCHEMA.validate(schema)) {
      add(pointer + error.getInstanceLocation(), CatalogueProblem.SCHEMA_UNUSABLE);
    }
  }

  /** Comes with the library; read when the first draft is looked at. */
  private static final class Meta {
    static final Schema SCHEMA = REGISTRY.getSchema(SchemaLocation.of(DIALECT));
  }

  private static String pointed(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private void add(String pointer, org.liangzheng.api.web.ProblemCode code, String... arguments) {
    problems.add(FieldProblem.at(pointer, code, arguments));
  }
}
