package org.liangzheng.bench.hsm;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The port over a SoftHSM token, P-256. */
public class Pkcs11Sign {
  private static final class Opened {
    private static final PortSigning UNCHECKED = DevicePorts.pkcs11(0.0);
    private static final PortSigning CHECKED = DevicePorts.pkcs11(1.0);
  }

  /** Shared by all threads. */
  @State(Scope.Benchmark)
  public static class Ports {
    private final PortSigning unchecked = Opened.UNCHECKED;
    private final PortSigning checked = Opened.CHECKED;
  }

  @Benchmark
  public Object port(Ports ports, Turn turn) {
    return ports.unchecked.sign(turn);
  }

  @Benchmark
  public Object portChecked(Ports ports, Turn turn) {
    return ports.checked.sign(turn);
  }
}
