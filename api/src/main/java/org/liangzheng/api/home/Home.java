package org.liangzheng.api.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;

/**
 * The state folder, held by an exclusive lock from {@link #open} until the process ends. Nothing in
 * the folder is read or written without one of these, so a second run cannot touch what the first
 * is using.
 */
public final class Home implements AutoCloseable {

  private static final String LOCK_FILE = "lock";

  /** pg_ctl hands paths to a shell inside double quotes; these would not survive that. */
  private static final String NOT_IN_PATHS = "\"$`\\\n\r";

  private final Path path;
  private final FileChannel channel;

  private Home(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder (mode 0700) when missing and takes the lock.
   *
   * @throws StartupProblem HOME_LOCKED, HOME_UNUSABLE, HOME_UNSAFE or DISK_FULL
   */
  public static Home open(String setting, Clock clock) {
    Path path = parse(setting);
    try {
      PrivateFiles.folder(path);
      refuseOthersWriting(path);
      return lock(path.toRealPath(), clock);
    } catch (IOException failed) {
      throw DiskSpace.problem(path, "lock", String.valueOf(failed.getMessage()), failed)
          .orElseGet(() -> unusable(path.toString(), reason(failed), failed));
    }
  }

  private static Path parse(String setting) {
    for (int i = 0; i < setting.length(); i++) {
      if (NOT_IN_PATHS.indexOf(setting.charAt(i)) >= 0) {
        throw unusable(setting, "its path contains one of \" $ ` \\", null);
      }
    }
    try {
      return Path.of(setting).toAbsolutePath().normalize();
    } catch (InvalidPathException unmappable) {
      throw unusable(
          setting, "its path cannot be written in this locale's character set", unmappable);
    }
  }

  private static void refuseOthersWriting(Path path) throws IOException {
    Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(path);
    if (allowed.contains(PosixFilePermission.OTHERS_WRITE)
        || allowed.contains(PosixFilePermission.GROUP_WRITE)) {
      throw new StartupProblem(StartupFailure.HOME_UNSAFE, path.toString());
    }
  }

  private static Home lock(Path path, Clock clock) throws IOException {
    Path file = path.resolve(LOCK_FILE);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PrivateFiles.FILE);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw locked(path, file);
      }
      String mine =
          ProcessHandle.current().pid()
              + "\n"
              + clock.instant().truncatedTo(ChronoUnit.SECONDS)
              + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(mine.getBytes(StandardCharsets.US_ASCII)), 0);
      channel.force(true);
      return new Home(path, channel);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static StartupProblem locked(Path path, Path file) throws IOException {
    String[] holder = Files.readString(file, StandardCharsets.US_ASCII).split("\n", -1);
    return new StartupProblem(
        StartupFailure.HOME_LOCKED,
        path.toString(),
        holder.length > 1 ? holder[0] : "?",
        holder.length > 1 ? holder[1] : "?");
  }

  private static StartupProblem unusable(String path, String reason, @Nullable Throwable cause) {
    return new StartupProblem(
        StartupFailure.HOME_UNUSABLE, java.util.List.of(path, reason), java.util.List.of(), cause);
  }

  private static String reason(IOException failed) {
    return switch (failed) {
      case AccessDeniedException denied -> "permission denied: " + denied.getFile();
      case FileAlreadyExistsException exists -> "not a folder: " + exists.getFile();
      case FileSystemException other when other.getReason() != null ->
          other.getReason() + ": " + other.getFile();
      default -> failed.getClass().getSimpleName();
    };
  }

  /** Absolute, without symbolic links. */
  public Path path() {
    return path;
  }

  /**
   * A folder inside, made with mode 0700 when missing.
   *
   * @throws StartupProblem HOME_UNUSABLE or DISK_FULL
   */
  public Path folder(String name) {
    Path folder = path.resolve(name);
    try {
      return PrivateFiles.folder(folder);
    } catch (IOException failed) {
      throw DiskSpace.problem(path, name, String.valueOf(failed.getMessage()), failed)
          .orElseGet(() -> unusable(folder.toString(), reason(failed), failed));
    }
  }

  /**
   * The text of a file inside, if it is there.
   *
   * @throws StartupProblem HOME_UNUSABLE
   */
  public Optional<String> readPrivate(String name) {
    Path file = path.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException failed) {
      throw unusable(file.toString(), reason(failed), failed);
    }
  }

  /**
   * Writes a file inside with mode 0600, whole or not at all.
   *
   * @throws StartupProblem HOME_UNUSABLE or DISK_FULL
   */
  public void writePrivate(String name, String text) {
    Path file = path.resolve(name);
    try {
      PrivateFiles.write(file, text);
    } catch (IOException failed) {
      throw DiskSpace.problem(path, name, String.valueOf(failed.getMessage()), failed)
          .orElseGet(() -> unusable(file.toString(), reason(failed), failed));
    }
  }

  /** Lets go of the lock. The file stays: removing it would let two runs lock different files. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
