package org.liangzheng.hsm.pkcs11;

import java.util.Map;
import java.util.Optional;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** What is asked of a token for each kind of object made here, and whether it was given. */
final class KeyTemplates {
  private static final ByteString TRUE = ByteString.ofHex("01");

  private final Optional<Sm2Numbers> sm2;

  KeyTemplates(Optional<Sm2Numbers> sm2) {
    this.sm2 = sm2;
  }

  Attributes publicKey(String label, ByteString id, SignatureSuite suite) {
    return new Attributes()
        .with(Ck.A_CLASS, Ck.PUBLIC_KEY)
        .with(Ck.A_KEY_TYPE, keyType(suite))
        .with(Ck.A_TOKEN, true)
        .with(Ck.A_PRIVATE, false)
        .with(Ck.A_VERIFY, true)
        .with(Ck.A_ENCRYPT, false)
        .with(Ck.A_WRAP, false)
        .with(
            Ck.A_EC_PARAMS,
            suite == SignatureSuite.SM2_SM3 ? KeyFinder.SM2_PARAMETERS : KeyFinder.P256_PARAMETERS)
        .with(Ck.A_LABEL, label)
        .with(Ck.A_ID, id);
  }

  /** Signs and does nothing else: decryption or derivation would be other ways to use the key. */
  Attributes privateKey(String label, ByteString id, SignatureSuite suite) {
    return closed(label, id)
        .with(Ck.A_CLASS, Ck.PRIVATE_KEY)
        .with(Ck.A_KEY_TYPE, keyType(suite))
        .with(Ck.A_SIGN, true)
        .with(Ck.A_DECRYPT, false)
        .with(Ck.A_UNWRAP, false)
        .with(Ck.A_DERIVE, false);
  }

  private long keyType(SignatureSuite suite) {
    return suite == SignatureSuite.SM2_SM3 ? sm2.orElseThrow().keyType() : Ck.KEY_EC;
  }

  private static Attributes closed(String label, ByteString id) {
    return new Attributes()
        .with(Ck.A_TOKEN, true)
        .with(Ck.A_PRIVATE, true)
        .with(Ck.A_SENSITIVE, true)
        .with(Ck.A_EXTRACTABLE, false)
        .with(Ck.A_LABEL, label)
        .with(Ck.A_ID, id);
  }

  /** AES-256, for one of the two ways of wrapping and for nothing else. */
  static Attributes wrappingKey(String label, ByteString id, boolean keyWrap) {
    return closed(label, id)
        .with(Ck.A_CLASS, Ck.SECRET_KEY)
        .with(Ck.A_KEY_TYPE, Ck.KEY_AES)
        .with(Ck.A_VALUE_LEN, 32L)
        .with(Ck.A_ENCRYPT, !keyWrap)
        .with(Ck.A_DECRYPT, !keyWrap)
        .with(Ck.A_WRAP, keyWrap)
        .with(Ck.A_UNWRAP, keyWrap)
        .with(Ck.A_SIGN, false);
  }

  /** The certificate of a key; its serial number as DER INTEGER, as the standard has it. */
  static Attributes certificate(TokenKey.Signing key, Certificate certificate) {
    byte[] serial = certificate.serialNumber().toByteArray();
    byte[] derSerial = new byte[serial.length + 2];
    derSerial[0] = 2;
    derSerial[1] = (byte) serial.length;
    System.arraycopy(serial, 0, derSerial, 2, serial.length);
    return new Attributes()
        .with(Ck.A_CLASS, Ck.CERTIFICATE)
        .with(Ck.A_CERTIFICATE_TYPE, 0L)
        .with(Ck.A_TOKEN, true)
        .with(Ck.A_PRIVATE, false)
        .with(Ck.A_LABEL, key.reference().label())
        .with(Ck.A_ID, key.id())
        .with(Ck.A_SUBJECT, certificate.subject())
        .with(Ck.A_ISSUER, certificate.issuer())
        .with(Ck.A_SERIAL_NUMBER, derSerial)
        .with(Ck.A_VALUE, certificate.der());
  }

  /** A module may ignore what it does not know; what it made is believed only when read back. */
  static void requireAsAsked(NativeSession session, long handle, KeyReference reference, long use) {
    Map<Long, ByteString> is =
        session.read(
            handle,
            Ck.A_TOKEN,
            Ck.A_SENSITIVE,
            Ck.A_EXTRACTABLE,
            Ck.A_ALWAYS_SENSITIVE,
            Ck.A_NEVER_EXTRACTABLE,
            Ck.A_LOCAL,
            use);
    for (long wanted :
        new long[] {
          Ck.A_TOKEN, Ck.A_SENSITIVE, Ck.A_ALWAYS_SENSITIVE, Ck.A_NEVER_EXTRACTABLE, Ck.A_LOCAL, use
        }) {
      if (!TRUE.equals(is.getOrDefault(wanted, ByteString.of(new byte[0])))) {
        throw new CustodyException.KeyExposed(
            reference, "attribute 0x" + Long.toHexString(wanted) + " is not set");
      }
    }
    if (TRUE.equals(is.getOrDefault(Ck.A_EXTRACTABLE, TRUE))) {
      throw new CustodyException.KeyExposed(reference, "CKA_EXTRACTABLE is set");
    }
  }
}
