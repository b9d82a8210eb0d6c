package org.liangzheng.verifier.format.seal;

import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.DerReader;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.MalformedException;

/** ExtData: one extension of a seal or a stamp. */
public record SealExtension(String oid, boolean critical, ByteString value) {
  /**
   * Our own: the seal's index in the status list of seals, an INTEGER of 0 to 2³¹−1. Its identifier
   * is made from a random UUID (X.667).
   */
  public static final String STATUS_INDEX = "2.25.88428999445728757190281261356212481340";

  /** The extension that holds a status index. */
  public static SealExtension statusIndex(int index) {
    return new SealExtension(STATUS_INDEX, false, ByteString.wrap(DerWriter.integer(index)));
  }

  /** Whether this reader knows what the extension means. */
  public boolean isKnown() {
    return oid.equals(STATUS_INDEX);
  }

  static int readStatusIndex(ByteString value) throws MalformedException {
    DerReader reader = DerReader.of(value);
    int index = reader.readSmallInteger();
    reader.requireEnd();
    return index;
  }
}
