package org.liangzheng.signer.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.signer.layout.LayoutRefusedException.Fault;
import tools.jackson.databind.JsonNode;

/** Takes the members of one JSON object, knows where it stands, and refuses what nobody took. */
final class Reading {
  private final JsonNode object;
  private final String path;
  private final Set<String> taken = new HashSet<>();

  private Reading(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  static Reading of(JsonNode value, String path) throws LayoutRefusedException {
    if (!value.isObject()) {
      throw new LayoutRefusedException(Fault.FORM, path, "an object is expected");
    }
    return new Reading(value, path);
  }

  String path() {
    return path;
  }

  String path(String name) {
    return path + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  LayoutRefusedException wrong(String name, String what) {
    return new LayoutRefusedException(Fault.FORM, path(name), what);
  }

  Optional<JsonNode> find(String name) {
    taken.add(name);
    return Optional.ofNullable(object.get(name));
  }

  boolean has(String name) {
    return object.has(name);
  }

  private JsonNode value(String name) throws LayoutRefusedException {
    Optional<JsonNode> value = find(name);
    if (value.isEmpty()) {
      throw wrong(name, "is missing");
    }
    return value.get();
  }

  String text(String name) throws LayoutRefusedException {
    JsonNode value = value(name);
    if (!value.isString()) {
      throw wrong(name, "a string is expected");
    }
    return value.stringValue();
  }

  String text(String name, String otherwise) throws LayoutRefusedException {
    return has(name) ? text(name) : otherwise;
  }

  boolean flag(String name, boolean otherwise) throws LayoutRefusedException {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = value(name);
    if (!value.isBoolean()) {
      throw wrong(name, "true or false is expected");
    }
    return value.booleanValue();
  }

  double number(String name, double least, double most) throws LayoutRefusedException {
    return number(value(name), path(name), least, most);
  }

  double number(String name, double least, double most, double otherwise)
      throws LayoutRefusedException {
    return has(name) ? number(name, least, most) : otherwise;
  }

  int whole(String name, int least, int most) throws LayoutRefusedException {
    double value = number(name, least, most);
    if (value != Math.rint(value)) {
      throw wrong(name, "a whole number is expected");
    }
    return (int) value;
  }

  private static double number(JsonNode value, String at, double least, double most)
      throws LayoutRefusedException {
    if (!value.isNumber()) {
      throw new LayoutRefusedException(Fault.FORM, at, "a number is expected");
    }
    double number = value.doubleValue();
    if (!(number >= least && number <= most)) {
      throw new LayoutRefusedException(
          Fault.FORM, at, "a number from " + least + " to " + most + " is expected");
    }
    return number;
  }

  /** Exactly {@code count} numbers of at most 2 m. */
  double[] numbers(String name, int count) throws LayoutRefusedException {
    JsonNode value = value(name);
    if (!value.isArray() || value.size() != count) {
      throw wrong(name, "an array of " + count + " numbers is expected");
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(value.get(i), path(name) + "/" + i, -2000, 2000);
    }
    return numbers;
  }

  Box box(String name) throws LayoutRefusedException {
    double[] numbers = numbers(name, 4);
    if (numbers[2] < 0 || numbers[3] < 0) {
      throw wrong(name, "width and height are not negative");
    }
    return new Box(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  Colour colour(String name) throws LayoutRefusedException {
    Optional<Colour> colour = Colour.parse(text(name));
    if (colour.isEmpty()) {
      throw wrong(name, "a colour #RRGGBB in upper case is expected");
    }
    return colour.get();
  }

  Optional<Colour> findColour(String name) throws LayoutRefusedException {
    return has(name) ? Optional.of(colour(name)) : Optional.empty();
  }

  /** A constant, written in lower case. */
  <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise)
      throws LayoutRefusedException {
    if (!has(name)) {
      return otherwise;
    }
    String text = text(name);
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String lower = constant.name().toLowerCase(Locale.ROOT);
      if (lower.equals(text)) {
        return constant;
      }
      known.add(lower);
    }
    throw wrong(name, "one of " + known + " is expected");
  }

  /** The items of an array with at least one. */
  List<JsonNode> items(String name, int most) throws LayoutRefusedException {
    JsonNode value = value(name);
    if (!value.isArray() || value.isEmpty() || value.size() > most) {
      throw wrong(name, "an array of 1 to " + most + " items is expected");
    }
    return new ArrayList<>(value.values());
  }

  void end() throws LayoutRefusedException {
    for (String name : object.propertyNames()) {
      if (!taken.contains(name)) {
        throw wrong(name, "this version does not know the member");
      }
    }
  }
}
