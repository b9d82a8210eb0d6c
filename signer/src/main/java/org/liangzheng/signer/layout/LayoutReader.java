package org.liangzheng.signer.layout;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.liangzheng.signer.layout.LayoutItem.CodeLevel;
import org.liangzheng.signer.layout.LayoutItem.ValueForm;
import org.liangzheng.signer.layout.LayoutRefusedException.Fault;
import org.liangzheng.signer.layout.TextStyle.Across;
import org.liangzheng.signer.layout.TextStyle.Down;
import org.liangzheng.verifier.crypto.ByteString;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a layout, docs/formats/layout.md. Strict: what it does not know it refuses, by place. */
public final class LayoutReader {
  /** Larger layouts are refused, bytes. */
  public static final int MAX_BYTES = 2 << 20;

  private static final int MAX_PAGES = 8;
  private static final int MAX_ITEMS = 400;
  private static final double LEAST_PAGE = 20;
  private static final double MOST_PAGE = 1000;
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final Pattern FONT = Pattern.compile("[!-~]{1,63}");
  private static final Pattern VALUE =
      Pattern.compile("(?:data|licence)(?:\\.[A-Za-z][A-Za-z0-9]*)+");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxNumberLength(20)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Set<String> chains = new HashSet<>();
  private final Set<String> seals = new HashSet<>();

  private LayoutReader() {}

  /**
   * Reads a layout.
   *
   * @param bytes JSON in UTF-8
   * @throws LayoutRefusedException naming the place of the first thing that is wrong
   */
  public static Layout read(ByteString bytes) throws LayoutRefusedException {
    if (bytes.size() > MAX_BYTES) {
      throw new LayoutRefusedException(Fault.NOT_JSON, "", "larger than " + MAX_BYTES + " bytes");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
      JsonNode json = JSON.readTree(text);
      if (json.isMissingNode()) {
        throw new LayoutRefusedException(Fault.NOT_JSON, "", "empty");
      }
      return new LayoutReader().layout(Reading.of(json, ""));
    } catch (CharacterCodingException | JacksonException notJson) {
      throw new LayoutRefusedException(Fault.NOT_JSON, "", "not JSON in UTF-8");
    }
  }

  private Layout layout(Reading in) throws LayoutRefusedException {
    if (in.whole("layout", 1, 1_000_000) != Layout.VERSION) {
      throw new LayoutRefusedException(Fault.VERSION, "/layout", "only version 1 is known");
    }
    String name = id(in, "name");
    List<Layout.FontChain> fonts = new ArrayList<>();
    List<JsonNode> chainNodes = in.items("fonts", 16);
    for (int i = 0; i < chainNodes.size(); i++) {
      fonts.add(chain(Reading.of(chainNodes.get(i), "/fonts/" + i)));
    }
    List<Layout.Page> pages = new ArrayList<>();
    List<JsonNode> pageNodes = in.items("pages", MAX_PAGES);
    for (int i = 0; i < pageNodes.size(); i++) {
      pages.add(page(Reading.of(pageNodes.get(i), "/pages/" + i)));
    }
    in.end();
    return new Layout(name, fonts, pages);
  }

  private static String id(Reading in, String name) throws LayoutRefusedException {
    String id = in.text(name);
    if (!ID.matcher(id).matches() || id.length() > 60) {
      throw in.wrong(name, "lower-kebab of at most 60 characters is expected");
    }
    return id;
  }

  private Layout.FontChain chain(Reading in) throws LayoutRefusedException {
    String id = id(in, "id");
    if (!chains.add(id)) {
      throw in.wrong("id", "two chains have this id");
    }
    List<String> names = new ArrayList<>();
    List<JsonNode> nodes = in.items("chain", 16);
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode node = nodes.get(i);
      if (!node.isString() || !FONT.matcher(node.stringValue()).matches()) {
        throw new LayoutRefusedException(
            Fault.FORM, in.path("chain") + "/" + i, "a PostScript name is expected");
      }
      names.add(node.stringValue());
    }
    in.end();
    return new Layout.FontChain(id, names);
  }

  private Layout.Page page(Reading in) throws LayoutRefusedException {
    double[] size = in.numbers("size", 2);
    for (double side : size) {
      if (side < LEAST_PAGE || side > MOST_PAGE) {
        throw in.wrong("size", "sides from 20 to 1000 mm are expected");
      }
    }
    List<LayoutItem> items = new ArrayList<>();
    List<JsonNode> nodes = in.items("items", MAX_ITEMS);
    for (int i = 0; i < nodes.size(); i++) {
      Reading item = Reading.of(nodes.get(i), in.path("items") + "/" + i);
      LayoutItem read = item(item);
      item.end();
      requireWithin(read, item, size);
      items.add(read);
    }
    in.end();
    return new Layout.Page(size[0], size[1], items);
  }

  private static void requireWithin(LayoutItem item, Reading in, double[] size)
      throws LayoutRefusedException {
    Box box =
        switch (item) {
          case LayoutItem.Artwork art -> bounds(art.shape());
          case LayoutItem.Lettering text -> text.box();
          case LayoutItem.FixedPicture picture -> picture.box();
          case LayoutItem.TextField field -> field.box();
          case LayoutItem.PictureField field -> field.box();
          case LayoutItem.CodeField field -> field.box();
          case LayoutItem.SealPlace place -> place.box();
        };
    if (!box.within(size[0], size[1])) {
      throw new LayoutRefusedException(Fault.DOES_NOT_FIT, in.path(), "reaches beyond the page");
    }
  }

  private static Box bounds(Shape shape) {
    var bounds = shape.getBounds2D();
    return new Box(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
  }

  private LayoutItem item(Reading in) throws LayoutRefusedException {
    String kind = in.text("kind");
    return switch (kind) {
      case "line" -> artwork(in, line(in));
      case "rectangle" ->
          artwork(in, Ornaments.rectangle(in.box("box"), in.number("radius", 0, 100, 0)));
      case "path" -> artwork(in, path(in));
      case "waves" ->
          artwork(
              in,
              Ornaments.waves(
                  in.box("box"),
                  in.number("period", 1, 100),
                  in.number("height", 0.1, 50),
                  in.whole("strands", 1, 12)));
      case "rosette" -> artwork(in, rosette(in));
      case "corners" -> artwork(in, Ornaments.corners(in.box("box"), in.number("side", 1, 100)));
      case "text" -> new LayoutItem.Lettering(in.path(), in.text("text"), in.box("box"), style(in));
      case "picture" ->
          in.has("data")
              ? new LayoutItem.FixedPicture(in.path(), base64(in), in.box("box"))
              : new LayoutItem.PictureField(
                  in.path(), value(in), in.box("box"), in.flag("required", true));
      case "field" ->
          new LayoutItem.TextField(
              in.path(),
              value(in),
              in.box("box"),
              style(in),
              in.choice("form", ValueForm.class, ValueForm.TEXT),
              in.text("join", "、"),
              in.text("before", ""),
              in.text("after", ""),
              in.flag("required", true));
      case "code" ->
          new LayoutItem.CodeField(
              in.path(),
              value(in),
              in.box("box"),
              in.choice("level", CodeLevel.class, CodeLevel.M),
              in.findColour("colour").orElse(Colour.BLACK),
              in.flag("required", true));
      case "seal" -> seal(in);
      default -> throw in.wrong("kind", "this version does not know the kind");
    };
  }

  private static LayoutItem artwork(Reading in, Path2D shape) throws LayoutRefusedException {
    Optional<Colour> fill = in.findColour("fill");
    Optional<Pen> pen =
        in.has("stroke")
            ? Optional.of(new Pen(in.colour("stroke"), in.number("width", 0.02, 20)))
            : Optional.empty();
    if (fill.isEmpty() && pen.isEmpty()) {
      throw new LayoutRefusedException(Fault.FORM, in.path(), "neither fill nor stroke");
    }
    return new LayoutItem.Artwork(in.path(), shape, fill, pen);
  }

  private static Path2D line(Reading in) throws LayoutRefusedException {
    double[] ends = in.numbers("points", 4);
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    path.moveTo(ends[0], ends[1]);
    path.lineTo(ends[2], ends[3]);
    return path;
  }

  private static Path2D path(Reading in) throws LayoutRefusedException {
    double[] at = in.has("at") ? in.numbers("at", 2) : new double[2];
    Optional<Path2D> path = VectorPath.read(in.text("data"), at[0], at[1]);
    if (path.isEmpty()) {
      throw in.wrong("data", "M, L, Q, C and Z with numbers in millimetres are expected");
    }
    return path.get();
  }

  private static Path2D rosette(Reading in) throws LayoutRefusedException {
    double[] centre = in.numbers("centre", 2);
    double[] radii = in.numbers("radii", 2);
    if (radii[0] < 0 || radii[1] < radii[0]) {
      throw in.wrong("radii", "an inner and an outer radius are expected");
    }
    return Ornaments.rosette(
        centre[0],
        centre[1],
        radii[0],
        radii[1],
        in.whole("rings", 1, 40),
        in.whole("petals", 3, 200));
  }

  private TextStyle style(Reading in) throws LayoutRefusedException {
    String font = in.text("font");
    if (!chains.contains(font)) {
      throw in.wrong("font", "no chain of fonts has this id");
    }
    double size = in.number("size", 1, 100);
    double least = in.number("least", 1, 100, size);
    if (least > size) {
      throw in.wrong("least", "is larger than size");
    }
    return new TextStyle(
        font,
        size,
        least,
        in.choice("across", Across.class, Across.START),
        in.choice("down", Down.class, Down.TOP),
        in.flag("wrap", false),
        in.number("leading", 1, 4, 1.4),
        in.number("spacing", -0.2, 5, 0),
        in.findColour("colour").orElse(Colour.BLACK));
  }

  private LayoutItem seal(Reading in) throws LayoutRefusedException {
    LayoutItem.SealPlace place =
        new LayoutItem.SealPlace(in.path(), id(in, "name"), id(in, "role"), in.box("box"));
    if (!seals.add(place.role())) {
      throw in.wrong("role", "two places have this role");
    }
    return place;
  }

  private static String value(Reading in) throws LayoutRefusedException {
    String name = in.text("value");
    if (!VALUE.matcher(name).matches() || name.length() > 100) {
      throw in.wrong("value", "data.… or licence.… is expected");
    }
    return name;
  }

  private static ByteString base64(Reading in) throws LayoutRefusedException {
    try {
      return ByteString.of(Base64.getDecoder().decode(in.text("data")));
    } catch (IllegalArgumentException notBase64) {
      throw in.wrong("data", "Base64 is expected");
    }
  }
}
