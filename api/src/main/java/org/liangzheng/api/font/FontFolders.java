package org.liangzheng.api.font;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.liangzheng.signer.font.FontFile;
import org.liangzheng.signer.font.FontLibrary;
import org.liangzheng.signer.font.FontRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the fonts of this machine. Files are mapped: what is not used takes no memory. */
public final class FontFolders {
  private static final Logger LOG = LoggerFactory.getLogger(FontFolders.class);

  private static final int DEPTH = 6;
  private static final long MAX_BYTES = 256L << 20;

  private FontFolders() {}

  /** All TrueType fonts below some folders, in the order of their paths. */
  public static FontLibrary read(List<Path> folders) {
    List<FontFile> fonts = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
          files.filter(FontFolders::looksLikeFont).sorted().forEach(file -> add(file, fonts));
        } catch (IOException | java.io.UncheckedIOException unreadable) {
          LOG.warn("Some of the fonts below {} cannot be read: {}", folder, unreadable.toString());
        }
      }
    }
    return FontLibrary.of(fonts);
  }

  private static boolean looksLikeFont(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".ttf") && Files.isRegularFile(file);
  }

  private static void add(Path file, List<FontFile> fonts) {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() <= MAX_BYTES) {
        fonts.add(FontFile.read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())));
      }
    } catch (FontRefusedException | IOException unusable) {
      // Machines have many fonts; the one a layout misses is named when the layout is compiled.
      LOG.debug("Font passed over: {}", unusable.toString());
    }
  }
}
