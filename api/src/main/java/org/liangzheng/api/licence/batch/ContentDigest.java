package org.liangzheng.api.licence.batch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.ByteString;

/** The SHA-256 of a body, as the header {@code Content-Digest} (RFC 9530 §2) tells it. */
final class ContentDigest {
  static final String HEADER = "Content-Digest";

  private static final Pattern SHA256 =
      Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/]{43}=):\\s*(?:,|$)");

  private ContentDigest() {}

  /**
   * @throws Problem {@code content-digest-missing}
   */
  static ByteString of(@Nullable String header) {
    Matcher found = SHA256.matcher(header == null ? "" : header);
    if (!found.find()) {
      throw new Problem(BatchProblem.CONTENT_DIGEST_MISSING);
    }
    return ByteString.of(Base64.getDecoder().decode(found.group(1)));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * @throws Problem {@code content-digest-differs}
   */
  static void require(ByteString told, MessageDigest received) {
    if (!MessageDigest.isEqual(told.toByteArray(), received.digest())) {
      throw new Problem(BatchProblem.CONTENT_DIGEST_DIFFERS);
    }
  }
}
