package org.liangzheng.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.liangzheng.cli.demo.city.CityException;
import org.liangzheng.cli.demo.city.Trouble;

/** The folder the demo leaves; for its owner alone, as a state folder may lie in it. */
public final class Results {
  private final Path folder;

  /**
   * A new folder, or an empty one that is there.
   *
   * @throws CityException UNWRITABLE
   */
  public Results(Path folder) {
    this.folder = folder.toAbsolutePath();
    try {
      Files.createDirectories(this.folder);
      try (var there = Files.list(this.folder)) {
        if (there.findAny().isPresent()) {
          throw new CityException(Trouble.UNWRITABLE, this.folder.toString());
        }
      }
      if (Files.getFileAttributeView(this.folder, PosixFileAttributeView.class) != null) {
        Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException failed) {
      throw new CityException(Trouble.UNWRITABLE, this.folder.toString());
    }
  }

  /** The folder, absolute. */
  public Path folder() {
    return folder;
  }

  /** Where a file is or will be. */
  Path path(String name) {
    return folder.resolve(name);
  }

  /**
   * Writes a file; its folder is made.
   *
   * @throws CityException UNWRITABLE
   */
  Path write(String name, byte[] bytes) {
    Path file = path(name);
    try {
      Files.createDirectories(file.resolveSibling(""));
      return Files.write(file, bytes);
    } catch (IOException failed) {
      throw new CityException(Trouble.UNWRITABLE, file.toString());
    }
  }

  /**
   * Reads a file that was written.
   *
   * @throws CityException UNWRITABLE
   */
  byte[] read(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException failed) {
      throw new CityException(Trouble.UNWRITABLE, path(name).toString());
    }
  }
}
