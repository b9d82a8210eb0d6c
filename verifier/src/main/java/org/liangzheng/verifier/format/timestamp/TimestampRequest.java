package org.liangzheng.verifier.format.timestamp;

import java.math.BigInteger;
import java.util.Optional;
import org.liangzheng.verifier.crypto.DerReader;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.MalformedException;

/**
 * TimeStampReq (RFC 3161 §2.4.1).
 *
 * @param policy object identifier of the policy that is asked for, dotted; empty for any
 * @param nonce a large random number that the answer has to repeat
 * @param certificateWanted whether the token shall carry its authority's certificate
 */
public record TimestampRequest(
    MessageImprint imprint,
    Optional<String> policy,
    Optional<BigInteger> nonce,
    boolean certificateWanted) {
  /** A larger request is refused. */
  public static final int MAX_BYTES = 4 * 1024;

  /** Media type over HTTP (RFC 3161 §3.4). */
  public static final String MEDIA_TYPE = "application/timestamp-query";

  /**
   * Reads a request.
   *
   * @throws MalformedException if it is not a strict DER request of version 1, or has a critical
   *     extension
   */
  public static TimestampRequest read(byte[] der) throws MalformedException {
    if (der.length > MAX_BYTES) {
      throw new MalformedException("a timestamp request is larger than 4 KiB");
    }
    DerReader request = DerReader.of(der).readOnly(DerTag.SEQUENCE);
    if (request.readSmallInteger() != 1) {
      throw new MalformedException("a timestamp request has version 1");
    }
    MessageImprint imprint = MessageImprint.read(request);
    Optional<String> policy =
        request.peekTag() == DerTag.OID ? Optional.of(request.readOid()) : Optional.empty();
    Optional<BigInteger> nonce =
        request.peekTag() == DerTag.INTEGER
            ? Optional.of(TimestampReader.nonce(request))
            : Optional.empty();
    boolean certificateWanted = request.peekTag() == DerTag.BOOLEAN && request.readBoolean();
    if (request.peekTag() == DerTag.context(0)) {
      TimestampReader.rejectCritical(request.open(DerTag.context(0)));
    }
    request.requireEnd();
    return new TimestampRequest(imprint, policy, nonce, certificateWanted);
  }

  /** Strict DER. */
  public byte[] toDer() {
    return DerWriter.sequence(
        DerWriter.integer(1),
        imprint.encode(),
        policy.map(DerWriter::oid).orElseGet(() -> new byte[0]),
        nonce.map(DerWriter::integer).orElseGet(() -> new byte[0]),
        certificateWanted
            ? DerWriter.element(DerTag.BOOLEAN, new byte[] {(byte) 0xff})
            : new byte[0]);
  }
}
