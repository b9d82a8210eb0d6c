package org.liangzheng.hsm.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.Pin;
import org.liangzheng.verifier.crypto.ByteString;

/** A key store that has grown past what is read of one must not be written: its keys were lost. */
class KeyStoreRoomTest {
  /** At about 230 bytes each in the file, more than 16 MiB. */
  private static final int TOO_MANY = 80_000;

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();

  private static StoredKey key(String label) {
    return new StoredKey.Wrapping(
        "00112233445566778899aabbccddeeff",
        new KeyReference("soft", label),
        KeyPurpose.WRAPPING,
        ByteString.of(new byte[32]));
  }

  @Test
  void aFileThatCouldNotBeReadAgainIsNotWritten() {
    Path file = folder.resolve("soft.json");
    try (Pin pin = Pin.of("test passphrase".toCharArray())) {
      KeyStore.create("soft", file, pin, VaultFileTest.CHEAP, random);
      try (KeyStore store = KeyStore.open("soft", file, pin, random, () -> {})) {
        store.update(keys -> keys.put("kept", key("kept")));
        assertThatThrownBy(() ->
                store.update(keys -> {
                  for (int i = 0; i < TOO_MANY; i++) {
                    keys.put("key-" + i, key("key-" + i));
                  }
                }))
            .isInstanceOf(CustodyException.TokenFull.class);
        assertThat(store.keys().keys()).containsOnlyKeys("kept");
      }
      try (KeyStore again = KeyStore.open("soft", file, pin, random, () -> {})) {
        assertThat(again.keys().keys()).containsOnlyKeys("kept");
      }
    }
  }
}
