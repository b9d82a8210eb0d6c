package org.liangzheng.testkit.custody.natives;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The C programs that benchmarks are measured against, as commands to be started. They print one
 * line of JSON for each measurement; their sources say its fields.
 */
public final class BareLoops {
  private BareLoops() {}

  /**
   * C_SignInit and C_Sign of 32 bytes by CKM_ECDSA, one session for each thread; fields {@code
   * signatures, seconds, cpuSeconds, perSecond, perCpuSecond}. A plain SoftHSM needs {@code
   * SOFTHSM2_CONF} in the environment of the process.
   */
  public static List<String> pkcs11(
      Path module, String token, String key, int threads, double seconds) {
    Path program =
        NativeBuild.of(BareLoops.class, "p11loop.c")
            .header(BareLoops.class, "p11.h")
            .libraries("-ldl")
            .program();
    return List.of(
        program.toString(),
        module.toString(),
        token,
        SoftHsm.USER_PIN,
        key,
        Integer.toString(threads),
        Double.toString(seconds));
  }

  /**
   * OpenSSL's {@code SM3} or {@code SHA256} over blocks of each size in bytes, so many CPU seconds
   * for each; fields {@code digest, size, digests, cpuSeconds, perCpuSecond, bytesPerCpuSecond}.
   */
  public static List<String> hash(String digest, double seconds, int... sizes) {
    List<String> command = new ArrayList<>();
    command.add(
        NativeBuild.of(BareLoops.class, "hashloop.c").libraries("-lcrypto").program().toString());
    command.add(digest);
    command.add(Double.toString(seconds));
    for (int size : sizes) {
      command.add(Integer.toString(size));
    }
    return command;
  }
}
