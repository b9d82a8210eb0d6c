package org.liangzheng.signer.seal;

import java.util.Arrays;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.seal.SealRefusedException.Rule;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealInfo;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.format.seal.SealWriter;
import org.liangzheng.verifier.format.seal.SignerList;

/** A checked seal that only lacks its maker's signature. */
public final class PreparedSeal {
  private static final int MAX_NAME = 200;
  private static final int MAX_SIGNERS = 200;

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
    require(!info.signers().isEmpty(), Rule.NO_SIGNERS);
    requireSigners(info.signers());
    requireNames(info);
    require(maker.validAt(info.createdAt()) && maker.maySignContent(), Rule.MAKER_NOT_VALID);
    require(info.validFrom().isBefore(info.validUntil()), Rule.PERIOD_EMPTY);
    PictureCheck.check(info.picture());
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

  private static void requireNames(SealInfo info) throws SealRefusedException {
    require(
        info.version() == 4
            && info.esId().matches("[!-~]{1,64}")
            && info.vendor().matches("[ -~]{1,64}")
            && !info.name().isBlank()
            && info.name().length() <= MAX_NAME,
        Rule.NAME_WRONG);
  }

  /**
   * Both kinds of list hold what a verifier can compare: certificates it reads, digests it makes.
   */
  private static void requireSigners(SignerList signers) throws SealRefusedException {
    switch (signers) {
      case SignerList.Certificates list -> {
        require(list.certificates().size() <= MAX_SIGNERS, Rule.SIGNERS_WRONG);
        for (ByteString certificate : list.certificates()) {
          try {
            require(Certificate.of(certificate).maySignContent(), Rule.SIGNERS_WRONG);
          } catch (MalformedException notACertificate) {
            throw new SealRefusedException(Rule.SIGNERS_WRONG);
          }
        }
      }
      case SignerList.Digests list -> {
        require(list.digests().size() <= MAX_SIGNERS, Rule.SIGNERS_WRONG);
        for (SignerList.CertificateDigest digest : list.digests()) {
          boolean known =
              Arrays.stream(SignatureSuite.values())
                  .anyMatch(suite -> suite.digestOid().equals(digest.algorithm()));
          require(known && digest.value().size() == 32, Rule.SIGNERS_WRONG);
        }
      }
    }
  }

  static void require(boolean holds, Rule rule) throws SealRefusedException {
    if (!holds) {
      throw new SealRefusedException(rule);
    }
  }
}
