package org.liangzheng.bench.hsm;

import static org.liangzheng.bench.run.Row.promised;
import static org.liangzheng.bench.run.Row.shown;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liangzheng.bench.run.Basis;
import org.liangzheng.bench.run.Contestant;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.testkit.custody.natives.BareLoops;
import org.liangzheng.testkit.custody.natives.NativeBuild;
import org.liangzheng.verifier.crypto.NativeP256;

/** The matches of {@code lz bench hsm}. */
public final class HsmArea {
  private static final String PORT = "port";
  private static final String CHECKED = "port, self-check on";
  private static final double GOAL = 0.9;

  private final Devices devices;
  private final double seconds;

  private HsmArea(Devices devices, Plan plan) {
    this.devices = devices;
    this.seconds = plan.round().toNanos() / 1e9;
  }

  /**
   * Makes the devices in a folder.
   *
   * @throws org.liangzheng.testkit.custody.natives.NativeToolException if something is not
   *     installed
   */
  public static HsmArea make(Path folder, Plan plan) {
    return new HsmArea(Devices.make(folder), plan);
  }

  /** In a process started with {@link #environment}. */
  public static HsmArea found(Plan plan) {
    return new HsmArea(Devices.found(), plan);
  }

  /** By which the processes of the matches find the devices. */
  public Map<String, String> environment() {
    return devices.environment();
  }

  /** All of them. */
  public List<Match> matches() {
    List<Match> matches = new ArrayList<>();
    matches.add(sm2Sign());
    matches.add(sm2Verify());
    matches.add(p256Sign());
    matches.add(p256Verify());
    for (int threads : new int[] {1, 8}) {
      matches.add(pkcs11(threads));
      matches.add(sdf(threads));
      matches.add(bindings(threads));
    }
    matches.add(hash("sm3", "SM3", Hashing.SMALL, "sm3Small"));
    matches.add(hash("sm3", "SM3", Hashing.LARGE, "sm3Large"));
    matches.add(hash("sha256", "SHA256", Hashing.SMALL, "sha256Small"));
    matches.add(hash("sha256", "SHA256", Hashing.LARGE, "sha256Large"));
    return matches;
  }

  /** Versions of what takes part. */
  public static Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("BouncyCastle", Providers.bouncyCastleVersion());
    versions.put("SoftHSM2", ToolVersions.of("softhsm2-util", "--version"));
    versions.put("OpenSSL", ToolVersions.of("openssl", "version"));
    versions.put(
        "P-256",
        switch (NativeP256.load()) {
          case NativeP256.Outcome.Native(String provider) -> provider;
          case NativeP256.Outcome.Java(String reason) -> "Java: " + reason;
        });
    return versions;
  }

  private static Contestant jmh(String name, Class<?> benchmark, String method) {
    return new Contestant.Jmh(name, benchmark.getName() + "." + method, 1);
  }

  private static Match sm2Sign() {
    String bare = "BouncyCastle";
    return new Match(
        "sm2-sign-software",
        "SM2 签名，软件 signing in software",
        List.of(
            jmh(PORT, SoftwareSm2Sign.class, "port"),
            jmh(bare, SoftwareSm2Sign.class, "bouncyCastle"),
            jmh(CHECKED, SoftwareSm2Sign.class, "portChecked")),
        List.of(promised(PORT, GOAL, Basis.CPU, bare), shown(CHECKED, Basis.CPU, bare)));
  }

  private static Match sm2Verify() {
    String bare = "BouncyCastle";
    return new Match(
        "sm2-verify",
        "SM2 验签 verifying",
        List.of(
            jmh("VerificationKey", SoftwareSm2Verify.class, "key"),
            jmh(bare, SoftwareSm2Verify.class, "bouncyCastle")),
        List.of(promised("VerificationKey", GOAL, Basis.CPU, bare)));
  }

  private static Match p256Sign() {
    String corretto = "Corretto";
    String sun = "SunEC";
    String bc = "BouncyCastle";
    return new Match(
        "p256-sign-software",
        "P-256 签名，软件 signing in software",
        List.of(
            jmh(PORT, SoftwareP256Sign.class, "port"),
            jmh(corretto, SoftwareP256Sign.class, "corretto"),
            jmh(CHECKED, SoftwareP256Sign.class, "portChecked"),
            jmh(sun, SoftwareP256Sign.class, "sunEc"),
            jmh(bc, SoftwareP256Sign.class, "bouncyCastle")),
        List.of(
            promised(PORT, GOAL, Basis.CPU, corretto, sun, bc),
            shown(CHECKED, Basis.CPU, corretto, sun, bc),
            shown(sun, Basis.CPU, corretto),
            shown(bc, Basis.CPU, corretto)));
  }

  private static Match p256Verify() {
    String corretto = "Corretto";
    String sun = "SunEC";
    String bc = "BouncyCastle";
    return new Match(
        "p256-verify",
        "P-256 验签 verifying",
        List.of(
            jmh("VerificationKey", SoftwareP256Verify.class, "key"),
            jmh(corretto, SoftwareP256Verify.class, "corretto"),
            jmh(sun, SoftwareP256Verify.class, "sunEc"),
            jmh(bc, SoftwareP256Verify.class, "bouncyCastle")),
        List.of(
            promised("VerificationKey", GOAL, Basis.CPU, corretto, sun, bc),
            shown(sun, Basis.CPU, corretto),
            shown(bc, Basis.CPU, corretto)));
  }

  private Match pkcs11(int threads) {
    return device(
        "pkcs11-" + threads,
        "PKCS#11, SoftHSM2, P-256, " + threads + " 线程 threads",
        Pkcs11Sign.class,
        threads,
        BareLoops.pkcs11(devices.module(), Devices.TOKEN, Devices.KEY, threads, seconds));
  }

  /**
   * Our direct binding with all that the port does, others with nothing around them but the pool.
   */
  private static Match bindings(int threads) {
    String iaik = "ipkcs11wrapper";
    String sun = "SunPKCS11";
    Basis basis = threads == 1 ? Basis.WALL : Basis.CPU;
    return new Match(
        "pkcs11-bindings-" + threads,
        "PKCS#11 绑定 bindings, " + threads + " 线程 threads",
        List.of(
            new Contestant.Jmh(PORT, Pkcs11Sign.class.getName() + ".port", threads),
            new Contestant.Jmh(iaik, Pkcs11Bindings.class.getName() + ".iaik", threads),
            new Contestant.Jmh(sun, Pkcs11Bindings.class.getName() + ".sunPkcs11", threads)),
        List.of(shown(iaik, basis, PORT), shown(sun, basis, PORT)));
  }

  private Match sdf(int threads) {
    return device(
        "sdf-" + threads,
        "SDF, SM2, " + threads + " 线程 threads",
        SdfSign.class,
        threads,
        List.of(
            NativeBuild.of(NativeBuild.class, "sdfloop.c").libraries("-ldl").program().toString(),
            devices.sdf().toString(),
            "3",
            devices.passwordFile().toString(),
            Integer.toString(threads),
            Double.toString(seconds)));
  }

  /**
   * One thread waits for its answer, so what counts is how long it waits; eight threads keep every
   * processor busy, so what counts is what they burn.
   */
  private static Match device(
      String id, String title, Class<?> benchmark, int threads, List<String> loop) {
    String bare = "C loop";
    Basis basis = threads == 1 ? Basis.WALL : Basis.CPU;
    return new Match(
        id,
        title,
        List.of(
            new Contestant.Jmh(PORT, benchmark.getName() + ".port", threads),
            new Contestant.Program(bare, loop),
            new Contestant.Jmh(CHECKED, benchmark.getName() + ".portChecked", threads)),
        List.of(promised(PORT, GOAL, basis, bare), shown(CHECKED, basis, bare)));
  }

  private Match hash(String id, String digest, int size, String method) {
    String ours = digest.equals("SM3") ? "Sm3Digest" : "Sha256Digest";
    return new Match(
        id + "-" + size,
        digest + ", " + size + " 字节 bytes",
        List.of(
            jmh(ours, Hashing.class, method),
            new Contestant.Program("OpenSSL", BareLoops.hash(digest, seconds, size))),
        List.of(shown(ours, Basis.CPU, "OpenSSL")));
  }
}
