package org.liangzheng.api.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;

/**
 * The file with the vault's PIN. Either an operator names one, and then it must be there; or it is
 * {@code vault.pin} in the state folder, made once: 32 base32 characters (160 bits), mode 0600.
 */
public final class VaultPin {

  private static final int CHARACTERS = 32;

  private final Path file;
  private final boolean own;

  private VaultPin(Path file, boolean own) {
    this.file = file;
    this.own = own;
  }

  /**
   * @param named the operator's file, or empty for our own
   * @throws StartupProblem VAULT_PIN_UNUSABLE, HOME_UNUSABLE or DISK_FULL
   */
  static VaultPin ensure(Home home, String named, SecureRandom random) {
    Path file = named.isBlank() ? home.path().resolve("vault.pin") : Path.of(named);
    boolean own = named.isBlank();
    try {
      if (own && !Files.exists(file)) {
        PrivateFiles.write(file, Secrets.base32(random, CHARACTERS));
      }
      check(file, own);
      return new VaultPin(file, own);
    } catch (IOException failed) {
      throw DiskSpace.problem(file, "vault.pin", String.valueOf(failed.getMessage()), failed)
          .orElseGet(() -> unusable(file, failed.getClass().getSimpleName(), failed));
    }
  }

  private static void check(Path file, boolean own) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw unusable(file, "missing or not readable", null);
    }
    if (Files.size(file) == 0) {
      throw unusable(file, "empty", null);
    }
    // A secret mounted by a container engine is readable by all inside and owned by root; the
    // operator who names a file answers for it. Ours nobody else has any business to read.
    Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
    if (own
        && (allowed.contains(PosixFilePermission.GROUP_READ)
            || allowed.contains(PosixFilePermission.OTHERS_READ))) {
      throw unusable(file, "readable by others", null);
    }
  }

  private static StartupProblem unusable(Path file, String reason, @Nullable Throwable cause) {
    return new StartupProblem(
        StartupFailure.VAULT_PIN_UNUSABLE, List.of(file.toString(), reason), List.of(), cause);
  }

  /** The file; a trailing line break in it, as editors leave one, is not part of the PIN. */
  public Path file() {
    return file;
  }

  /** Whether the file was made by us beside the keys it opens: fine for a trial, not more. */
  public boolean own() {
    return own;
  }
}
