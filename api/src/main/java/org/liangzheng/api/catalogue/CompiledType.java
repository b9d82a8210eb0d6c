package org.liangzheng.api.catalogue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.liangzheng.api.catalogue.LicenceType.Kind;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.signer.layout.PictureFile;
import org.liangzheng.signer.layout.PictureStrip;
import org.liangzheng.signer.licence.LicenceTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A licence type with its schema compiled, made once and kept. */
public final class CompiledType {
  private final LicenceType type;
  private final LicenceTemplate template;
  private final Schema schema;

  CompiledType(LicenceType type, LicenceTemplate template) {
    this.type = type;
    this.template = template;
    this.schema = SchemaCheck.compile(type.schema());
  }

  public LicenceType type() {
    return type;
  }

  /** How its licences look. */
  public LicenceTemplate template() {
    return template;
  }

  /**
   * Licence data whose pictures are pictures and nothing else: what says where, when and by which
   * camera they were taken is neither checked nor laid out nor stored. What is no picture stays as
   * it is, to be refused by {@link #check}.
   */
  public JsonNode stripped(JsonNode data) {
    if (!(data instanceof ObjectNode given)) {
      return data;
    }
    ObjectNode stripped = given.deepCopy();
    for (LicenceType.Field field : type.fields()) {
      JsonNode value = given.path(field.name());
      if (field.kind() == Kind.PICTURE && value.isString()) {
        LicenceType.picture(value.stringValue())
            .flatMap(PictureStrip::strip)
            .ifPresent(picture ->
                stripped.put(
                    field.name(), Base64.getEncoder().encodeToString(picture.toByteArray())));
      }
    }
    return stripped;
  }

  /**
   * Everything that is wrong with licence data, at once.
   *
   * @param pointer where the data stands in the request
   */
  public List<FieldProblem> check(JsonNode data, String pointer) {
    List<FieldProblem> problems = new ArrayList<>();
    schema.validate(data).forEach(error -> problems.add(problem(error, pointer)));
    for (LicenceType.Field field : type.fields()) {
      JsonNode value = data.path(field.name());
      if (field.kind() == Kind.PICTURE && value.isString()) {
        String at = pointer + "/" + field.name();
        boolean known = problems.stream().anyMatch(problem -> problem.pointer().equals(at));
        if (!known
            && LicenceType.picture(value.stringValue()).flatMap(PictureFile::read).isEmpty()) {
          problems.add(FieldProblem.at(at, WebProblem.FIELD_MALFORMED));
        }
      }
    }
    return problems;
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
