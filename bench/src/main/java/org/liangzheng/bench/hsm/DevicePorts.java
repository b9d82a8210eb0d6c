package org.liangzheng.bench.hsm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.pkcs11.Pkcs11VaultSettings;
import org.liangzheng.hsm.pkcs11.Pkcs11Vaults;
import org.liangzheng.hsm.pkcs11.TokenName;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.hsm.sdf.FileKeyTable;
import org.liangzheng.hsm.sdf.KeyTable;
import org.liangzheng.hsm.sdf.SdfIndices;
import org.liangzheng.hsm.sdf.SdfVaultSettings;
import org.liangzheng.hsm.sdf.SdfVaults;
import org.liangzheng.testkit.custody.natives.SoftHsm;
import org.liangzheng.verifier.crypto.SignatureSuite;

/**
 * Ports over devices, each opened once in a process and never closed: opening is not what is
 * measured, and a native library is not unloaded.
 */
final class DevicePorts {
  private static final PoolSettings POOL = PoolSettings.ofThreads(8);

  private DevicePorts() {}

  /** Eight sessions on the SoftHSM token. */
  static PortSigning pkcs11(double selfCheckRate) {
    Devices devices = Devices.found();
    Pkcs11VaultSettings settings =
        new Pkcs11VaultSettings(
            selfCheckRate > 0 ? "token-checked" : "token",
            devices.module(),
            List.of(new TokenName.Label(Devices.TOKEN)),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            POOL,
            DeviceRota.Rest.DEFAULT,
            selfCheckRate,
            3);
    try (Pin pin = Pin.of(SoftHsm.USER_PIN.toCharArray())) {
      Vault vault =
          new Pkcs11Vaults(PortSigning.CLOCK, new SecureRandom(), new PortSigning.Counting())
              .open(settings, pin);
      return new PortSigning(madeOrFound(vault));
    }
  }

  private static SigningKey madeOrFound(Vault vault) {
    try {
      return vault.signingKey(Devices.KEY);
    } catch (CustodyException.KeyAbsent first) {
      return vault
          .administration()
          .generateSigningKey(Devices.KEY, PortSigning.PURPOSE, SignatureSuite.P256_SHA256);
    }
  }

  /** Eight sessions on the SDF device. */
  static PortSigning sdf(double selfCheckRate) {
    Devices devices = Devices.found();
    boolean checked = selfCheckRate > 0;
    SdfVaultSettings settings =
        SdfVaultSettings.of(
                checked ? "sdf-checked" : "sdf",
                List.of(devices.sdf()),
                checked ? SdfIndices.pools(1, 1, 2, 2) : SdfIndices.pools(3, 3, 4, 4))
            .withPool(POOL)
            .withSelfCheckRate(selfCheckRate);
    Path file =
        devices.folder().resolve(settings.name() + "-" + ProcessHandle.current().pid() + ".json");
    KeyTable table = Files.exists(file) ? FileKeyTable.open(file) : FileKeyTable.create(file);
    try (Pin pin = Pin.of(Devices.SDF_PASSWORD.toCharArray())) {
      Vault vault =
          new SdfVaults(PortSigning.CLOCK, new SecureRandom(), new PortSigning.Counting())
              .open(settings, pin, table);
      return new PortSigning(
          vault
              .administration()
              .assignSigningKey(Devices.KEY, PortSigning.PURPOSE, SignatureSuite.SM2_SM3));
    }
  }
}
