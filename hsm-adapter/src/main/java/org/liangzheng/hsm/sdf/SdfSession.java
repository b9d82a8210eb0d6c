package org.liangzheng.hsm.sdf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.hsm.pool.Session;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sm2Digest;
import org.liangzheng.verifier.crypto.Sm2PublicKey;
import org.liangzheng.verifier.crypto.Sm2Signature;

/**
 * One session of one device, with the native memory its calls need, on the thread that opened it.
 * At the first use of an index it makes sure that the bound key lies there and gets the access
 * right, once.
 */
final class SdfSession implements Session {
  /** Larger than any structure here, so that a device with longer arrays overwrites nothing. */
  private static final long STRUCTURE_SIZE = 1024;

  private static final long CLEAR_SIZE = 256;

  private final String vault;
  private final SdfBinding binding;
  private final SdfLayout layout;
  private final AccessPasswords passwords;
  private final DeviceRota<SdfDevice>.Turn turn;
  private final SdfDevice device;
  private final SdfLibrary library;
  private final SdfDevice.Opening opening;
  private final MemorySegment handle;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment digest = arena.allocate(SdfLayout.VALUE);
  private final MemorySegment structure = arena.allocate(STRUCTURE_SIZE);
  private final MemorySegment clear = arena.allocate(CLEAR_SIZE);
  private final MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
  private final byte[] rs = new byte[2 * SdfLayout.VALUE];
  private final BitSet admitted = new BitSet();

  SdfSession(
      String vault,
      SdfBinding binding,
      AccessPasswords passwords,
      DeviceRota<SdfDevice>.Turn turn,
      SdfDevice.Opening opening,
      MemorySegment handle) {
    this.vault = vault;
    this.binding = binding;
    this.layout = new SdfLayout(binding.arrayLength());
    this.passwords = passwords;
    this.turn = turn;
    this.device = turn.device();
    this.library = device.library;
    this.opening = opening;
    this.handle = handle;
  }

  @Override
  public boolean usable() {
    return turn.usable();
  }

  /** e in, (r, s) out (GM/T 0018, SDF_InternalSign_ECC). */
  Sm2Signature sign(KeyAssignment key, Sm2Digest e) {
    admit(key);
    MemorySegment.copy(
        e.value().toByteArray(), 0, digest, ValueLayout.JAVA_BYTE, 0, SdfLayout.VALUE);
    // A device that answers OK and writes nothing must not be taken for the signature before.
    structure.asSlice(0, layout.signatureSize()).fill((byte) 0);
    int code = library.sign(handle, key.index(), digest, SdfLayout.VALUE, structure);
    if (code != SdfCode.OK) {
      throw failure("SDF_InternalSign_ECC", code, key);
    }
    if (!layout.readSignature(structure, rs)) {
      throw new CustodyException.SelfCheckFailed(key.key());
    }
    turn.proven();
    try {
      return new Sm2Signature(
          new BigInteger(1, rs, 0, SdfLayout.VALUE),
          new BigInteger(1, rs, SdfLayout.VALUE, SdfLayout.VALUE));
    } catch (IllegalArgumentException outOfRange) {
      throw new CustodyException.SelfCheckFailed(key.key());
    }
  }

  /** The public key under an index, as the device tells it. */
  Sm2PublicKey publicKey(KeyAssignment key) {
    return publicKey(key, key.index(), key.purpose());
  }

  private Sm2PublicKey publicKey(KeyAssignment key, int index, KeyPurpose purpose) {
    int code =
        library.exportPublicKey(handle, index, purpose == KeyPurpose.WRAPPING, clearStructure());
    if (code != SdfCode.OK) {
      throw failure("SDF_Export…PublicKey_ECC", code, key);
    }
    return readPublicKey(index);
  }

  /**
   * The public key of an index that is not assigned yet.
   *
   * @throws CustodyException.VaultFault also if there is none
   */
  Sm2PublicKey freePublicKey(int index, KeyPurpose purpose) {
    int code =
        library.exportPublicKey(handle, index, purpose == KeyPurpose.WRAPPING, clearStructure());
    if (code != SdfCode.OK) {
      throw failure("SDF_Export…PublicKey_ECC of index " + index, code);
    }
    return readPublicKey(index);
  }

  private MemorySegment clearStructure() {
    return structure.fill((byte) 0);
  }

  private Sm2PublicKey readPublicKey(int index) {
    byte[] point = layout.readPoint(structure);
    if (point != null) {
      try {
        return Sm2PublicKey.of(point);
      } catch (MalformedException notOnTheCurve) {
        // Told below, with the setting that is most likely wrong.
      }
    }
    throw new CustodyException.VaultFault(
        vault,
        device.name()
            + " gives no SM2 public key under index "
            + index
            + " in arrays of "
            + binding.arrayLength()
            + " bytes");
  }

  /**
   * Makes sure, once a session and index, that the bound key lies there, and gets the access right.
   *
   * @throws CustodyException.KeySwapped if another key or none lies there: the device is given up
   * @throws CustodyException.PinRejected if the access password is wrong
   */
  void admit(KeyAssignment key) {
    if (admitted.get(key.index())) {
      return;
    }
    requireBoundKey(key);
    obtainRight(key.index());
    admitted.set(key.index());
  }

  /** As {@link #admit}, without the access right. */
  void requireBoundKey(KeyAssignment key) {
    boolean same;
    try {
      same = publicKey(key).equals(key.publicKey());
    } catch (CustodyException.KeyAbsent none) {
      same = false;
    }
    if (!same) {
      turn.refused(CustodyCode.KEY_SWAPPED);
      throw new CustodyException.KeySwapped(
          key.key(), "index " + key.index() + " on " + device.name());
    }
  }

  /** Gets the right to use the private keys of an index in this session. */
  void obtainRight(int index) {
    passwords.offer(
        index,
        device.name(),
        password -> {
          int code;
          try (Arena passing = Arena.ofConfined()) {
            MemorySegment copy = passing.allocate(password.length);
            MemorySegment.copy(password, 0, copy, ValueLayout.JAVA_BYTE, 0, password.length);
            code = library.accessRight(handle, index, copy, password.length);
            copy.fill((byte) 0);
          }
          if (SdfCode.meaning(code) == SdfCode.Meaning.ACCESS_DENIED) {
            return false;
          }
          if (code != SdfCode.OK) {
            throw failure("SDF_GetPrivateKeyAccessRight of index " + index, code);
          }
          return true;
        });
  }

  /** Makes an envelope inside the device. */
  byte[] seal(KeyAssignment key, byte[] secret) {
    admit(key);
    try {
      MemorySegment.copy(secret, 0, clear, ValueLayout.JAVA_BYTE, 0, secret.length);
      int code =
          library.encrypt(
              binding.edition(), handle, key.index(), clear, secret.length, clearStructure());
      if (code != SdfCode.OK) {
        throw failure("SDF_InternalEncrypt_ECC", code, key);
      }
      byte[] envelope = layout.readCipher(structure, secret.length);
      if (envelope == null) {
        throw new CustodyException.VaultFault(
            vault, "SDF_InternalEncrypt_ECC on " + device.name() + ": not an envelope");
      }
      turn.proven();
      return envelope;
    } finally {
      clear.fill((byte) 0);
    }
  }

  /**
   * Opens an envelope inside the device.
   *
   * @param envelope x‖y‖C3‖C2 with (x, y) on the curve
   */
  KeyMaterial open(KeyAssignment key, byte[] envelope) {
    admit(key);
    layout.writeCipher(envelope, clearStructure());
    length.set(ValueLayout.JAVA_INT, 0, (int) CLEAR_SIZE);
    try {
      int code = library.decrypt(handle, key.index(), structure, clear, length);
      // Devices differ in what they call an envelope whose C3 does not fit.
      if (SdfCode.CIPHER_DATA.is(code)
          || SdfCode.PRIVATE_OPERATION.is(code)
          || SdfCode.INPUT.is(code)) {
        throw new CustodyException.UnwrapRefused(key.key());
      }
      if (code != SdfCode.OK) {
        throw failure("SDF_InternalDecrypt_ECC", code, key);
      }
      turn.proven();
      if (length.get(ValueLayout.JAVA_INT, 0) != KeyMaterial.SIZE) {
        throw new CustodyException.UnwrapRefused(key.key());
      }
      byte[] secret = clear.asSlice(0, KeyMaterial.SIZE).toArray(ValueLayout.JAVA_BYTE);
      try {
        return KeyMaterial.copyOf(secret);
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    } finally {
      clear.fill((byte) 0);
    }
  }

  private CustodyException failure(String call, int code, KeyAssignment key) {
    return SdfCode.meaning(code) == SdfCode.Meaning.KEY_ABSENT
        ? new CustodyException.KeyAbsent(key.key())
        : failure(call, code);
  }

  private CustodyException failure(String call, int code) {
    String detail = call + " on " + device.name() + ": " + SdfCode.describe(code);
    return switch (SdfCode.meaning(code)) {
      case SESSION_LOST, ACCESS_DENIED -> {
        turn.broken(CustodyCode.VAULT_SESSION_LOST);
        yield new CustodyException.SessionLost(vault, detail);
      }
      case DEVICE_LOST -> {
        turn.lost(CustodyCode.VAULT_UNAVAILABLE);
        device.discard(opening);
        yield new CustodyException.SessionLost(vault, detail);
      }
      case KEY_ABSENT, FAULT -> new CustodyException.VaultFault(vault, detail);
    };
  }

  @Override
  public void close() {
    if (turn.alive()) {
      admitted.stream()
          .forEach(index -> {
            var _ = library.releaseRight(handle, index);
          });
    }
    // A dead session cannot be closed, and nothing follows from that.
    var _ = library.closeSession(handle);
    arena.close();
    device.release(opening);
    turn.close();
  }
}
