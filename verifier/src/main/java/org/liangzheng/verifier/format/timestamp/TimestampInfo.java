package org.liangzheng.verifier.format.timestamp;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * TSTInfo (RFC 3161 §2.4.2): what a timestamp authority says.
 *
 * @param policy object identifier of the authority's policy, dotted
 * @param imprint what existed
 * @param serial the token's number, unique with its authority, at most 160 bits
 * @param time genTime, as exact as written
 * @param accuracy how far the true time may be off in either direction; empty when the authority
 *     leaves it to its policy
 * @param ordering whether tokens of this authority order by time alone
 * @param nonce the request's, repeated
 */
public record TimestampInfo(
    String policy,
    MessageImprint imprint,
    BigInteger serial,
    Instant time,
    Optional<Duration> accuracy,
    boolean ordering,
    Optional<BigInteger> nonce) {
  static final int MAX_SERIAL_BITS = 160;
  static final int MAX_NONCE_BITS = 512;
}
