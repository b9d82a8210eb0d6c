package org.liangzheng.api.licence;

import java.util.Optional;
import java.util.UUID;

/** The codes that layouts print on faces, one for each version; a bean of this type makes them. */
public interface VersionCodes {

  /**
   * The code of a version, the same however often it is asked for, so that every attempt of its act
   * draws the same face. Call it before the transaction of the act; a version that never comes
   * leaves a code that resolves to nothing.
   *
   * @param version own id of the version
   * @return text of a QR code, alphanumeric mode
   */
  String make(UUID version);

  /** The code of a version; versions of before there were codes have none. */
  Optional<String> find(UUID version);
}
