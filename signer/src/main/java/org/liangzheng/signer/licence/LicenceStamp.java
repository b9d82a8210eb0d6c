package org.liangzheng.signer.licence;

import java.time.Instant;
import org.liangzheng.signer.seal.PreparedStamp;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.seal.Seal;

/**
 * One of the seals that make a licence.
 *
 * @param role of its place in the layout
 * @param signer certificate of the key that stamps with it
 */
public record LicenceStamp(String role, Seal seal, Certificate signer) {
  /**
   * Whether it can be stamped with at a time; told before anybody signs.
   *
   * @throws SealRefusedException if the verifier would refuse the stamp
   */
  public void require(Instant time) throws SealRefusedException {
    PreparedStamp.require(seal, signer, time);
  }
}
