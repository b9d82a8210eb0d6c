package org.liangzheng.testkit.custody;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.sdf.FileKeyTable;
import org.liangzheng.hsm.sdf.KeyTable;
import org.liangzheng.hsm.sdf.SdfBinding;
import org.liangzheng.hsm.sdf.SdfEdition;
import org.liangzheng.hsm.sdf.SdfEnvelope;
import org.liangzheng.hsm.sdf.SdfIndices;
import org.liangzheng.hsm.sdf.SdfVaultSettings;
import org.liangzheng.hsm.sdf.SdfVaults;
import org.liangzheng.testkit.custody.natives.SdfStandIn;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** 2012 edition, 64-byte arrays, envelopes made by the process. */
class SdfVaultContractTest extends VaultContract {
  private static final String PASSWORD = "access-password";

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();
  private @Nullable SdfStandIn device;
  private @Nullable KeyTable table;

  protected int edition() {
    return 2012;
  }

  protected int arrayLength() {
    return 64;
  }

  protected SdfEnvelope envelope() {
    return SdfEnvelope.SOFTWARE;
  }

  @Override
  protected Vault open(VaultSetup setup) {
    return open(setup, PASSWORD);
  }

  private Vault open(VaultSetup setup, String password) {
    if (device == null) {
      device =
          SdfStandIn.create(folder, "device", edition(), arrayLength()).provision(1, 8, PASSWORD);
      table = FileKeyTable.create(folder.resolve("keys.json"));
    }
    SdfVaultSettings settings =
        SdfVaultSettings.of("sdf", List.of(device.library()), SdfIndices.pools(1, 4, 5, 8))
            .withBinding(
                new SdfBinding(
                    edition() == 2012 ? SdfEdition.GMT_0018_2012 : SdfEdition.GMT_0018_2023,
                    arrayLength()))
            .withEnvelope(envelope())
            .withPool(setup.pool());
    try (Pin pin = Pin.of(password.toCharArray())) {
      return new SdfVaults(setup.clock(), random, setup.ledger()).open(settings, pin, table);
    }
  }

  @Override
  protected void openWithWrongPin(VaultSetup setup) {
    try (Vault vault = open(setup, "access-passwort")) {
      vault
          .administration()
          .assignSigningKey("office", KeyPurpose.OFFICE_SEAL, SignatureSuite.SM2_SM3);
    }
  }

  @Override
  protected SigningKey provide(
      Vault vault, String label, KeyPurpose purpose, SignatureSuite suite) {
    return vault.administration().assignSigningKey(label, purpose, suite);
  }

  @Override
  protected WrappingKey provideWrapping(Vault vault, String label) {
    return vault.administration().assignWrappingKey(label);
  }

  @Override
  protected void inject(Fault fault) {
    if (device == null) {
      return;
    }
    device.command(
        switch (fault) {
          case Fault.None _ -> "none";
          case Fault.Slow slow -> "delay " + slow.delay().toMillis();
          case Fault.Garbage _ -> "garbage";
          case Fault.SessionDies dying -> "session-killed " + dying.times();
        });
  }
}
