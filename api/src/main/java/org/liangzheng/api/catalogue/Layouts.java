package org.liangzheng.api.catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.liangzheng.api.font.FontFolders;
import org.liangzheng.api.font.FontSettings;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.signer.font.FontLibrary;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.LayoutRefusedException;
import org.liangzheng.signer.licence.LicenceTemplate;

/** The layouts of licences, each compiled once with the fonts of this machine. */
class Layouts {
  private final FontSettings settings;
  private final FontLibrary fonts;
  private final Map<String, LicenceTemplate> templates = new ConcurrentHashMap<>();

  Layouts(FontSettings settings) {
    this.settings = settings;
    this.fonts = FontFolders.read(settings.folders().stream().map(Path::of).toList());
  }

  /**
   * A layout by its name.
   *
   * @throws StartupProblem if a font is missing; types are compiled when the service starts
   */
  LicenceTemplate template(String name) {
    LicenceTemplate known = templates.get(name);
    if (known != null) {
      return known;
    }
    LicenceTemplate made = compile(name);
    templates.put(name, made);
    return made;
  }

  private LicenceTemplate compile(String name) {
    BuiltInLayout layout =
        BuiltInLayout.find(name)
            .orElseThrow(() -> new IllegalStateException("there is no layout " + name));
    try {
      return LicenceTemplate.of(CompiledLayout.of(layout.read(), fonts));
    } catch (LayoutRefusedException refused) {
      throw new StartupProblem(
          StartupFailure.LAYOUT_UNUSABLE,
          List.of(name, settings.folders().toString()),
          List.of(String.valueOf(refused.getMessage())),
          refused);
    }
  }
}
