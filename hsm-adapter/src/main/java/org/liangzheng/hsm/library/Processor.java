package org.liangzheng.hsm.library;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Processors with 64-bit words and the numbers that executable formats know them by. */
enum Processor {
  X86_64(62, 0x0100_0007, "amd64", "x86_64"),
  AARCH64(183, 0x0100_000c, "aarch64", "arm64"),
  LOONGARCH64(258, 0, "loongarch64", "loongarch64"),
  RISCV64(243, 0, "riscv64", "riscv64"),
  PPC64LE(21, 0, "ppc64le", "powerpc64le"),
  S390X(22, 0, "s390x", "s390x");

  /** e_machine of ELF. */
  final int elf;

  /** cputype of Mach-O, 0 where there is none. */
  final int machO;

  private final String name;
  private final String otherName;

  Processor(int elf, int machO, String name, String otherName) {
    this.elf = elf;
    this.machO = machO;
    this.name = name;
    this.otherName = otherName;
  }

  ByteOrder order() {
    return this == S390X ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** By the value of the system property os.arch. */
  static Optional<Processor> named(String arch) {
    String asked = arch.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(one -> one.name.equals(asked) || one.otherName.equals(asked))
        .findFirst();
  }
}
