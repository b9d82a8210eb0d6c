package org.liangzheng.hsm.sdf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.pool.DeviceHealth;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.hsm.pool.SessionSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions on the devices of a vault, in turn; a device that holds other keys is given up.
 */
final class SdfSessions implements SessionSource<SdfSession> {
  private static final Logger LOG = LoggerFactory.getLogger(SdfSessions.class);

  private final String vault;
  private final SdfBinding binding;
  private final DeviceRota<SdfDevice> rota;
  private final AccessPasswords passwords;
  private final KeyTable table;
  private volatile @Nullable CustodyException swapped;

  SdfSessions(
      String vault,
      SdfBinding binding,
      DeviceRota<SdfDevice> rota,
      AccessPasswords passwords,
      KeyTable table) {
    this.vault = vault;
    this.binding = binding;
    this.rota = rota;
    this.passwords = passwords;
    this.table = table;
  }

  @Override
  public SdfSession open() {
    Set<SdfDevice> tried = new HashSet<>();
    CustodyException last = swapped;
    while (true) {
      Optional<DeviceRota<SdfDevice>.Turn> turn = rota.take(tried);
      if (turn.isEmpty()) {
        throw last != null
            ? last
            : new CustodyException.VaultUnavailable(vault, "no device is left");
      }
      tried.add(turn.get().device());
      try {
        return openOn(turn.get());
      } catch (CustodyException failure) {
        last = failure;
      }
    }
  }

  /** Whether a lost device serves again; opens it anew and closes the session at once. */
  void probe(SdfDevice device) {
    openOn(rota.turnOn(device)).close();
  }

  private SdfSession openOn(DeviceRota<SdfDevice>.Turn turn) {
    SdfDevice device = turn.device();
    if (resting(device)) {
      device.discardCurrent();
    }
    boolean opened = false;
    try {
      SdfDevice.Opening opening = acquire(turn);
      boolean kept = false;
      try {
        SdfSession session =
            new SdfSession(vault, binding, passwords, turn, opening, openSession(turn, opening));
        kept = true;
        opened = true;
        checkKeys(session, opening);
        return session;
      } finally {
        if (!kept) {
          device.release(opening);
        }
      }
    } finally {
      if (!opened) {
        turn.close();
      }
    }
  }

  private boolean resting(SdfDevice device) {
    return rota.health().stream()
        .anyMatch(health ->
            health.device().equals(device.name()) && health.state() != DeviceHealth.State.READY);
  }

  private static SdfDevice.Opening acquire(DeviceRota<SdfDevice>.Turn turn) {
    try {
      return turn.device().acquire();
    } catch (CustodyException.VaultUnavailable lost) {
      turn.lost(lost.code());
      throw lost;
    }
  }

  private MemorySegment openSession(DeviceRota<SdfDevice>.Turn turn, SdfDevice.Opening opening) {
    SdfDevice device = turn.device();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      int code = device.library.openSession(opening.handle, out);
      if (code == SdfCode.OK) {
        return out.get(ValueLayout.ADDRESS, 0);
      }
      // A device may have no session left while those it has serve well.
      if (!SdfCode.OPEN_SESSION.is(code) || !device.shared(opening)) {
        turn.lost(CustodyCode.VAULT_UNAVAILABLE);
        device.discard(opening);
      }
      throw new CustodyException.VaultUnavailable(
          vault, "SDF_OpenSession of " + device.name() + ": " + SdfCode.describe(code));
    }
  }

  /** After each opening of a device: every assigned key must lie where it was bound. */
  private void checkKeys(SdfSession session, SdfDevice.Opening opening) {
    if (opening.checked) {
      return;
    }
    boolean good = false;
    try {
      table.list(vault).forEach(session::requireBoundKey);
      opening.checked = true;
      good = true;
    } catch (CustodyException.KeySwapped other) {
      LOG.error("Vault {}: {}", vault, other.getMessage());
      swapped = other;
      throw other;
    } catch (CustodyException.SessionLost lost) {
      throw new CustodyException.VaultUnavailable(
          vault, "lost while its keys were looked at", lost);
    } finally {
      if (!good) {
        session.close();
      }
    }
  }
}
