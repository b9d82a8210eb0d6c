package org.liangzheng.api.catalogue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.liangzheng.api.font.FontFolders;
import org.liangzheng.api.font.FontSettings;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.signer.font.FontLibrary;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.Layout;
import org.liangzheng.signer.layout.LayoutReader;
import org.liangzheng.signer.layout.LayoutRefusedException;
import org.liangzheng.signer.licence.LicenceTemplate;
import org.liangzheng.verifier.crypto.ByteString;

/** The layouts of licences, compiled with the fonts of this machine. */
class Layouts {
  private final FontSettings settings;
  private final FontLibrary fonts;
  private final Map<String, LicenceTemplate> templates = new ConcurrentHashMap<>();

  Layouts(FontSettings settings) {
    this.settings = settings;
    this.fonts = FontFolders.read(settings.folders().stream().map(Path::of).toList());
  }

  /** A layout of a published type; those that come with the program are compiled once. */
  LicenceTemplate template(LayoutSource source) throws LayoutRefusedException {
    return switch (source) {
      case LayoutSource.BuiltIn builtIn -> {
        LicenceTemplate known = templates.get(builtIn.name());
        if (known == null) {
          known = compile(source);
          templates.put(builtIn.name(), known);
        }
        yield known;
      }
      case LayoutSource.Own _ -> compile(source);
    };
  }

  private LicenceTemplate compile(LayoutSource source) throws LayoutRefusedException {
    return LicenceTemplate.of(CompiledLayout.of(read(source), fonts));
  }

  private static Layout read(LayoutSource source) throws LayoutRefusedException {
    return switch (source) {
      case LayoutSource.BuiltIn builtIn ->
          BuiltInLayout.find(builtIn.name())
              .orElseThrow(() -> new IllegalStateException("there is no layout " + builtIn.name()))
              .read();
      case LayoutSource.Own own ->
          LayoutReader.read(ByteString.of(own.json().toString().getBytes(StandardCharsets.UTF_8)));
    };
  }

  /** What became of a draft's layout. */
  sealed interface Look {
    record Good(CompiledLayout layout) implements Look {}

    record Bad(List<FieldProblem> problems) implements Look {}
  }

  /**
   * Looks at the layout of a draft, with all fonts that are missing.
   *
   * @param pointer where it stands in the definition
   */
  Look look(LayoutSource source, String pointer) {
    if (source instanceof LayoutSource.BuiltIn(String name) && BuiltInLayout.find(name).isEmpty()) {
      String names =
          Arrays.stream(BuiltInLayout.values())
              .map(BuiltInLayout::id)
              .collect(Collectors.joining(", "));
      return new Look.Bad(
          List.of(FieldProblem.at(pointer, CatalogueProblem.LAYOUT_UNKNOWN, names)));
    }
    try {
      Layout layout = read(source);
      List<FieldProblem> missing = new ArrayList<>();
      for (int i = 0; i < layout.fonts().size(); i++) {
        String font = layout.fonts().get(i).fonts().getFirst();
        if (fonts.find(font).isEmpty()) {
          String at = source instanceof LayoutSource.Own ? pointer + "/fonts/" + i : pointer;
          missing.add(FieldProblem.at(at, CatalogueProblem.FONT_MISSING, font));
        }
      }
      return missing.isEmpty()
          ? new Look.Good(CompiledLayout.of(layout, fonts))
          : new Look.Bad(missing);
    } catch (LayoutRefusedException refused) {
      return new Look.Bad(
          List.of(
              FieldProblem.at(
                  pointer + refused.path(),
                  CatalogueProblem.LAYOUT_FAULTY,
                  refused.fault().name())));
    }
  }

  /** Why the service cannot start with a published type. */
  StartupProblem unusable(LayoutSource source, LayoutRefusedException refused) {
    String name =
        switch (source) {
          case LayoutSource.BuiltIn builtIn -> builtIn.name();
          case LayoutSource.Own own -> own.json().path("name").asString("");
        };
    return new StartupProblem(
        StartupFailure.LAYOUT_UNUSABLE,
        List.of(name, settings.folders().toString()),
        List.of(String.valueOf(refused.getMessage())),
        refused);
  }
}
