package org.liangzheng.hsm.sdf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.pool.Device;

/**
 * One device behind one library. Its handle is opened for the first session and shared by all;
 * after a loss it is opened anew, and the old handle is closed when the last session on it is.
 */
final class SdfDevice implements Device {
  /** A device handle and how many sessions are on it; guarded by the device. */
  static final class Opening {
    final MemorySegment handle;
    private int sessions;
    private boolean stale;

    /** Whether all assigned keys were found under their indices since it was opened. */
    volatile boolean checked;

    private Opening(MemorySegment handle) {
      this.handle = handle;
    }
  }

  private final String vault;
  private final String name;
  final SdfLibrary library;
  private @Nullable Opening current;

  SdfDevice(String vault, String name, SdfLibrary library) {
    this.vault = vault;
    this.name = name;
    this.library = library;
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * The open device, for one more session; the caller gives it back by {@link #release}.
   *
   * @throws CustodyException.VaultUnavailable if it cannot be opened
   */
  synchronized Opening acquire() {
    Opening opening = current;
    if (opening == null) {
      opening = open();
      current = opening;
    }
    opening.sessions++;
    return opening;
  }

  private Opening open() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      int code = library.openDevice(out);
      if (code != SdfCode.OK) {
        throw new CustodyException.VaultUnavailable(
            vault, "SDF_OpenDevice of " + name + ": " + SdfCode.describe(code));
      }
      return new Opening(out.get(ValueLayout.ADDRESS, 0));
    }
  }

  /** A session on it is closed or was not opened. */
  synchronized void release(Opening opening) {
    opening.sessions--;
    closeIfDone(opening);
  }

  /** The handle is not used for new sessions. */
  synchronized void discard(Opening opening) {
    if (current == opening) {
      current = null;
    }
    if (!opening.stale) {
      opening.stale = true;
      closeIfDone(opening);
    }
  }

  /** The next session opens the device anew. */
  synchronized void discardCurrent() {
    Opening opening = current;
    if (opening != null) {
      discard(opening);
    }
  }

  /** Whether other sessions than the caller's are on it. */
  synchronized boolean shared(Opening opening) {
    return opening.sessions > 1;
  }

  private void closeIfDone(Opening opening) {
    if (opening.stale && opening.sessions == 0) {
      // Nothing is to be done about a device that cannot be closed.
      var _ = library.closeDevice(opening.handle);
    }
  }
}
