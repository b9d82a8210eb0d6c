package org.liangzheng.verifier.format.timestamp;

import java.math.BigInteger;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.DerReader;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.MalformedException;

/** TimeStampResp (RFC 3161 §2.4.2). */
public sealed interface TimestampResponse {
  /** A larger answer is refused. */
  int MAX_BYTES = TimestampReader.MAX_BYTES + 4 * 1024;

  /** Media type over HTTP (RFC 3161 §3.4). */
  String MEDIA_TYPE = "application/timestamp-reply";

  /**
   * Status granted or grantedWithMods.
   *
   * @param token DER of the token, unchecked
   */
  record Granted(ByteString token) implements TimestampResponse {}

  /**
   * Any other status.
   *
   * @param status 2 rejection, 3 waiting, 4 and 5 about revocation
   * @param failure bit number of PKIFailureInfo, if one is set
   */
  record Refused(int status, Optional<Failure> failure) implements TimestampResponse {}

  /** PKIFailureInfo bits of RFC 3161. */
  enum Failure {
    BAD_ALGORITHM(0),
    BAD_REQUEST(2),
    BAD_DATA_FORMAT(5),
    TIME_NOT_AVAILABLE(14),
    UNACCEPTED_POLICY(15),
    UNACCEPTED_EXTENSION(16),
    ADDITIONAL_INFORMATION_NOT_AVAILABLE(17),
    SYSTEM_FAILURE(25);

    private final int bit;

    Failure(int bit) {
      this.bit = bit;
    }
  }

  /**
   * Reads an answer.
   *
   * @throws MalformedException if it is not a strict DER answer, or granted without a token, or
   *     refused with one
   */
  static TimestampResponse read(byte[] der) throws MalformedException {
    if (der.length > MAX_BYTES) {
      throw new MalformedException("a timestamp answer is too large");
    }
    DerReader response = DerReader.of(der).readOnly(DerTag.SEQUENCE);
    DerReader info = response.open(DerTag.SEQUENCE);
    int status = info.readSmallInteger();
    if (info.peekTag() == DerTag.SEQUENCE) {
      info.next(); // Free text of the authority.
    }
    Optional<Failure> failure = Optional.empty();
    if (info.peekTag() == DerTag.BIT_STRING) {
      failure = failure(info.next().content());
    }
    info.requireEnd();
    if (!response.hasMore()) {
      if (status <= 1) {
        throw new MalformedException("a granted timestamp is missing");
      }
      return new Refused(status, failure);
    }
    ByteString token = response.next(DerTag.SEQUENCE).encoded();
    response.requireEnd();
    if (status > 1) {
      throw new MalformedException("a refusal carries a timestamp");
    }
    return new Granted(token);
  }

  /** Strict DER. */
  default byte[] toDer() {
    return switch (this) {
      case Granted(ByteString token) ->
          DerWriter.sequence(
              DerWriter.sequence(DerWriter.integer(BigInteger.ZERO)), token.toByteArray());
      case Refused(int status, Optional<Failure> failure) ->
          DerWriter.sequence(
              DerWriter.sequence(
                  DerWriter.integer(status),
                  failure.map(TimestampResponse::bits).orElseGet(() -> new byte[0])));
    };
  }

  private static Optional<Failure> failure(ByteString bits) {
    byte[] content = bits.toByteArray();
    for (Failure failure : Failure.values()) {
      int octet = 1 + failure.bit / 8;
      if (octet < content.length && (content[octet] & 0x80 >> failure.bit % 8) != 0) {
        return Optional.of(failure);
      }
    }
    return Optional.empty();
  }

  /** A named bit list: no trailing zero bits (X.690 §11.2.2). */
  private static byte[] bits(Failure failure) {
    byte[] content = new byte[2 + failure.bit / 8];
    content[0] = (byte) (7 - failure.bit % 8);
    content[content.length - 1] = (byte) (0x80 >> failure.bit % 8);
    return DerWriter.element(DerTag.BIT_STRING, content);
  }
}
