package org.liangzheng.hsm.config;

import java.nio.file.Path;
import java.util.Optional;
import org.liangzheng.hsm.VaultKind;

/** Where the keys of a vault are. */
public sealed interface VaultPlace {
  VaultKind kind();

  /**
   * In a key store file.
   *
   * @param file none: {@code NAME.json} in the folder of key stores
   */
  record SoftwareFile(Optional<Path> file) implements VaultPlace {
    @Override
    public VaultKind kind() {
      return VaultKind.SOFTWARE;
    }
  }

  /** Reads the settings of a kind. */
  static VaultPlace read(VaultKind kind, VaultProperties properties) {
    return switch (kind) {
      case SOFTWARE -> new SoftwareFile(properties.path("file"));
      case PKCS11, SDF -> throw properties.refused("kind", "not yet");
    };
  }
}
