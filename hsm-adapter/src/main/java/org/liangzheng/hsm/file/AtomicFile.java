package org.liangzheng.hsm.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Replaces a file so that a reader, and the disk after a power cut, has the old content or the new
 * one and nothing between: a temporary file beside it, made with mode 0600, forced to disk, renamed
 * over it, and the folder forced to disk.
 */
public final class AtomicFile {
  private static final FileAttribute<?>[] OWNER_ONLY =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

  private final Path file;
  private final Path folder;
  private final String prefix;
  private final Runnable beforeRename;

  /**
   * Prepares for writing.
   *
   * @param beforeRename runs between the finished temporary file and the rename; for tests of what
   *     a crash leaves behind
   */
  public AtomicFile(Path file, Runnable beforeRename) {
    this.file = file.toAbsolutePath();
    Path parent = this.file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a file lies in a folder");
    }
    this.folder = parent;
    this.prefix = "." + this.file.getFileName() + ".";
    this.beforeRename = beforeRename;
  }

  /** The file to lock while writing, beside this one: see {@link WriterLock}. */
  public Path lockFile() {
    return folder.resolve(file.getFileName() + ".lock");
  }

  /**
   * Writes; the caller holds the lock.
   *
   * @param unique makes the temporary name; letters, digits and hyphens
   */
  public void replace(byte[] content, String unique) throws IOException {
    removeLeftovers();
    Path temporary = folder.resolve(prefix + unique + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              OWNER_ONLY)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      beforeRename.run();
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException failed) {
      Files.deleteIfExists(temporary);
      throw failed;
    }
    try (FileChannel directory = FileChannel.open(folder, Set.of(StandardOpenOption.READ))) {
      directory.force(true);
    }
  }

  /** Temporary files of writers that died; nobody else is writing while the lock is held. */
  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, this::isLeftover)) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  private boolean isLeftover(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.startsWith(prefix) && name.endsWith(".tmp");
  }
}
