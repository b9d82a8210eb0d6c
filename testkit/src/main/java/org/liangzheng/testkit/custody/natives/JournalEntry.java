package org.liangzheng.testkit.custody.natives;

import org.liangzheng.verifier.crypto.ByteString;

/**
 * One call of C_Sign as the faulty module wrote it down before it answered.
 *
 * @param mechanism the CK_MECHANISM_TYPE
 * @param token label of the token
 * @param keyLabel CKA_LABEL
 * @param keyId CKA_ID
 * @param digest what was signed
 * @param signature what was handed out; empty if nothing was
 * @param result the CK_RV
 * @param garbage whether the signature was spoilt on purpose
 */
public record JournalEntry(
    long mechanism,
    String token,
    String keyLabel,
    ByteString keyId,
    ByteString digest,
    ByteString signature,
    long result,
    boolean garbage) {
  static JournalEntry of(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 8) {
      throw new IllegalStateException("not a line of the journal: " + line);
    }
    return new JournalEntry(
        Long.decode(fields[0]),
        fields[1],
        fields[2],
        ByteString.ofHex(fields[3]),
        ByteString.ofHex(fields[4]),
        ByteString.ofHex(fields[5]),
        Long.decode(fields[6]),
        fields[7].equals("garbage"));
  }
}
