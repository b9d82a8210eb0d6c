package org.liangzheng.signer.font;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The fonts at hand, by PostScript name. */
public final class FontLibrary {
  private final Map<String, FontFile> fonts = new TreeMap<>();

  private FontLibrary() {}

  /** A library of some fonts; of two with one name the first counts. */
  public static FontLibrary of(Collection<FontFile> fonts) {
    FontLibrary library = new FontLibrary();
    fonts.forEach(font -> library.fonts.putIfAbsent(font.name(), font));
    return library;
  }

  public Optional<FontFile> find(String name) {
    return Optional.ofNullable(fonts.get(name));
  }

  public Set<String> names() {
    return Set.copyOf(fonts.keySet());
  }
}
