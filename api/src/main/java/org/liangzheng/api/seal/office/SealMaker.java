package org.liangzheng.api.seal.office;

import java.util.UUID;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/**
 * Who signs seals (制章人). A bean of this type is enough; the sample world has one whose key lies in
 * the vault, a city's own is outside of the service.
 */
public interface SealMaker {

  /** Its certificate, which the trust list names. */
  Certificate certificate();

  /**
   * Signs a seal.
   *
   * @param actor who has it made
   * @param intent the act it belongs to
   */
  SignatureValue sign(SigningDigest digest, String actor, UUID seal, UUID intent);
}
