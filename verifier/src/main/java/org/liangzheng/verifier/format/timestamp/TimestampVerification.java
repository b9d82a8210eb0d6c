package org.liangzheng.verifier.format.timestamp;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;

/** Whether a token proves that bytes existed at its time (RFC 3161 §2.2, last paragraphs). */
public final class TimestampVerification {
  private TimestampVerification() {}

  /** Reads and judges a token over {@code content}. */
  public static TimestampResult of(
      ByteString tokenDer, byte[] content, Collection<Certificate> authorities) {
    try {
      return of(TimestampReader.read(tokenDer), content, authorities);
    } catch (MalformedException malformed) {
      return new TimestampResult.NotProven(TimestampFault.TIMESTAMP_MALFORMED);
    }
  }

  /**
   * Judges a token.
   *
   * @param content the bytes; digested with the token's own algorithm, if that is of a suite
   * @param authorities certificates of the authorities that count; those inside the token do not
   */
  public static TimestampResult of(
      TimestampToken token, byte[] content, Collection<Certificate> authorities) {
    Optional<SignatureSuite> suite = token.info().imprint().suite();
    return suite.isEmpty()
        ? new TimestampResult.NotProven(TimestampFault.TIMESTAMP_ALGORITHM_UNSUPPORTED)
        : of(token, suite.get().digest(content), authorities);
  }

  /** Judges a token over content of which only the digest is at hand. */
  public static TimestampResult of(
      TimestampToken token, ContentDigest digest, Collection<Certificate> authorities) {
    if (token.info().imprint().suite().isEmpty()) {
      return new TimestampResult.NotProven(TimestampFault.TIMESTAMP_ALGORITHM_UNSUPPORTED);
    }
    if (!token.info().imprint().equals(MessageImprint.of(digest))) {
      return new TimestampResult.NotProven(TimestampFault.TIMESTAMP_IMPRINT_DIFFERS);
    }
    Optional<Certificate> authority =
        authorities.stream()
            .filter(c -> c.issuer().equals(token.issuer()))
            .filter(c -> c.serialNumber().equals(token.serialNumber()))
            .findFirst();
    if (authority.isEmpty()) {
      return new TimestampResult.NotProven(TimestampFault.TIMESTAMP_AUTHORITY_NOT_LISTED);
    }
    Optional<TimestampFault> fault = fault(token, authority.get());
    return fault.isPresent()
        ? new TimestampResult.NotProven(fault.get())
        : new TimestampResult.Proven(
            token.info().time(), token.info().accuracy().orElse(Duration.ZERO), authority.get());
  }

  private static Optional<TimestampFault> fault(TimestampToken token, Certificate authority) {
    SignatureSuite suite = authority.publicKey().suite();
    Optional<SignatureSuite> idSuite = Algorithms.ofDigest(token.certificateId().algorithm());
    if (!token.digestAlgorithm().equals(suite.digestOid())
        || !Algorithms.fits(suite, token.signatureAlgorithm())
        || idSuite.isEmpty()) {
      return Optional.of(TimestampFault.TIMESTAMP_ALGORITHM_UNSUPPORTED);
    }
    boolean attributes =
        token.messageDigest().equals(suite.digest(token.infoDer().toByteArray()).value())
            && token
                .certificateId()
                .digest()
                .equals(idSuite.get().digest(authority.der().toByteArray()).value());
    if (!attributes) {
      return Optional.of(TimestampFault.TIMESTAMP_ATTRIBUTES_WRONG);
    }
    if (!signatureHolds(token, authority)) {
      return Optional.of(TimestampFault.TIMESTAMP_SIGNATURE_WRONG);
    }
    if (!authority.isTimestampAuthority()) {
      return Optional.of(TimestampFault.TIMESTAMP_AUTHORITY_NOT_ENTITLED);
    }
    if (!authority.validAt(token.info().time())) {
      return Optional.of(TimestampFault.TIMESTAMP_OUTSIDE_CERTIFICATE);
    }
    return Optional.empty();
  }

  private static boolean signatureHolds(TimestampToken token, Certificate authority) {
    try {
      return authority
          .publicKey()
          .verifies(
              authority.publicKey().digest(token.signedAttributesDer().toByteArray()),
              SignatureValue.fromDer(
                  authority.publicKey().suite(), token.signature().toByteArray()));
    } catch (MalformedException notASignature) {
      return false;
    }
  }
}
