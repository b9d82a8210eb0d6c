package org.liangzheng.verifier.format.log;

import java.util.Base64;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;

/**
 * One signature line of a note, not checked.
 *
 * @param name of the key
 * @param keyId 4 bytes
 * @param value 1 to 8192 bytes, in the form of the key's type
 */
record NoteSignature(String name, ByteString keyId, ByteString value) {
  private static final String DASH = "— ";
  private static final int MAX_VALUE = 8192;

  String line() {
    byte[] both = new byte[LogKey.ID_SIZE + value.size()];
    System.arraycopy(keyId.toByteArray(), 0, both, 0, LogKey.ID_SIZE);
    System.arraycopy(value.toByteArray(), 0, both, LogKey.ID_SIZE, value.size());
    return DASH + name + " " + Base64.getEncoder().encodeToString(both) + "\n";
  }

  static NoteSignature read(String line) throws MalformedException {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw new MalformedException("not a signature line");
    }
    String name = line.substring(DASH.length(), space);
    byte[] both = NoteText.base64(line.substring(space + 1));
    if (!NoteText.isName(name)
        || both.length <= LogKey.ID_SIZE
        || both.length > LogKey.ID_SIZE + MAX_VALUE) {
      throw new MalformedException("not a signature line");
    }
    return new NoteSignature(
        name,
        ByteString.of(both, 0, LogKey.ID_SIZE),
        ByteString.of(both, LogKey.ID_SIZE, both.length));
  }

  boolean by(LogKey key) {
    return name.equals(key.name()) && keyId.equals(key.id());
  }
}
