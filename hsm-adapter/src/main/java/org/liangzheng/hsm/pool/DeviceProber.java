package org.liangzheng.hsm.pool;

import java.time.Duration;
import java.util.function.Consumer;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;

/**
 * Probes the lost devices of a rota on a thread of its own, so that no request pays for a device
 * that is still gone, or hangs in it.
 */
public final class DeviceProber<D extends Device> implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final DeviceRota<D> rota;
  private final Consumer<D> probe;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts the thread.
   *
   * @param vault name for the thread
   * @param probe opens a session of the device and closes it again; throws a {@link
   *     CustodyException} if the device is still lost. It may end the device's part itself by
   *     {@link DeviceRota.Turn#refused}
   */
  public DeviceProber(String vault, DeviceRota<D> rota, Consumer<D> probe) {
    this.rota = rota;
    this.probe = probe;
    this.thread =
        Thread.ofPlatform().daemon().name("vault-" + vault + "-probe").unstarted(this::run);
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        Thread.sleep(LOOK);
        for (D device : rota.due()) {
          look(device);
        }
      }
    } catch (InterruptedException closing) {
      // Only close() interrupts this thread, and here it ends.
    }
  }

  private void look(D device) {
    try {
      probe.accept(device);
      rota.back(device);
    } catch (CustodyException lost) {
      rota.stillLost(device, lost.code());
    } catch (RuntimeException unforeseen) {
      rota.stillLost(device, CustodyCode.VAULT_FAULT);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
