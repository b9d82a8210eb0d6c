package org.liangzheng.api.home;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path once for each version into a folder named by
 * the archive's SHA-256. A folder with that name is complete: it is unpacked aside and renamed.
 */
final class PostgresBinaries {

  private static final String PREFIX = "bin-";

  /** Of the digest, hexadecimal digits. */
  private static final int NAME = 16;

  private PostgresBinaries() {}

  /**
   * @param parent where to keep them; folders of other versions found there are removed
   * @return the folder with {@code bin}, {@code lib} and {@code share}
   * @throws StartupProblem PLATFORM_UNSUPPORTED
   */
  static Path unpack(Path parent) throws IOException {
    byte[] archive = archive();
    Path folder =
        parent.resolve(PREFIX + Sha256Digest.of(archive).value().toHex().substring(0, NAME));
    if (!Files.isDirectory(folder)) {
      removeOthers(parent);
      Path aside = Files.createDirectory(parent.resolve(PREFIX + "new"), PrivateFiles.FOLDER);
      unpack(archive, aside);
      Files.move(aside, folder);
    }
    return folder;
  }

  private static byte[] archive() throws IOException {
    String system = System.getProperty("os.name", "?");
    String machine = System.getProperty("os.arch", "?");
    String name =
        switch (system + "/" + machine) {
          case "Linux/amd64" -> "postgres-linux-x86_64.txz";
          case "Linux/aarch64" -> "postgres-linux-arm_64.txz";
          default -> throw new StartupProblem(StartupFailure.PLATFORM_UNSUPPORTED, system, machine);
        };
    try (InputStream stream = PostgresBinaries.class.getResourceAsStream("/" + name)) {
      if (stream == null) {
        throw new StartupProblem(StartupFailure.PLATFORM_UNSUPPORTED, system, machine);
      }
      return stream.readAllBytes();
    }
  }

  private static void removeOthers(Path parent) throws IOException {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path other : others) {
        PrivateFiles.deleteTree(other);
      }
    }
  }

  private static void unpack(byte[] archive, Path into) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)), "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("archive entry outside its folder");
        }
        write(tar, entry, target);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      PrivateFiles.folder(target);
      return;
    }
    String name = entry.getName().toLowerCase(Locale.ROOT);
    if (name.endsWith(".a") || name.contains("/pkgconfig/")) {
      return; // for compiling against the libraries, which nobody does here
    }
    Path parent = target.getParent();
    if (parent != null) {
      PrivateFiles.folder(parent);
    }
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(tar, target);
      Files.setPosixFilePermissions(target, permissions(entry));
    } else {
      throw new IOException("archive entry of an unexpected kind");
    }
  }

  /** Nothing secret: also the account {@link ServerAccount#NOBODY} runs them. */
  private static Set<PosixFilePermission> permissions(TarArchiveEntry entry) {
    return PosixFilePermissions.fromString(
        (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
  }
}
