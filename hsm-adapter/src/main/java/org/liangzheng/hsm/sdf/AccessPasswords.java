package org.liangzheng.hsm.sdf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Pin;

/**
 * The access passwords of a vault's indices. A password is offered by one session at a time, and
 * after it was rejected once, never again in the life of the vault: devices count and lock.
 */
final class AccessPasswords implements AutoCloseable {
  private final String vault;
  private final Pin common;
  private final Map<Integer, Pin> own = new HashMap<>();
  private final Duration wait;
  private final Map<Integer, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final Set<Integer> rejected = ConcurrentHashMap.newKeySet();

  /**
   * Copies the common one and reads the files.
   *
   * @param wait how long a session waits for another that offers the same index's password
   * @throws CustodyException.PinFileRefused if a file cannot be used
   */
  AccessPasswords(String vault, Pin common, Map<Integer, Path> files, Duration wait) {
    this.vault = vault;
    this.wait = wait;
    this.common = common.copy();
    try {
      files.forEach((index, file) -> own.put(index, Pin.readFile(file)));
    } catch (CustodyException refused) {
      close();
      throw refused;
    }
  }

  /**
   * Offers an index's password.
   *
   * @param offer calls the device with the password; false if the device rejects it
   * @throws CustodyException.PinRejected if it is rejected, or was before
   */
  void offer(int index, String device, Function<byte[], Boolean> offer) {
    requireNotRejected(index);
    ReentrantLock lock = locks.computeIfAbsent(index, _ -> new ReentrantLock());
    boolean mine = false;
    try {
      mine = lock.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (!mine) {
        throw new CustodyException.VaultUnavailable(
            vault, "another session is stuck in asking for access to index " + index);
      }
      requireNotRejected(index);
      if (!own.getOrDefault(index, common).use(offer)) {
        rejected.add(index);
        throw new CustodyException.PinRejected(vault, "index " + index + " on " + device);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new CustodyException.VaultClosed(vault);
    } finally {
      if (mine) {
        lock.unlock();
      }
    }
  }

  private void requireNotRejected(int index) {
    if (rejected.contains(index)) {
      throw new CustodyException.PinRejected(vault, "index " + index + ", found before");
    }
  }

  @Override
  public void close() {
    common.close();
    own.values().forEach(Pin::close);
  }
}
