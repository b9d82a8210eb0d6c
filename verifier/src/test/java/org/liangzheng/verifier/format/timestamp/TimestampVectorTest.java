package org.liangzheng.verifier.format.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;

/** Tokens of another maker: see the README beside them. */
class TimestampVectorTest {
  private static final byte[] CONTENT = "what existed then\n".getBytes(StandardCharsets.US_ASCII);

  @Test
  void aForeignTokenProvesItsTime() throws Exception {
    Certificate authority = Certificate.of(vector("authority.der"));
    TimestampToken token = TimestampReader.read(ByteString.of(vector("token-sha256.der")));
    assertThat(token.info().policy()).isEqualTo("1.2.3.4.1");
    assertThat(token.info().accuracy()).contains(Duration.ofNanos(1_500_100_000));
    assertThat(TimestampVerification.of(token, CONTENT, List.of(authority)))
        .isEqualTo(
            new TimestampResult.Proven(
                Instant.parse("2026-11-22T06:36:39Z"), Duration.ofNanos(1_500_100_000), authority));
    assertThat(
            TimestampVerification.of(
                ByteString.of(vector("token-sm3.der")), CONTENT, List.of(authority)))
        .isInstanceOf(TimestampResult.Proven.class);
  }

  @Test
  void aForeignTokenProvesNothingElse() throws Exception {
    Certificate authority = Certificate.of(vector("authority.der"));
    ByteString token = ByteString.of(vector("token-sha256.der"));
    assertFault(
        TimestampFault.TIMESTAMP_IMPRINT_DIFFERS,
        TimestampVerification.of(token, new byte[] {1}, List.of(authority)));
    assertFault(
        TimestampFault.TIMESTAMP_AUTHORITY_NOT_LISTED,
        TimestampVerification.of(token, CONTENT, List.of()));
    // The same key and name under a certificate with another number.
    assertFault(
        TimestampFault.TIMESTAMP_AUTHORITY_NOT_LISTED,
        TimestampVerification.of(token, CONTENT, List.of(Certificate.of(vector("plain.der")))));
    assertFault(
        TimestampFault.TIMESTAMP_ALGORITHM_UNSUPPORTED,
        TimestampVerification.of(
            ByteString.of(vector("token-sha1.der")), CONTENT, List.of(authority)));
    assertFault(
        TimestampFault.TIMESTAMP_MALFORMED,
        TimestampVerification.of(ByteString.of(vector("reply.tsr")), CONTENT, List.of(authority)));
  }

  /** What the signature does not cover: the certificate that travels along, which is not used. */
  @Test
  void everyFlippedByteIsFound() throws Exception {
    Certificate authority = Certificate.of(vector("authority.der"));
    byte[] token = vector("token-sha256.der");
    byte[] embedded = authority.der().toByteArray();
    int certificate = indexOf(token, embedded);
    List<Integer> unsigned = new ArrayList<>();
    for (int i = 0; i < token.length; i++) {
      byte[] flipped = token.clone();
      flipped[i] ^= 1;
      TimestampResult result =
          TimestampVerification.of(ByteString.of(flipped), CONTENT, List.of(authority));
      boolean inCertificate = i >= certificate && i < certificate + embedded.length;
      if (result instanceof TimestampResult.Proven && !inCertificate) {
        unsigned.add(i);
      }
    }
    // Four bytes before it: a certificate that claims to be a revocation list is not used either.
    assertThat(unsigned).isSubsetOf(certificate - 4);
  }

  @Test
  void aForeignExchangeReads() throws Exception {
    TimestampRequest request = TimestampRequest.read(vector("query.tsq"));
    TimestampResponse response = TimestampResponse.read(vector("reply.tsr"));
    assertThat(request.certificateWanted()).isTrue();
    assertThat(response).isInstanceOf(TimestampResponse.Granted.class);
    TimestampToken token = TimestampReader.read(((TimestampResponse.Granted) response).token());
    assertThat(token.info().nonce()).isEqualTo(request.nonce()).isPresent();
    assertThat(token.info().imprint()).isEqualTo(request.imprint());
    assertThat(TimestampResponse.read(response.toDer())).isEqualTo(response);
    assertThat(TimestampRequest.read(request.toDer())).isEqualTo(request);
  }

  @Test
  void refusalsKeepTheirReason() throws MalformedException {
    for (TimestampResponse.Failure failure : TimestampResponse.Failure.values()) {
      TimestampResponse refused = new TimestampResponse.Refused(2, Optional.of(failure));
      assertThat(TimestampResponse.read(refused.toDer())).isEqualTo(refused);
    }
  }

  private static void assertFault(TimestampFault fault, TimestampResult result) {
    assertThat(result).isEqualTo(new TimestampResult.NotProven(fault));
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int i = 0; i + part.length <= all.length; i++) {
      if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not contained");
  }

  private static byte[] vector(String name) throws IOException {
    try (InputStream in = TimestampVectorTest.class.getResourceAsStream("/timestamp/" + name)) {
      return in.readAllBytes();
    }
  }
}
