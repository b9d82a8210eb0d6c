package org.liangzheng.signer.seal;

import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.seal.SealRefusedException.Rule;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealInfo;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.format.seal.SealWriter;
import org.liangzheng.verifier.format.seal.SignerList;

/** A checked seal that only lacks its maker's signature. */
public final class PreparedSeal {
  private final byte[] infoDer;
  private final Certificate maker;
  private final SigningDigest digest;

  private PreparedSeal(byte[] infoDer, Certificate maker) {
    this.infoDer = infoDer;
    this.maker = maker;
    this.digest = maker.publicKey().digest(infoDer);
  }

  /**
   * Checks and encodes a seal.
   *
   * @throws SealRefusedException if the verifier would refuse it
   */
  public static PreparedSeal of(SealInfo info, Certificate maker) throws SealRefusedException {
    boolean nobody =
        switch (info.signers()) {
          case SignerList.Certificates list -> list.certificates().isEmpty();
          case SignerList.Digests list -> list.digests().isEmpty();
        };
    require(!nobody, Rule.NO_SIGNERS);
    require(maker.validAt(info.createdAt()) && maker.maySignContent(), Rule.MAKER_NOT_VALID);
    require(info.validFrom().isBefore(info.validUntil()), Rule.PERIOD_EMPTY);
    return new PreparedSeal(SealWriter.info(info), maker);
  }

  /** What the maker's key signs: DER of SES_SealInfo. */
  public SigningDigest digest() {
    return digest;
  }

  /**
   * Adds the signature and checks the whole seal.
   *
   * @throws SelfCheckException if the signature is not the maker's
   */
  public Seal finish(SignatureValue signature) {
    if (!maker.publicKey().verifies(digest, signature)) {
      throw new SelfCheckException("the seal maker's signature does not verify");
    }
    try {
      return SealReader.readSeal(SealWriter.seal(infoDer, maker, signature));
    } catch (MalformedException unreadable) {
      throw new SelfCheckException("the finished seal does not read back", unreadable);
    }
  }

  static void require(boolean holds, Rule rule) throws SealRefusedException {
    if (!holds) {
      throw new SealRefusedException(rule);
    }
  }
}
