package org.liangzheng.hsm.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyException;

/**
 * Keeps two writers of one file apart, in one process or two. Held for one write; the operating
 * system lets go of it when its process dies. The lock file stays: removing it would let two
 * writers lock two files of one name.
 */
public final class WriterLock implements AutoCloseable {
  private static final long RETRY_MILLIS = 20;

  private final FileChannel channel;

  private WriterLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @throws CustodyException.KeyStoreLocked if another writer keeps it for longer than {@code wait}
   */
  public static WriterLock acquire(String vault, Path lockFile, Duration wait) throws IOException {
    FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      long end = System.nanoTime() + wait.toNanos();
      while (tryLock(channel) == null) {
        if (System.nanoTime() >= end) {
          throw new CustodyException.KeyStoreLocked(vault);
        }
        Thread.sleep(RETRY_MILLIS);
      }
      held = true;
      return new WriterLock(channel);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CustodyException.KeyStoreLocked(vault);
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldInThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
