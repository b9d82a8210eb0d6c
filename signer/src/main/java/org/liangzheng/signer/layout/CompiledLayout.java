package org.liangzheng.signer.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.signer.font.FontFile;
import org.liangzheng.signer.font.FontLibrary;
import org.liangzheng.signer.layout.FaceRefusedException.Fault;
import org.liangzheng.signer.layout.LayoutItem.CodeField;
import org.liangzheng.signer.layout.LayoutItem.PictureField;
import org.liangzheng.signer.layout.LayoutItem.SealPlace;
import org.liangzheng.signer.layout.LayoutItem.TextField;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * A layout with its fonts found and all that never changes placed. Made once and kept; safe for
 * several threads.
 */
public final class CompiledLayout {
  private final Layout layout;
  private final Map<String, List<FontFile>> chains;
  private final List<Page> pages;
  private final Set<String> textNames = new HashSet<>();
  private final Set<String> pictureNames = new HashSet<>();
  private final Set<String> codeNames = new HashSet<>();

  /**
   * A page ready for use.
   *
   * @param width millimetres
   * @param height millimetres
   * @param fixed what stands on each licence, in drawing order
   * @param fields what differs, in drawing order
   */
  public record Page(double width, double height, List<Mark> fixed, List<LayoutItem> fields) {
    public Page {
      fixed = List.copyOf(fixed);
      fields = List.copyOf(fields);
    }
  }

  private CompiledLayout(Layout layout, Map<String, List<FontFile>> chains, List<Page> pages) {
    this.layout = layout;
    this.chains = chains;
    this.pages = List.copyOf(pages);
    for (Page page : pages) {
      for (LayoutItem item : page.fields()) {
        switch (item) {
          case TextField field -> textNames.add(field.name());
          case PictureField field -> pictureNames.add(field.name());
          case CodeField field -> codeNames.add(field.name());
          case SealPlace _, LayoutItem.Fixed _ -> {}
        }
      }
    }
  }

  /**
   * Compiles a layout.
   *
   * @throws LayoutRefusedException if a font is missing, or the form's own text or pictures do not
   *     do
   */
  public static CompiledLayout of(Layout layout, FontLibrary library)
      throws LayoutRefusedException {
    Map<String, List<FontFile>> chains = new HashMap<>();
    for (int i = 0; i < layout.fonts().size(); i++) {
      Layout.FontChain chain = layout.fonts().get(i);
      List<FontFile> found = chain.fonts().stream().flatMap(f -> library.find(f).stream()).toList();
      if (library.find(chain.fonts().getFirst()).isEmpty()) {
        throw new LayoutRefusedException(
            LayoutRefusedException.Fault.FONT_MISSING,
            "/fonts/" + i,
            "the font " + chain.fonts().getFirst() + " is not at hand");
      }
      chains.put(chain.id(), found);
    }
    List<Page> pages = new ArrayList<>();
    for (Layout.Page page : layout.pages()) {
      List<Mark> fixed = new ArrayList<>();
      List<LayoutItem> fields = new ArrayList<>();
      for (LayoutItem item : page.items()) {
        if (item instanceof LayoutItem.Fixed part) {
          fixed.addAll(marks(part, chains));
        } else {
          fields.add(item);
        }
      }
      pages.add(new Page(page.width(), page.height(), fixed, fields));
    }
    return new CompiledLayout(layout, chains, pages);
  }

  private static List<? extends Mark> marks(
      LayoutItem.Fixed item, Map<String, List<FontFile>> chains) throws LayoutRefusedException {
    return switch (item) {
      case LayoutItem.Artwork art -> List.of(new Mark.Ink(art.shape(), art.fill(), art.pen()));
      case LayoutItem.Lettering text -> {
        try {
          yield TextSetter.set(
              text.path(), text.text(), text.box(), text.style(), chain(chains, text.style()));
        } catch (FaceRefusedException refused) {
          throw new LayoutRefusedException(
              refused.fault() == Fault.TOO_LONG
                  ? LayoutRefusedException.Fault.DOES_NOT_FIT
                  : LayoutRefusedException.Fault.GLYPH_MISSING,
              text.path(),
              refused.fault() + " " + refused.characterName());
        }
      }
      case LayoutItem.FixedPicture picture ->
          List.of(
              Mark.Picture.filling(
                  picture.box(),
                  PictureFile.read(picture.data())
                      .orElseThrow(() ->
                          new LayoutRefusedException(
                              LayoutRefusedException.Fault.PICTURE,
                              picture.path(),
                              "not a picture"))));
    };
  }

  private static List<FontFile> chain(Map<String, List<FontFile>> chains, TextStyle style) {
    return Optional.ofNullable(chains.get(style.font())).orElseThrow();
  }

  /** Name of the layout. */
  public String name() {
    return layout.name();
  }

  public List<Page> pages() {
    return pages;
  }

  /** Names of the text fields. */
  public Set<String> textNames() {
    return Set.copyOf(textNames);
  }

  /** The places for seals in their order on the pages. */
  public List<PlacedSeal> sealPlaces() {
    List<PlacedSeal> places = new ArrayList<>();
    for (int page = 0; page < pages.size(); page++) {
      for (LayoutItem item : pages.get(page).fields()) {
        if (item instanceof SealPlace place) {
          places.add(new PlacedSeal(page, place));
        }
      }
    }
    return places;
  }

  /** Names of the QR codes. */
  public Set<String> codeNames() {
    return Set.copyOf(codeNames);
  }

  /**
   * The place of a role's seal.
   *
   * @return page number from 0 and the place; empty if the layout has none
   */
  public Optional<PlacedSeal> seal(String role) {
    return sealPlaces().stream().filter(seal -> seal.place().role().equals(role)).findFirst();
  }

  /** A seal's place and its page, numbered from 0. */
  public record PlacedSeal(int page, SealPlace place) {}

  /** A style with a chain of this layout, for overlays. */
  public TextStyle style(double size, double least, TextStyle.Across across, Colour colour) {
    return new TextStyle(
        layout.fonts().getFirst().id(),
        size,
        least,
        across,
        TextStyle.Down.MIDDLE,
        true,
        1.3,
        0,
        colour);
  }

  /**
   * Places one text with a style of this layout.
   *
   * @param name for errors
   */
  public List<TextRun> letter(String name, String text, Box box, TextStyle style)
      throws FaceRefusedException {
    return TextSetter.set(name, text, box, style, chain(chains, style));
  }

  /** Places a licence's values. */
  public Face draw(FaceValues values) throws FaceRefusedException {
    return draw(values, Overlay.none());
  }

  /**
   * Places a licence's values and texts of an occasion.
   *
   * @throws FaceRefusedException if a value is missing, has no place, does not fit or cannot be
   *     drawn
   */
  public Face draw(FaceValues values, Overlay overlay) throws FaceRefusedException {
    requirePlaces(values);
    List<List<Mark>> drawn = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      List<Mark> marks = new ArrayList<>();
      for (LayoutItem item : pages.get(i).fields()) {
        draw(item, values, marks);
      }
      for (Overlay.Line line : overlay.lines()) {
        if (line.page() == i) {
          marks.addAll(letter(line.name(), line.text(), line.box(), line.style()));
        }
      }
      drawn.add(List.copyOf(marks));
    }
    return new Face(this, drawn);
  }

  private void requirePlaces(FaceValues values) throws FaceRefusedException {
    requirePlaces(values.texts().keySet(), textNames);
    requirePlaces(values.pictures().keySet(), pictureNames);
    requirePlaces(values.codes().keySet(), codeNames);
  }

  private static void requirePlaces(Set<String> given, Set<String> places)
      throws FaceRefusedException {
    for (String name : given) {
      if (!name.startsWith(FaceValues.LICENCE) && !places.contains(name)) {
        throw new FaceRefusedException(Fault.NO_PLACE, name);
      }
    }
  }

  private void draw(LayoutItem item, FaceValues values, List<Mark> marks)
      throws FaceRefusedException {
    switch (item) {
      case TextField field -> {
        marks.addAll(letter(field.name(), FieldText.of(field, values), field.box(), field.style()));
      }
      case PictureField field -> {
        Optional<ByteString> data = values.picture(field.name());
        require(data.isPresent() || !field.required(), field.name());
        if (data.isPresent()) {
          PictureFile file =
              PictureFile.read(data.get())
                  .orElseThrow(() -> new FaceRefusedException(Fault.PICTURE, field.name()));
          marks.add(Mark.Picture.filling(field.box(), file));
        }
      }
      case CodeField field -> {
        Optional<String> content = values.code(field.name());
        require(content.isPresent() || !field.required(), field.name());
        if (content.isPresent()) {
          marks.addAll(CodeDrawing.draw(field, content.get()));
        }
      }
      case SealPlace _, LayoutItem.Fixed _ -> {}
    }
  }

  private static void require(boolean there, String name) throws FaceRefusedException {
    if (!there) {
      throw new FaceRefusedException(Fault.VALUE_MISSING, name);
    }
  }

  @Override
  public String toString() {
    return layout.name();
  }
}
