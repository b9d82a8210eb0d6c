package org.liangzheng.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.liangzheng.signer.font.FontFile;
import org.liangzheng.signer.font.FontLibrary;
import org.liangzheng.signer.font.FontRefusedException;
import org.liangzheng.signer.layout.BuiltInLayout;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.LayoutRefusedException;
import org.liangzheng.signer.licence.LicenceTemplate;

/** The fonts of the machine that runs the tests, and the built-in layouts made with them. */
public final class TestFonts {
  /** Debian's folder; elsewhere the system property {@code house.fonts} names one. */
  private static final Path FOLDER =
      Path.of(System.getProperty("house.fonts", "/usr/share/fonts/truetype"));

  private static final Map<BuiltInLayout, LicenceTemplate> TEMPLATES = new ConcurrentHashMap<>();

  private TestFonts() {}

  private static final class Loaded {
    static final FontLibrary LIBRARY = load();
  }

  /** All TrueType fonts. */
  public static FontLibrary library() {
    return Loaded.LIBRARY;
  }

  /** A font by its PostScript name. */
  public static FontFile font(String name) {
    return library()
        .find(name)
        .orElseThrow(() ->
            new AssertionError(
                "the font "
                    + name
                    + " is not in "
                    + FOLDER
                    + ": apt-get install fonts-lxgw-wenkai"));
  }

  /** A built-in layout, compiled. */
  public static LicenceTemplate template(BuiltInLayout layout) {
    return Optional.ofNullable(TEMPLATES.computeIfAbsent(layout, TestFonts::compile)).orElseThrow();
  }

  private static LicenceTemplate compile(BuiltInLayout layout) {
    try {
      return LicenceTemplate.of(CompiledLayout.of(layout.read(), library()));
    } catch (LayoutRefusedException refused) {
      throw new AssertionError("apt-get install fonts-lxgw-wenkai", refused);
    }
  }

  private static FontLibrary load() {
    List<FontFile> fonts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ttf")).sorted().toList()) {
        try (FileChannel channel = FileChannel.open(file)) {
          fonts.add(FontFile.read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())));
        } catch (FontRefusedException _) {
          // Not one that a layout can use.
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return FontLibrary.of(fonts);
  }
}
