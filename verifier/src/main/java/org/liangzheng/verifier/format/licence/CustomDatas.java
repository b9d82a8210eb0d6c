package org.liangzheng.verifier.format.licence;

import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;

/** Facts in the CustomDatas of an OFD.xml, by name. */
final class CustomDatas {
  /** Index in the status list of licences, decimal. */
  static final String STATUS_INDEX = "LZZTSY";

  private CustomDatas() {}

  /**
   * A fact that has to be there.
   *
   * @throws MalformedException if it is missing or blank
   */
  static String require(Map<String, String> datas, String name) throws MalformedException {
    String value = datas.get(name);
    if (value == null || value.isBlank()) {
      throw new MalformedException("the fact " + name + " is missing");
    }
    return value;
  }

  /**
   * The status index, if there is one.
   *
   * @throws IllegalArgumentException if it is no number
   */
  static Optional<Long> statusIndex(Map<String, String> datas) {
    return Optional.ofNullable(datas.get(STATUS_INDEX)).map(Long::parseUnsignedLong);
  }

  /**
   * A digest in hexadecimal digits of either case.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Sha256Digest sha256(String hex) {
    return new Sha256Digest(ByteString.ofHex(hex));
  }
}
