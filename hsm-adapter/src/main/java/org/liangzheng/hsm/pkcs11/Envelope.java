package org.liangzheng.hsm.pkcs11;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.hsm.pkcs11.TokenAes.Answered;
import org.liangzheng.hsm.pkcs11.WorkerSession.Held;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Forms of wrapped key material, version first:
 *
 * <ul>
 *   <li>{@code 01 ‖ nonce (12) ‖ ciphertext (32) ‖ tag (16)}, 61 bytes: AES-256-GCM on the token,
 *       AAD the byte 01, nonce drawn here;
 *   <li>{@code 02 ‖ wrapped (40)}, 41 bytes: AES key wrap (RFC 3394) on the token.
 * </ul>
 */
final class Envelope {
  private static final byte GCM = 1;
  private static final byte KEY_WRAP = 2;
  private static final int NONCE = 12;
  private static final int GCM_SIZE = 1 + NONCE + KeyMaterial.SIZE + 16;
  private static final int KEY_WRAP_SIZE = 1 + KeyMaterial.SIZE + 8;

  private Envelope() {}

  static byte[] wrap(Held held, WrappingScheme scheme, byte[] clear, SecureRandom random)
      throws StaleHandleException {
    return switch (scheme) {
      case AES_256_GCM -> wrapGcm(held, clear, random);
      case AES_KEY_WRAP -> wrapKey(held, clear);
      case SM2_ENVELOPE -> throw new IllegalStateException("PKCS#11 tokens wrap by AES");
    };
  }

  /** Whether the bytes have the form of the scheme at all. */
  static boolean fits(WrappingScheme scheme, byte[] wrapped) {
    return switch (scheme) {
      case AES_256_GCM -> wrapped.length == GCM_SIZE && wrapped[0] == GCM;
      case AES_KEY_WRAP -> wrapped.length == KEY_WRAP_SIZE && wrapped[0] == KEY_WRAP;
      case SM2_ENVELOPE -> false;
    };
  }

  static byte[] unwrap(
      Held held, KeyReference reference, WrappingScheme scheme, byte[] wrapped, SecureRandom random)
      throws StaleHandleException {
    Answered answered =
        scheme == WrappingScheme.AES_256_GCM
            ? unwrapGcm(held, wrapped)
            : unwrapKey(held, Arrays.copyOfRange(wrapped, 1, wrapped.length));
    Ckr.Meaning meaning = Ckr.meaning(answered.answer);
    if (meaning == Ckr.Meaning.BAD_WRAPPING
        || (ambiguous(answered.answer) && controlSucceeds(held, scheme, random))) {
      throw new CustodyException.UnwrapRefused(reference);
    }
    require(held, scheme == WrappingScheme.AES_256_GCM ? "C_Decrypt" : "C_UnwrapKey", answered);
    if (answered.bytes.length != KeyMaterial.SIZE) {
      throw new CustodyException.UnwrapRefused(reference);
    }
    return answered.bytes;
  }

  /**
   * Some modules say CKR_GENERAL_ERROR for a wrong tag. That could as well be a broken token, and
   * an operator must not be told that his data is bad when his device is.
   */
  private static boolean ambiguous(long answer) {
    return Ckr.meaning(answer) == Ckr.Meaning.UNCLEAR || Ckr.DATA_INVALID.is(answer);
  }

  private static boolean controlSucceeds(Held held, WrappingScheme scheme, SecureRandom random)
      throws StaleHandleException {
    byte[] known = new byte[KeyMaterial.SIZE];
    byte[] wrapped = wrap(held, scheme, known, random);
    Answered back =
        scheme == WrappingScheme.AES_256_GCM
            ? unwrapGcm(held, wrapped)
            : unwrapKey(held, Arrays.copyOfRange(wrapped, 1, wrapped.length));
    return Ckr.OK.is(back.answer) && Arrays.equals(back.bytes, known);
  }

  private static byte[] wrapGcm(Held held, byte[] clear, SecureRandom random)
      throws StaleHandleException {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    Answered answered = aes(held).gcm(true, held.handle(), nonce, new byte[] {GCM}, clear);
    require(held, "C_Encrypt", answered);
    return joined(held, GCM, nonce, answered.bytes, GCM_SIZE);
  }

  private static Answered unwrapGcm(Held held, byte[] wrapped) {
    byte[] nonce = Arrays.copyOfRange(wrapped, 1, 1 + NONCE);
    byte[] rest = Arrays.copyOfRange(wrapped, 1 + NONCE, wrapped.length);
    return aes(held).gcm(false, held.handle(), nonce, new byte[] {GCM}, rest);
  }

  private static byte[] wrapKey(Held held, byte[] clear) throws StaleHandleException {
    NativeSession session = held.session();
    long object = session.create(material().with(Ck.A_VALUE, clear));
    try {
      Answered answered = aes(held).wrap(held.handle(), object);
      require(held, "C_WrapKey", answered);
      return joined(held, KEY_WRAP, new byte[0], answered.bytes, KEY_WRAP_SIZE);
    } finally {
      session.destroy(object);
    }
  }

  private static Answered unwrapKey(Held held, byte[] wrapped) {
    NativeSession session = held.session();
    Answered answered = aes(held).unwrap(held.handle(), wrapped, material());
    if (!Ckr.OK.is(answered.answer)) {
      return answered;
    }
    long object = ByteBuffer.wrap(answered.bytes).order(ByteOrder.nativeOrder()).getLong();
    try {
      ByteString value = session.read(object, Ck.A_VALUE).get(Ck.A_VALUE);
      return new Answered(answered.answer, value == null ? new byte[0] : value.toByteArray());
    } finally {
      session.destroy(object);
    }
  }

  /** Material in the clear for a moment: an object of the session only, gone with it. */
  private static Attributes material() {
    return new Attributes()
        .with(Ck.A_CLASS, Ck.SECRET_KEY)
        .with(Ck.A_KEY_TYPE, Ck.KEY_GENERIC_SECRET)
        .with(Ck.A_TOKEN, false)
        .with(Ck.A_PRIVATE, true)
        .with(Ck.A_SENSITIVE, false)
        .with(Ck.A_EXTRACTABLE, true);
  }

  private static byte[] joined(Held held, byte version, byte[] nonce, byte[] body, int size) {
    if (1 + nonce.length + body.length != size) {
      held.session().require("wrapped length " + body.length, Ckr.FUNCTION_FAILED.number);
    }
    byte[] out = new byte[size];
    out[0] = version;
    System.arraycopy(nonce, 0, out, 1, nonce.length);
    System.arraycopy(body, 0, out, 1 + nonce.length, body.length);
    return out;
  }

  private static void require(Held held, String function, Answered answered)
      throws StaleHandleException {
    if (Ckr.meaning(answered.answer) == Ckr.Meaning.HANDLE_STALE) {
      throw new StaleHandleException();
    }
    held.session().require(function, answered.answer);
  }

  private static TokenAes aes(Held held) {
    return new TokenAes(held.session());
  }
}
