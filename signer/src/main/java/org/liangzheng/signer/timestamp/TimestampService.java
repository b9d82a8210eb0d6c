package org.liangzheng.signer.timestamp;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.liangzheng.signer.timestamp.TimestampRefusedException.Rule;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.timestamp.MessageImprint;
import org.liangzheng.verifier.format.timestamp.TimestampReader;
import org.liangzheng.verifier.format.timestamp.TimestampRequest;
import org.liangzheng.verifier.format.timestamp.TimestampResponse;
import org.liangzheng.verifier.format.timestamp.TimestampResult;
import org.liangzheng.verifier.format.timestamp.TimestampToken;
import org.liangzheng.verifier.format.timestamp.TimestampVerification;

/**
 * Another timestamp authority, reached through a function. What it answers is checked before it is
 * taken: nonce, digest, certificate, signature, and that its time is about now.
 *
 * @param exchange sends a DER TimeStampReq ({@link TimestampRequest#MEDIA_TYPE}) and returns the
 *     DER TimeStampResp; bounded in size and time by the caller
 * @param authorities certificates that may sign the answer
 * @param policy the policy to ask for; empty for any
 * @param tolerance how far the answer's time may be from the own clock
 */
public record TimestampService(
    UnaryOperator<byte[]> exchange,
    List<Certificate> authorities,
    Optional<String> policy,
    Duration tolerance) {
  private static final int NONCE_BITS = 127;

  public TimestampService {
    authorities = List.copyOf(authorities);
    if (authorities.isEmpty()) {
      throw new IllegalArgumentException("without a certificate no answer can be checked");
    }
  }

  /**
   * Fetches a token about a digest.
   *
   * @param now the own clock
   * @throws TimestampRefusedException if the authority refuses, or its answer is not taken
   */
  public TimestampToken fetch(ContentDigest digest, Instant now, SecureRandom random)
      throws TimestampRefusedException {
    BigInteger nonce = new BigInteger(NONCE_BITS, random).setBit(NONCE_BITS - 1);
    TimestampRequest request =
        new TimestampRequest(MessageImprint.of(digest), policy, Optional.of(nonce), true);
    TimestampToken token = token(exchange.apply(request.toDer()));
    if (!token.info().nonce().equals(Optional.of(nonce))) {
      throw new TimestampRefusedException(Rule.ANSWER_NONCE_DIFFERS);
    }
    if (policy.isPresent() && !policy.get().equals(token.info().policy())) {
      throw new TimestampRefusedException(Rule.ANSWER_POLICY_DIFFERS);
    }
    switch (TimestampVerification.of(token, digest, authorities)) {
      case TimestampResult.NotProven(var fault) -> throw new TimestampRefusedException(fault);
      case TimestampResult.Proven proven -> {
        Duration off = Duration.between(proven.time(), now).abs();
        if (off.compareTo(tolerance.plus(proven.accuracy())) > 0) {
          throw new TimestampRefusedException(Rule.ANSWER_TIME_FAR_OFF);
        }
      }
    }
    return token;
  }

  private static TimestampToken token(byte[] answer) throws TimestampRefusedException {
    try {
      return switch (TimestampResponse.read(answer)) {
        case TimestampResponse.Granted granted -> TimestampReader.read(granted.token());
        case TimestampResponse.Refused refused ->
            throw refused
                .failure()
                .map(failure -> new TimestampRefusedException(Rule.ANSWER_REFUSED, failure))
                .orElseGet(() -> new TimestampRefusedException(Rule.ANSWER_REFUSED));
      };
    } catch (MalformedException malformed) {
      throw new TimestampRefusedException(Rule.ANSWER_MALFORMED);
    }
  }
}
