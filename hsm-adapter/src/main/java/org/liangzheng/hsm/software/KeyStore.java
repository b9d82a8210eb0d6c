package org.liangzheng.hsm.software;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.file.AtomicFile;
import org.liangzheng.hsm.file.WriterLock;

/**
 * The keys in memory and their file. Another process may write the file at any time: before each
 * change, and at most once a second in use, a newer file is read again, so that a key destroyed by
 * the command line stops signing in the service.
 */
final class KeyStore implements AutoCloseable {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  /** What tells one file from the one renamed over it, without reading it. */
  private record Stamp(Object modified, long size, @Nullable Object fileKey) {}

  private final String vault;
  private final Path path;
  private final AtomicFile file;
  private final SecureRandom random;
  private final FileKey key;
  private volatile KeySet current;
  private volatile Stamp stamp;
  private volatile long lookedAt;

  private KeyStore(
      String vault,
      Path path,
      AtomicFile file,
      SecureRandom random,
      FileKey key,
      KeySet keys,
      Stamp stamp) {
    this.vault = vault;
    this.path = path;
    this.file = file;
    this.random = random;
    this.key = key;
    this.current = keys;
    this.stamp = stamp;
    this.lookedAt = System.nanoTime();
  }

  /**
   * Makes the file with no key in it.
   *
   * @throws CustodyException.KeyStoreExists if it is there
   */
  static void create(String vault, Path path, Pin pin, PassphraseCost cost, SecureRandom random) {
    AtomicFile file = new AtomicFile(path, () -> {});
    try (WriterLock _ = WriterLock.acquire(vault, file.lockFile(), LOCK_WAIT)) {
      if (Files.exists(path)) {
        throw new CustodyException.KeyStoreExists(vault);
      }
      byte[] salt = new byte[FileKey.SALT_SIZE];
      random.nextBytes(salt);
      try (FileKey key = FileKey.derive(pin, cost, salt)) {
        file.replace(VaultFile.write(key, 1, nonce(random), Map.of()), unique(random));
      }
    } catch (IOException failed) {
      throw new CustodyException.VaultUnavailable(vault, "its file cannot be made", failed);
    }
  }

  static KeyStore open(
      String vault, Path path, Pin pin, SecureRandom random, Runnable beforeRename) {
    try {
      Stamp stamp = stamp(path);
      VaultFile content = VaultFile.parse(vault, read(vault, path));
      FileHeader header = content.header();
      FileKey key = FileKey.derive(pin, header.cost(), header.saltBytes());
      KeySet keys = new KeySet(header.generation(), content.decrypt(key));
      AtomicFile file = new AtomicFile(path, beforeRename);
      return new KeyStore(vault, path, file, random, key, keys, stamp);
    } catch (NoSuchFileException absent) {
      throw new CustodyException.KeyStoreAbsent(vault);
    } catch (IOException failed) {
      throw new CustodyException.VaultUnavailable(vault, "its file cannot be read", failed);
    }
  }

  /** The keys, read again if the file has changed and was not looked at for a second. */
  KeySet keys() {
    if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
      refresh();
    }
    return current;
  }

  /**
   * Reads the file again if it has changed.
   *
   * @throws CustodyException if it is gone, damaged, older, or of another passphrase: a key store
   *     that cannot be read any more does not sign any more
   */
  synchronized KeySet refresh() {
    try {
      Stamp now = stamp(path);
      if (!now.equals(stamp)) {
        VaultFile content = VaultFile.parse(vault, read(vault, path));
        long generation = content.header().generation();
        if (generation < current.generation()) {
          throw new CustodyException.KeyStoreDamaged(vault, "it is older than what was read");
        }
        current = new KeySet(generation, content.decrypt(key));
        stamp = now;
      }
      lookedAt = System.nanoTime();
      return current;
    } catch (NoSuchFileException gone) {
      throw new CustodyException.KeyStoreAbsent(vault);
    } catch (IOException failed) {
      throw new CustodyException.VaultUnavailable(vault, "its file cannot be read", failed);
    }
  }

  /**
   * Changes the keys: lock, read what is newest, change, write, take over.
   *
   * @throws CustodyException.TokenFull if the file would be too large to be read again
   */
  synchronized void update(Consumer<Map<String, StoredKey>> change) {
    try (WriterLock _ = WriterLock.acquire(vault, file.lockFile(), LOCK_WAIT)) {
      KeySet before = refresh();
      Map<String, StoredKey> keys = new LinkedHashMap<>(before.keys());
      change.accept(keys);
      long generation = before.generation() + 1;
      byte[] content = VaultFile.write(key, generation, nonce(random), keys);
      if (content.length > VaultFile.MAX_SIZE) {
        // Written, it could not be read any more.
        throw new CustodyException.TokenFull(vault, "its file would be too large");
      }
      file.replace(content, unique(random));
      current = new KeySet(generation, keys);
      stamp = stamp(path);
    } catch (IOException failed) {
      throw new CustodyException.VaultUnavailable(vault, "its file cannot be written", failed);
    }
  }

  private static byte[] read(String vault, Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(VaultFile.MAX_SIZE + 1);
      if (content.length > VaultFile.MAX_SIZE) {
        throw new CustodyException.KeyStoreDamaged(vault, "it is too large");
      }
      return content;
    }
  }

  private static Stamp stamp(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }

  private static byte[] nonce(SecureRandom random) {
    byte[] nonce = new byte[FileKey.NONCE_SIZE];
    random.nextBytes(nonce);
    return nonce;
  }

  private static String unique(SecureRandom random) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    key.close();
  }
}
