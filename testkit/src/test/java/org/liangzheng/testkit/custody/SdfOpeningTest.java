package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyEntry;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.sdf.FileKeyTable;
import org.liangzheng.hsm.sdf.FixedKey;
import org.liangzheng.hsm.sdf.KeyAssignment;
import org.liangzheng.hsm.sdf.KeyTable;
import org.liangzheng.hsm.sdf.SdfBinding;
import org.liangzheng.hsm.sdf.SdfEdition;
import org.liangzheng.hsm.sdf.SdfIndices;
import org.liangzheng.hsm.sdf.SdfVaultSettings;
import org.liangzheng.testkit.custody.natives.NativeBuild;
import org.liangzheng.testkit.custody.natives.SdfStandIn;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** Libraries, index pools and key tables. */
class SdfOpeningTest {
  @TempDir Path folder;
  private final SdfWorld world = new SdfWorld();
  private KeyTable table;

  @BeforeEach
  void makeTable() {
    table = FileKeyTable.create(folder.resolve("keys.json"));
  }

  private SdfVaultSettings at(Path library) {
    return SdfVaultSettings.of("sdf", List.of(library), SdfIndices.pools(1, 4, 5, 8));
  }

  @Test
  void a_missing_library_is_named() {
    assertThatThrownBy(() -> world.open(at(folder.resolve("none.so")), table))
        .isInstanceOf(CustodyException.LibraryAbsent.class)
        .hasMessageContaining("none.so");
  }

  @Test
  void a_library_for_another_processor_is_named() throws Exception {
    SdfStandIn device = SdfStandIn.create(folder, "device", 2012, 64);
    byte[] elf = Files.readAllBytes(device.library());
    boolean x86 = elf[18] == 62;
    elf[18] = (byte) (x86 ? 183 : 62);
    elf[19] = 0;
    Path other = Files.write(folder.resolve("other.so"), elf);
    assertThatThrownBy(() -> world.open(at(other), table))
        .isInstanceOf(CustodyException.LibraryForeign.class)
        .hasMessageContaining("other.so");
  }

  @Test
  void a_library_that_is_not_sdf_is_named() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("half.c"), "int SDF_OpenDevice(void **out) { *out = 0; return 0; }\n");
    Path half = NativeBuild.of(source).library();
    assertThatThrownBy(() -> world.open(at(half), table))
        .isInstanceOf(CustodyException.LibraryOtherKind.class)
        .hasMessageContaining("SDF_CloseDevice");
  }

  @Test
  void a_library_whose_own_library_is_missing_is_named() throws Exception {
    SdfStandIn device = SdfStandIn.create(folder, "device", 2012, 64);
    byte[] elf = Files.readAllBytes(device.library());
    String needed = new String(elf, StandardCharsets.ISO_8859_1);
    int at = needed.indexOf("libcrypto.so.");
    assertThat(at).isPositive();
    elf[at + 3] = 'X';
    Path broken = Files.write(folder.resolve("broken.so"), elf);
    assertThatThrownBy(() -> world.open(at(broken), table))
        .isInstanceOf(CustodyException.LibraryUnloadable.class)
        .hasMessageContaining("broken.so");
  }

  @Test
  void two_names_of_one_library_are_no_second_device() throws Exception {
    SdfStandIn device = SdfWorld.device(folder, "device");
    Path link = Files.createSymbolicLink(folder.resolve("link.so"), device.library());
    SdfVaultSettings settings =
        SdfVaultSettings.of("sdf", List.of(device.library(), link), SdfIndices.pools(1, 4, 5, 8));
    assertThatThrownBy(() -> world.open(settings, table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one file");
  }

  @Test
  void arrays_of_the_wrong_length_are_found_with_the_first_key() {
    SdfStandIn device = SdfWorld.device(folder, "device");
    SdfVaultSettings settings =
        SdfWorld.settings(device).withBinding(new SdfBinding(SdfEdition.GMT_0018_2012, 32));
    try (Vault vault = world.open(settings, table)) {
      assertThatThrownBy(() -> SdfWorld.office(vault))
          .isInstanceOf(CustodyException.VaultFault.class)
          .hasMessageContaining("arrays of 32 bytes");
    }
    assertThat(table.list("sdf")).isEmpty();
  }

  @Test
  void an_exhausted_pool_says_so_and_other_pools_go_on() {
    SdfStandIn device = SdfWorld.device(folder, "device");
    try (Vault vault = world.open(SdfWorld.settings(device), table)) {
      var administration = vault.administration();
      for (int i = 1; i <= 4; i++) {
        administration.assignSigningKey("key-" + i, KeyPurpose.RECEIPT, SignatureSuite.SM2_SM3);
      }
      assertThatThrownBy(() -> SdfWorld.office(vault))
          .isInstanceOf(CustodyException.IndexPoolExhausted.class);
      administration.assignWrappingKey("wrapping");
      assertThat(table.list("sdf").stream().map(KeyAssignment::index))
          .containsExactly(1, 2, 3, 4, 5);
    }
  }

  @Test
  void an_index_without_a_key_is_not_given_away() {
    SdfStandIn device =
        SdfStandIn.create(folder, "device", 2012, 64).provision(2, 4, SdfWorld.PASSWORD);
    try (Vault vault = world.open(SdfWorld.settings(device), table)) {
      assertThatThrownBy(() -> SdfWorld.office(vault))
          .isInstanceOf(CustodyException.VaultFault.class)
          .hasMessageContaining("index 1")
          .hasMessageContaining("SDR_KEYNOTEXIST");
    }
    assertThat(table.list("sdf")).isEmpty();
  }

  @Test
  void an_index_that_another_node_took_meanwhile_is_passed_over() {
    SdfStandIn device = SdfWorld.device(folder, "device");
    // Sees the table as it was before the other node's claim.
    KeyTable late =
        new KeyTable() {
          @Override
          public Optional<KeyAssignment> find(KeyReference key) {
            return table.find(key);
          }

          @Override
          public List<KeyAssignment> list(String vault) {
            return List.of();
          }

          @Override
          public Claim claim(KeyAssignment assignment) {
            return table.claim(assignment);
          }

          @Override
          public boolean storeCertificate(KeyReference key, Certificate certificate) {
            return table.storeCertificate(key, certificate);
          }
        };
    try (Vault other = world.open(SdfWorld.settings(device), table);
        Vault vault = world.open(SdfWorld.settings(device), late)) {
      other.administration().assignSigningKey("a", KeyPurpose.RECEIPT, SignatureSuite.SM2_SM3);
      SdfWorld.office(vault);
      assertThat(table.find(new KeyReference("sdf", "office")).orElseThrow().index()).isEqualTo(2);
      assertThatThrownBy(() ->
              vault
                  .administration()
                  .assignSigningKey("a", KeyPurpose.RECEIPT, SignatureSuite.SM2_SM3))
          .isInstanceOf(CustodyException.DuplicateLabel.class);
    }
  }

  @Test
  void two_nodes_that_assign_at_once_get_different_indices() throws Exception {
    SdfStandIn device =
        SdfStandIn.create(folder, "device", 2012, 64).provision(1, 12, SdfWorld.PASSWORD);
    SdfVaultSettings settings =
        SdfWorld.settings(device).withIndices(SdfIndices.pools(1, 10, 11, 12));
    Set<Integer> indices = new ConcurrentSkipListSet<>();
    CountDownLatch start = new CountDownLatch(1);
    try (Vault one = world.open(settings, table);
        Vault two = world.open(settings, FileKeyTable.open(folder.resolve("keys.json")));
        ExecutorService callers = Executors.newFixedThreadPool(10)) {
      List<Future<?>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Vault vault = i % 2 == 0 ? one : two;
        String label = "key-" + i;
        answers.add(
            callers.submit(() -> {
              start.await();
              vault
                  .administration()
                  .assignSigningKey(label, KeyPurpose.RECEIPT, SignatureSuite.SM2_SM3);
              indices.add(table.find(new KeyReference("sdf", label)).orElseThrow().index());
              return null;
            }));
      }
      start.countDown();
      for (Future<?> answer : answers) {
        answer.get();
      }
      assertThat(indices).hasSize(10);
      // A key that one node assigned signs in the other.
      world.sign(two.signingKey("key-0"));
    }
  }

  @Test
  void fixed_keys_are_bound_once_and_hold() {
    SdfStandIn device = SdfWorld.device(folder, "device");
    SdfIndices indices =
        new SdfIndices(
            new TreeSet<>(Set.of(1)),
            new TreeSet<>(),
            List.of(
                new FixedKey(7, "receipt", KeyPurpose.RECEIPT),
                new FixedKey(8, "wrapping", KeyPurpose.WRAPPING)),
            Map.of());
    SdfVaultSettings settings = SdfWorld.settings(device).withIndices(indices);
    for (int i = 0; i < 2; i++) {
      try (Vault vault = world.open(settings, table)) {
        world.sign(vault.signingKey("receipt"));
        assertThat(vault.administration().capabilities())
            .containsExactlyInAnyOrder(
                Capability.ASSIGN_KEY, Capability.LIST_ASSIGNED, Capability.STORE_CERTIFICATE);
        assertThat(vault.administration().list().stream().map(KeyEntry::reference))
            .containsExactly(
                new KeyReference("sdf", "receipt"), new KeyReference("sdf", "wrapping"));
      }
    }
    assertThat(device.journal()).hasSize(2).allMatch(line -> line.startsWith("7 "));
    SdfIndices moved =
        new SdfIndices(
            new TreeSet<>(),
            new TreeSet<>(),
            List.of(new FixedKey(6, "receipt", KeyPurpose.RECEIPT)),
            Map.of());
    assertThatThrownBy(() -> world.open(SdfWorld.settings(device).withIndices(moved), table))
        .isInstanceOf(CustodyException.IndexTaken.class);
    SdfIndices renamed =
        new SdfIndices(
            new TreeSet<>(),
            new TreeSet<>(),
            List.of(new FixedKey(7, "log", KeyPurpose.LOG)),
            Map.of());
    assertThatThrownBy(() -> world.open(SdfWorld.settings(device).withIndices(renamed), table))
        .isInstanceOf(CustodyException.IndexTaken.class);
  }

  @Test
  void an_index_may_have_a_password_of_its_own() throws Exception {
    SdfStandIn device = SdfWorld.device(folder, "device").provision(7, 7, "its own password");
    Path file = Files.writeString(folder.resolve("pin-7"), "its own password\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    SdfIndices indices =
        new SdfIndices(
            new TreeSet<>(Set.of(1)),
            new TreeSet<>(),
            List.of(new FixedKey(7, "receipt", KeyPurpose.RECEIPT)),
            Map.of(7, file));
    try (Vault vault = world.open(SdfWorld.settings(device).withIndices(indices), table)) {
      world.sign(vault.signingKey("receipt"));
      world.sign(SdfWorld.office(vault));
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
    assertThatThrownBy(() -> world.open(SdfWorld.settings(device).withIndices(indices), table))
        .isInstanceOf(CustodyException.PinFileRefused.class);
    assertThat(device.count("refused")).isZero();
  }

  @Test
  void settings_that_cannot_hold_are_refused() {
    assertThatThrownBy(() -> SdfIndices.pools(1, 4, 4, 8))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SdfIndices.pools(0, 4, 5, 8))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SdfBinding(SdfEdition.GMT_0018_2012, 48))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FixedKey(1, "mac", KeyPurpose.INDEX_MAC))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            new SdfIndices(
                new TreeSet<>(Set.of(1)), new TreeSet<>(), List.of(), Map.of(2, Path.of("pin"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SdfVaultSettings.of("sdf", List.of(), SdfIndices.pools(1, 4, 5, 8)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
