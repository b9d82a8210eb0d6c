package org.liangzheng.signer.timestamp;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.liangzheng.signer.timestamp.TimestampRefusedException.Rule;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.timestamp.MessageImprint;
import org.liangzheng.verifier.format.timestamp.TimestampInfo;
import org.liangzheng.verifier.format.timestamp.TimestampRequest;
import org.liangzheng.verifier.format.timestamp.TimestampResponse.Failure;

/**
 * A timestamp authority whose key lives elsewhere.
 *
 * @param certificate for timestamps alone (RFC 3161 §2.3)
 * @param policy object identifier of the policy it works by, dotted; a setting
 * @param accuracy how far its clock may be off, at least the second that times are cut to
 */
public record TimestampAuthority(Certificate certificate, String policy, Duration accuracy) {
  /** Serial numbers are random: no counter is shared between nodes. */
  private static final int SERIAL_BITS = 127;

  public TimestampAuthority {
    if (accuracy.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("times are cut to the second: accuracy is 1 s or worse");
    }
    if (!policy.matches("[0-2](\\.(0|[1-9][0-9]{0,38})){1,20}")) {
      throw new IllegalArgumentException("a policy is an object identifier");
    }
  }

  /**
   * Prepares a token about a digest.
   *
   * @param now the authority's clock
   * @throws TimestampRefusedException if the certificate is not for timestamps at this time
   */
  public PreparedTimestamp prepare(ContentDigest digest, Instant now, SecureRandom random)
      throws TimestampRefusedException {
    return prepare(MessageImprint.of(digest), Optional.empty(), now, random);
  }

  /**
   * Prepares the token that a request asks for.
   *
   * @throws TimestampRefusedException with the failure that the answer tells
   */
  public PreparedTimestamp answer(byte[] request, Instant now, SecureRandom random)
      throws TimestampRefusedException {
    TimestampRequest wanted;
    try {
      wanted = TimestampRequest.read(request);
    } catch (MalformedException malformed) {
      throw new TimestampRefusedException(Rule.REQUEST_MALFORMED, Failure.BAD_DATA_FORMAT);
    }
    if (wanted.policy().isPresent() && !wanted.policy().get().equals(policy)) {
      throw new TimestampRefusedException(Rule.POLICY_NOT_OURS, Failure.UNACCEPTED_POLICY);
    }
    boolean known = wanted.imprint().suite().isPresent() && wanted.imprint().digest().size() == 32;
    if (!known) {
      throw new TimestampRefusedException(Rule.DIGEST_NOT_OF_A_SUITE, Failure.BAD_ALGORITHM);
    }
    return prepare(wanted.imprint(), wanted.nonce(), now, random);
  }

  private PreparedTimestamp prepare(
      MessageImprint imprint, Optional<BigInteger> nonce, Instant now, SecureRandom random)
      throws TimestampRefusedException {
    if (!certificate.isTimestampAuthority() || !certificate.validAt(now)) {
      throw new TimestampRefusedException(Rule.AUTHORITY_NOT_ENTITLED, Failure.TIME_NOT_AVAILABLE);
    }
    return new PreparedTimestamp(
        new TimestampInfo(
            policy,
            imprint,
            new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
            now.truncatedTo(ChronoUnit.SECONDS),
            Optional.of(accuracy),
            false,
            nonce),
        certificate);
  }
}
