package org.liangzheng.signer.code;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.CoseAlgorithms;
import org.liangzheng.verifier.format.code.OfflineClaims;
import org.liangzheng.verifier.format.code.OfflineCode;
import org.liangzheng.verifier.format.code.PresentationCertificate;
import org.liangzheng.verifier.format.code.SceneCipher;
import org.liangzheng.verifier.format.code.SceneFields;
import org.liangzheng.verifier.format.code.SceneKey;

/** An offline code that only lacks the signature of its presentation key. */
public final class PreparedCode {
  private final OfflineClaims claims;
  private final SceneFields fields;
  private final SceneKey sceneKey;
  private final Certificate certificate;
  private final CoseAlgorithms algorithms;
  private final CodeWriter.Unsigned unsigned;
  private final SigningDigest digest;

  private PreparedCode(
      OfflineClaims claims,
      SceneFields fields,
      SceneKey sceneKey,
      Certificate certificate,
      CoseAlgorithms algorithms,
      CodeWriter.Unsigned unsigned) {
    this.claims = claims;
    this.fields = fields;
    this.sceneKey = sceneKey;
    this.certificate = certificate;
    this.algorithms = algorithms;
    this.unsigned = unsigned;
    this.digest = certificate.publicKey().digest(unsigned.toSign());
  }

  /**
   * Encrypts and encodes.
   *
   * @param certificate of the presentation key
   * @param random cryptographically strong; the iv comes from it
   * @throws CodeRefusedException CODE_FIELDS_TOO_LARGE if the fields do not fit into 300 bytes
   */
  public static PreparedCode of(
      OfflineClaims claims,
      SceneFields fields,
      SceneKey sceneKey,
      Certificate certificate,
      CoseAlgorithms algorithms,
      RandomGenerator random)
      throws CodeRefusedException {
    CodeWriter.Unsigned unsigned =
        CodeWriter.offline(
            claims,
            SceneCipher.seal(fields, sceneKey, claims.id(), random),
            certificate,
            algorithms);
    return new PreparedCode(claims, fields, sceneKey, certificate, algorithms, unsigned);
  }

  /** What the presentation key signs. */
  public SigningDigest digest() {
    return digest;
  }

  /**
   * Adds the signature and reads the whole code as a verifier would.
   *
   * @return the text of the code
   * @throws SelfCheckException if a verifier would refuse it or read another one
   */
  public String finish(SignatureValue signature) {
    try {
      String text = unsigned.finish(signature);
      Optional<Duration> life = PresentationCertificate.life(certificate);
      boolean right =
          CodeReader.read(text, algorithms) instanceof OfflineCode read
              && read.claims().equals(claims)
              && certificate.publicKey().verifies(digest, signature)
              && sceneKey.isFor(read)
              && SceneCipher.open(read, sceneKey).equals(fields)
              && life.isPresent()
              && claims.life().compareTo(life.get()) <= 0
              && certificate.validAt(claims.issuedAt());
      if (!right) {
        throw new SelfCheckException("the finished code would not be VALID");
      }
      return text;
    } catch (CodeRefusedException refused) {
      throw new SelfCheckException("the finished code is refused", refused);
    }
  }
}
