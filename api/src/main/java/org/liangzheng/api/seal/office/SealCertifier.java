package org.liangzheng.api.seal.office;

import java.time.Instant;
import org.liangzheng.api.authority.Authority;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.VerificationKey;

/** Certifies keys of seals; a bean of this type exists in the sample world alone. */
public interface SealCertifier {

  /**
   * A certificate from now on.
   *
   * @param name of the seal
   */
  Certificate certify(VerificationKey key, String name, Authority authority, Instant now);
}
