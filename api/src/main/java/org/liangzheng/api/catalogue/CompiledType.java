package org.liangzheng.api.catalogue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.licence.LicenceTemplate;
import tools.jackson.databind.JsonNode;

/** A licence type with its schema compiled, made once and kept. */
public final class CompiledType {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final LicenceType type;
  private final LicenceTemplate template;
  private final Schema schema;

  /**
   * @throws IllegalArgumentException if the layout has no place for one of the fields
   */
  CompiledType(LicenceType type, LicenceTemplate template) {
    this.type = type;
    this.template = template;
    for (LicenceType.Field field : type.fields()) {
      if (!template.layout().textNames().contains(FaceValues.DATA + field.name())) {
        throw new IllegalArgumentException(
            "the layout " + type.layout() + " has no place for " + field.name());
      }
    }
    this.schema = REGISTRY.getSchema(type.schema());
    schema.initializeValidators();
  }

  public LicenceType type() {
    return type;
  }

  /** How its licences look. */
  public LicenceTemplate template() {
    return template;
  }

  /**
   * Everything that is wrong with licence data, at once.
   *
   * @param pointer where the data stands in the request
   */
  public List<FieldProblem> check(JsonNode data, String pointer) {
    return schema.validate(data).stream().map(error -> problem(error, pointer)).toList();
  }

  /** The validator's own sentences quote the input; the place and the rule are enough. */
  private static FieldProblem problem(Error error, String pointer) {
    String at = pointer + error.getInstanceLocation();
    String property = error.getProperty();
    String below = property == null ? at : at + "/" + escape(property);
    return switch (error.getKeyword()) {
      case "required" -> FieldProblem.at(below, WebProblem.FIELD_MISSING);
      case "additionalProperties", "unevaluatedProperties" ->
          FieldProblem.at(at, WebProblem.FIELD_UNKNOWN);
      default -> FieldProblem.at(at, WebProblem.FIELD_MALFORMED);
    };
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
