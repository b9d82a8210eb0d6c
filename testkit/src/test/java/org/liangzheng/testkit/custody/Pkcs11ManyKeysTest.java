package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.KeyAdministration;
import org.liangzheng.hsm.pkcs11.Pkcs11Vault;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;

/** A module is asked for its objects in portions; no key may get lost between two of them. */
@Timeout(60)
class Pkcs11ManyKeysTest {
  /** More than twice the 64 objects of one portion. */
  private static final int KEYS = 130;

  @TempDir Path folder;

  @Test
  void everyKeyIsListedOnce() {
    try (Pkcs11World world = new Pkcs11World(folder, Sm2Numbers.NONE);
        Pkcs11Vault vault = world.open(world.settings("one"))) {
      KeyAdministration administration = vault.administration();
      List<String> labels = IntStream.range(0, KEYS).mapToObj(i -> "key-" + (1_000 + i)).toList();
      labels.forEach(administration::generateWrappingKey);
      assertThat(administration.list())
          .extracting(entry -> entry.reference().label())
          .containsExactlyElementsOf(labels);
    }
  }
}
