package org.liangzheng.hsm.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.liangzheng.hsm.VaultKind;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.hsm.pkcs11.ForeignKey;
import org.liangzheng.hsm.pkcs11.Sm2Numbers;
import org.liangzheng.hsm.pkcs11.TokenName;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.hsm.sdf.SdfBinding;
import org.liangzheng.hsm.sdf.SdfEnvelope;
import org.liangzheng.hsm.sdf.SdfIndices;

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

    @Override
    public String toString() {
      return file.map(Path::toString).orElse("-");
    }
  }

  /**
   * In PKCS#11 tokens.
   *
   * @param module the vendor's library
   * @param tokens one or several that hold the same keys
   * @param foreignKeys keys that were not made by this program
   * @param sm2 the vendor's numbers for SM2, if it has SM2
   * @param wrapping how new wrapping keys wrap, if it is not to be chosen by what the token has
   * @param rest how long lost tokens are left alone
   * @param maxAttempts how often a request may lose its session
   */
  record Pkcs11Tokens(
      Path module,
      List<TokenName> tokens,
      List<ForeignKey> foreignKeys,
      Optional<Sm2Numbers> sm2,
      Optional<WrappingScheme> wrapping,
      DeviceRota.Rest rest,
      int maxAttempts)
      implements VaultPlace {
    @Override
    public VaultKind kind() {
      return VaultKind.PKCS11;
    }

    @Override
    public String toString() {
      return module + " " + tokens;
    }
  }

  /**
   * In SDF devices.
   *
   * @param libraries one for each device
   * @param binding edition and array length
   * @param indices which key indices may be used
   * @param envelope who makes envelopes
   * @param keyTable file with what labels stand for; none: the service's database
   * @param rest how long lost devices are left alone
   * @param maxAttempts how often a request may lose its session
   */
  record SdfDevices(
      List<Path> libraries,
      SdfBinding binding,
      SdfIndices indices,
      SdfEnvelope envelope,
      Optional<Path> keyTable,
      DeviceRota.Rest rest,
      int maxAttempts)
      implements VaultPlace {
    @Override
    public VaultKind kind() {
      return VaultKind.SDF;
    }

    @Override
    public String toString() {
      return libraries.toString();
    }
  }
}
