package org.liangzheng.signer.seal;

import java.time.Instant;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.seal.SealRefusedException.Rule;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealWriter;

/** A checked stamp over one digest that only lacks its signer's signature. */
public final class PreparedStamp {
  private final byte[] toSign;
  private final Certificate maker;
  private final Certificate signer;
  private final SigningDigest digest;

  private PreparedStamp(byte[] toSign, Certificate maker, Certificate signer) {
    this.toSign = toSign;
    this.maker = maker;
    this.signer = signer;
    this.digest = signer.publicKey().digest(toSign);
  }

  /**
   * Checks signer and seal as GM/T 0031 6.2.2 asks, and encodes TBS_Sign.
   *
   * @param time signer's clock; whole seconds are kept
   * @param dataHash digest of the description, by the signer's suite
   * @param propertyInfo absolute path of the description, ASCII
   * @throws SealRefusedException if the verifier would refuse the stamp
   */
  public static PreparedStamp of(
      Seal seal, Certificate signer, Instant time, ContentDigest dataHash, String propertyInfo)
      throws SealRefusedException {
    require(seal, signer, time);
    return new PreparedStamp(
        SealWriter.toSign(seal, time, dataHash.value(), propertyInfo), seal.maker(), signer);
  }

  /**
   * Checks signer and seal as GM/T 0031 6.2.2 asks, before there is anything to stamp.
   *
   * @throws SealRefusedException if the verifier would refuse the stamp
   */
  public static void require(Seal seal, Certificate signer, Instant time)
      throws SealRefusedException {
    PreparedSeal.require(seal.info().signers().names(signer), Rule.SIGNER_NOT_LISTED);
    PreparedSeal.require(signer.validAt(time) && signer.maySignContent(), Rule.SIGNER_NOT_VALID);
    PreparedSeal.require(seal.info().validAt(time), Rule.SEAL_NOT_VALID);
  }

  /** What the signer's key signs: DER of TBS_Sign. */
  public SigningDigest digest() {
    return digest;
  }

  /**
   * Adds the signature and checks it.
   *
   * @throws SelfCheckException if the signature is not the signer's
   */
  public SignedStamp sign(SignatureValue signature) {
    if (!signer.publicKey().verifies(digest, signature)) {
      throw new SelfCheckException("the signer's signature does not verify");
    }
    return new SignedStamp(toSign, maker, signer, signature);
  }

  /**
   * Adds the signature and checks the whole stamp, which then has no timestamp.
   *
   * @return DER of SES_Signature
   * @throws SelfCheckException if the signature is not the signer's
   */
  public byte[] finish(SignatureValue signature) {
    return sign(signature).finish();
  }
}
