package org.liangzheng.bench.hsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.liangzheng.testkit.custody.natives.SdfStandIn;
import org.liangzheng.testkit.custody.natives.SoftHsm;

/**
 * The devices that are measured: a SoftHSM token, and the SDF library in C that the tests use, its
 * journal and faults switched off. Made once by the first process, found by the others through
 * their environment.
 *
 * @param folder key tables and PIN files
 * @param module SoftHSM
 * @param configuration SoftHSM's, which names its token folder
 * @param sdf the SDF library
 */
record Devices(Path folder, Path module, Path configuration, Path sdf) {
  static final String TOKEN = "bench";
  static final String KEY = "bench-key";
  static final String SDF_PASSWORD = "bench-password";

  private static final String FOLDER = "LZ_BENCH_FOLDER";
  private static final String MODULE = "LZ_BENCH_MODULE";
  private static final String CONFIGURATION = "SOFTHSM2_CONF";
  private static final String SDF = "LZ_BENCH_SDF";

  /**
   * Makes them in a folder.
   *
   * @throws org.liangzheng.testkit.custody.natives.NativeToolException if something is not
   *     installed
   */
  static Devices make(Path folder) {
    SoftHsm softHsm = SoftHsm.in(folder);
    softHsm.token(TOKEN);
    SdfStandIn sdf =
        SdfStandIn.create(folder, "device", 2012, 64, "journal off", "faults off")
            .provision(1, 4, SDF_PASSWORD);
    Devices devices = new Devices(folder, softHsm.module(), softHsm.configuration(), sdf.library());
    try {
      Files.writeString(devices.passwordFile(), SDF_PASSWORD, StandardCharsets.US_ASCII);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return devices;
  }

  /** Those that another process made. */
  static Devices found() {
    return new Devices(path(FOLDER), path(MODULE), path(CONFIGURATION), path(SDF));
  }

  private static Path path(String variable) {
    return Path.of(Objects.requireNonNull(System.getenv(variable), variable));
  }

  Map<String, String> environment() {
    return Map.of(
        FOLDER,
        folder.toString(),
        MODULE,
        module.toString(),
        CONFIGURATION,
        configuration.toString(),
        SDF,
        sdf.toString());
  }

  Path passwordFile() {
    return folder.resolve("sdf-password");
  }
}
