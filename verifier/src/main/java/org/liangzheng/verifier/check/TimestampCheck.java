package org.liangzheng.verifier.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.timestamp.TimestampReader;
import org.liangzheng.verifier.format.timestamp.TimestampResult;
import org.liangzheng.verifier.format.timestamp.TimestampToken;
import org.liangzheng.verifier.format.timestamp.TimestampVerification;
import org.liangzheng.verifier.report.Reason;

/**
 * A timestamp token over a signature value: a proof of time only if its authority's key is listed
 * for timestamps, has a certificate path and was not revoked.
 */
final class TimestampCheck {
  private final Evidence evidence;
  private final Policy policy;
  private final Chain chain;
  private final Instant asked;

  TimestampCheck(Evidence evidence, Policy policy, Instant asked) {
    this.evidence = evidence;
    this.policy = policy;
    this.chain = new Chain(evidence, asked);
    this.asked = asked;
  }

  /**
   * @param proven when the signature certainly existed
   * @param why why nothing is proven
   */
  record Outcome(Optional<Instant> proven, Optional<Reason> why) {
    private static Outcome not(Reason reason) {
      return new Outcome(Optional.empty(), Optional.of(reason));
    }
  }

  /**
   * Judges a token.
   *
   * @param signature octets of the signature value, as written
   */
  Outcome run(Optional<ByteString> tokenDer, ByteString signature, Optional<Instant> claimed) {
    if (tokenDer.isEmpty()) {
      return Outcome.not(Reason.NO_TIMESTAMP);
    }
    try {
      TimestampToken token = TimestampReader.read(tokenDer.get());
      Optional<SignatureSuite> suite = token.info().imprint().suite();
      if (suite.isEmpty()) {
        return Outcome.not(Reason.TIMESTAMP_ALGORITHM_UNSUPPORTED);
      }
      // The token's own certificates: which of them counts is decided by the listed keys.
      List<Certificate> carried = new ArrayList<>();
      for (ByteString certificate : token.certificates()) {
        carried.add(evidence.facts().certificate(certificate));
      }
      return switch (TimestampVerification.of(token, suite.get().digest(signature), carried)) {
        case TimestampResult.NotProven not -> Outcome.not(Reason.valueOf(not.fault().name()));
        case TimestampResult.Proven proven -> trusted(proven, claimed);
      };
    } catch (MalformedException malformed) {
      return Outcome.not(Reason.TIMESTAMP_MALFORMED);
    }
  }

  private Outcome trusted(TimestampResult.Proven proven, Optional<Instant> claimed) {
    Certificate authority = proven.authority();
    if (evidence.trust().isEmpty()) {
      return Outcome.not(Reason.NO_TRUST_LIST);
    }
    if (!evidence.trust().get().isTimestampKey(authority.publicKey(), proven.time())) {
      return Outcome.not(Reason.TIMESTAMP_AUTHORITY_NOT_LISTED);
    }
    // The token is its own authority's word for when it was signed.
    SigningTime when = new SigningTime(Optional.of(proven.time()), Optional.empty(), asked);
    Optional<Reason> why =
        switch (chain.build(
            authority,
            authority.isTimestampAuthority(),
            when,
            Reason.TIMESTAMP_AUTHORITY_NOT_LISTED)) {
          case Chain.Result.None none -> Optional.of(none.reason());
          case Chain.Result.Found found -> revocation(found.path(), when);
        };
    if (why.isPresent()) {
      return Outcome.not(why.get());
    }
    boolean beforeClaim =
        claimed.isPresent() && claimed.get().isAfter(proven.latest().plus(policy.clockTolerance()));
    return beforeClaim
        ? Outcome.not(Reason.TIMESTAMP_BEFORE_CLAIM)
        : new Outcome(Optional.of(proven.latest()), Optional.empty());
  }

  /**
   * RFC 3161 §4: tokens made before an ordinary end of the authority stay good; a compromised
   * authority proves nothing any more, which does not make what it stamped a forgery.
   */
  private Optional<Reason> revocation(Chain.Path path, SigningTime when) {
    return chain
        .revocation(path, when)
        .flatMap(reason ->
            switch (reason) {
              case SIGNED_BEFORE_REVOCATION_NOT_PROVEN -> Optional.empty();
              case KEY_COMPROMISED, SIGNED_AFTER_REVOCATION ->
                  Optional.of(Reason.TIMESTAMP_AUTHORITY_REVOKED);
              default -> Optional.of(reason);
            });
  }
}
