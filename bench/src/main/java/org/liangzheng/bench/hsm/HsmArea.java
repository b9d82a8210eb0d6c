package org.liangzheng.bench.hsm;

import static org.liangzheng.bench.run.Row.promised;
import static org.liangzheng.bench.run.Row.shown;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liangzheng.bench.run.Basis;
import org.liangzheng.bench.run.Contestant;
import org.liangzheng.bench.run.Match;
import org.liangzheng.verifier.crypto.NativeP256;

/** The matches of {@code lz bench hsm}. */
public final class HsmArea {
  private static final String PORT = "port";
  private static final String CHECKED = "port, self-check on";
  private static final double GOAL = 0.9;

  /** All of them. */
  public List<Match> matches() {
    List<Match> matches = new ArrayList<>();
    matches.add(sm2Sign());
    matches.add(sm2Verify());
    matches.add(p256Sign());
    matches.add(p256Verify());
    return matches;
  }

  /** Versions of what takes part. */
  public static Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("BouncyCastle", Providers.bouncyCastleVersion());
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
}
