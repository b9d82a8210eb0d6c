package org.liangzheng.verifier.crypto;

/** A signature value together with the form it was found in. */
public record WrittenSignature(SignatureValue value, SignatureForm form) {
  /**
   * Reads a signature of either form. The standards want DER; one vendor of seals writes 64 bytes
   * r‖s, and strict DER of exactly that length does not happen by chance (about 2⁻⁴⁰).
   *
   * @throws MalformedException if it is neither, or r or s is out of range
   */
  public static WrittenSignature read(SignatureSuite suite, ByteString bytes)
      throws MalformedException {
    return read(suite, bytes.toByteArray());
  }

  /**
   * Reads a signature of either form.
   *
   * @throws MalformedException if it is neither, or r or s is out of range
   */
  public static WrittenSignature read(SignatureSuite suite, byte[] bytes)
      throws MalformedException {
    // DER of 64 bytes begins 30 3e; a raw value that does so by chance may still be one.
    boolean mayBeDer = bytes.length != 64 || (bytes[0] == DerTag.SEQUENCE && bytes[1] == 62);
    if (mayBeDer) {
      try {
        return new WrittenSignature(SignatureValue.fromDer(suite, bytes), SignatureForm.DER);
      } catch (MalformedException notDer) {
        if (bytes.length != 64) {
          throw notDer;
        }
      }
    }
    return new WrittenSignature(SignatureValue.fromRaw(suite, bytes), SignatureForm.RAW);
  }
}
