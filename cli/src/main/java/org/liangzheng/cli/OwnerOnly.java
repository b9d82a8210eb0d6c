package org.liangzheng.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Files with secrets of one user: nobody else reads or writes them. */
final class OwnerOnly {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private OwnerOnly() {}

  /**
   * Whether others may read or write the file; false where the file system knows no owners.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  static boolean isOpenToOthers(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
  }
}
