package org.liangzheng.api.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.ProblemCode;
import org.liangzheng.api.web.WebProblem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads the members of a JSON object. What is wrong is noted, and something harmless is returned in
 * its place, so that reading goes on.
 */
public final class FormReader {
  private static final Pattern LINE = Pattern.compile("\\P{C}{1,120}");

  private final JsonNode object;
  private final String pointer;
  private final List<FieldProblem> problems;
  private final Set<String> known = new HashSet<>();

  private FormReader(JsonNode object, String pointer, List<FieldProblem> problems) {
    this.object = object;
    this.pointer = pointer;
    this.problems = problems;
  }

  /** Reads a value; one that is no object is noted. */
  public static FormReader of(JsonNode value, String pointer, List<FieldProblem> problems) {
    if (!value.isObject()) {
      problems.add(
          FieldProblem.at(
              pointer,
              value.isMissingNode() ? WebProblem.FIELD_MISSING : WebProblem.FIELD_MALFORMED));
      // Its members are not told to be missing as well.
      return new FormReader(MissingNode.getInstance(), pointer, new ArrayList<>());
    }
    return new FormReader(value, pointer, problems);
  }

  /** Whether there is such a member. */
  public boolean has(String name) {
    return !object.path(name).isMissingNode();
  }

  /** A member as it is; a missing one is noted. */
  public JsonNode tree(String name) {
    known.add(name);
    JsonNode value = object.path(name);
    if (value.isMissingNode()) {
      wrong(name, WebProblem.FIELD_MISSING);
    }
    return value;
  }

  /** A member that is an object. */
  public FormReader object(String name) {
    known.add(name);
    return of(object.path(name), at(name), problems);
  }

  /** A member that is text of a form. */
  public String text(String name, Pattern form) {
    JsonNode value = tree(name);
    if (value.isMissingNode()) {
      return "";
    }
    return text(value, at(name), form);
  }

  private String text(JsonNode value, String at, Pattern form) {
    if (value.isString() && form.matcher(value.stringValue()).matches()) {
      return value.stringValue();
    }
    problems.add(FieldProblem.at(at, WebProblem.FIELD_MALFORMED));
    return "";
  }

  /** A sentence or name in both languages. */
  public Said said(String name) {
    FormReader in = object(name);
    Said said = new Said(in.text("zh", LINE), in.text("en", LINE));
    in.noOthers();
    return said;
  }

  boolean flag(String name) {
    JsonNode value = tree(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      malformed(name);
    }
    return value.asBoolean(false);
  }

  /** One of a list of words. */
  public <E extends Enum<E>> E choice(String name, Class<E> type) {
    E[] values = type.getEnumConstants();
    JsonNode value = tree(name);
    if (value.isString()) {
      for (E one : values) {
        if (one.name().equals(value.stringValue())) {
          return one;
        }
      }
    }
    if (!value.isMissingNode()) {
      wrong(name, CatalogueProblem.NOT_OF_THE_LIST, String.join(", ", names(values)));
    }
    return values[0];
  }

  private static <E extends Enum<E>> List<String> names(E[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  /** A list of texts; those not in their form stand as empty texts. */
  public List<String> texts(String name, Pattern form, int least, int most) {
    List<String> texts = new ArrayList<>();
    List<JsonNode> values = list(name, least, most);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      String text = text(values.get(i), at(name) + "/" + i, form);
      if (!text.isEmpty() && !seen.add(text)) {
        problems.add(FieldProblem.at(at(name) + "/" + i, CatalogueProblem.NAME_TWICE));
      }
      texts.add(text);
    }
    return texts;
  }

  /** A list of objects. */
  public <T> List<T> objects(String name, int least, int most, Function<FormReader, T> reader) {
    List<T> read = new ArrayList<>();
    List<JsonNode> values = list(name, least, most);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isObject()) {
        read.add(reader.apply(new FormReader(values.get(i), at(name) + "/" + i, problems)));
      } else {
        problems.add(FieldProblem.at(at(name) + "/" + i, WebProblem.FIELD_MALFORMED));
      }
    }
    return read;
  }

  private List<JsonNode> list(String name, int least, int most) {
    JsonNode value = tree(name);
    if (value.isMissingNode()) {
      return List.of();
    }
    if (!value.isArray() || value.size() < least || value.size() > most) {
      malformed(name);
      return List.of();
    }
    List<JsonNode> values = new ArrayList<>();
    value.forEach(values::add);
    return values;
  }

  /** Notes that a member is not in its form. */
  public void malformed(String name) {
    wrong(name, WebProblem.FIELD_MALFORMED);
  }

  /** Notes what is wrong with a member. */
  public void wrong(String name, ProblemCode code, String... arguments) {
    problems.add(FieldProblem.at(at(name), code, arguments));
  }

  /** Notes members nobody asked for; call it last. Their names are not repeated. */
  public void noOthers() {
    if (object.propertyNames().stream().anyMatch(name -> !known.contains(name))) {
      problems.add(FieldProblem.at(pointer, WebProblem.FIELD_UNKNOWN));
    }
  }

  private String at(String name) {
    return pointer + "/" + name;
  }
}
