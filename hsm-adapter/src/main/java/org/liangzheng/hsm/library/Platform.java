package org.liangzheng.hsm.library;

import java.util.Locale;
import org.liangzheng.hsm.CustodyException;

/**
 * What this process runs on, as far as it decides which library fits and how its structures lie in
 * memory. Only systems where C's {@code long} and pointers have 8 bytes are known (LP64): Linux and
 * macOS. On Windows {@code long} has 4 and PKCS#11 structures are packed.
 */
public record Platform(Os os, String arch) {
  /** Systems with a known layout. */
  public enum Os {
    LINUX,
    MAC
  }

  /**
   * The platform of this process.
   *
   * @throws CustodyException.PlatformUnsupported if its layout is not known
   */
  public static Platform current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static Platform of(String osName, String arch) {
    String name = osName.toLowerCase(Locale.ROOT);
    boolean known = Processor.named(arch).isPresent();
    if (known && name.equals("linux")) {
      return new Platform(Os.LINUX, arch);
    }
    if (known && name.startsWith("mac")) {
      return new Platform(Os.MAC, arch);
    }
    throw new CustodyException.PlatformUnsupported(osName + " " + arch);
  }

  Processor processor() {
    return Processor.named(arch)
        .orElseThrow(() -> new CustodyException.PlatformUnsupported(os + " " + arch));
  }
}
