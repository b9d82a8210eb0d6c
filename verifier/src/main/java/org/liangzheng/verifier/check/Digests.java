package org.liangzheng.verifier.check;

import java.util.Locale;
import java.util.Optional;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.report.Reason;

/**
 * CheckMethod of OFD signatures: the schema's names, and the object identifiers met in practice.
 */
final class Digests {
  private Digests() {}

  /** A usable digest method, or why it is refused. */
  sealed interface Method {
    record Usable(SignatureSuite suite) implements Method {}

    record Refused(Reason reason) implements Method {}
  }

  static Method of(String checkMethod) {
    return switch (checkMethod.strip().toUpperCase(Locale.ROOT)) {
      case "SM3", "1.2.156.10197.1.401", "1.2.156.10197.1.401.1" ->
          new Method.Usable(SignatureSuite.SM2_SM3);
      case "SHA256", "SHA-256", "2.16.840.1.101.3.4.2.1" ->
          new Method.Usable(SignatureSuite.P256_SHA256);
      case "MD5", "SHA1", "SHA-1", "1.2.840.113549.2.5", "1.3.14.3.2.26" ->
          new Method.Refused(Reason.DIGEST_WEAK);
      default -> new Method.Refused(Reason.DIGEST_METHOD_UNKNOWN);
    };
  }

  /** The refusal, if the method is refused or not the one of the signer's suite. */
  static Optional<Reason> refusal(Method method, SignatureSuite signer) {
    return switch (method) {
      case Method.Usable usable ->
          usable.suite() == signer ? Optional.empty() : Optional.of(Reason.DIGEST_NOT_OF_SUITE);
      case Method.Refused refused -> Optional.of(refused.reason());
    };
  }

  /** The refusal, if the method is refused. */
  static Optional<Reason> refusal(Method method) {
    return switch (method) {
      case Method.Usable _ -> Optional.empty();
      case Method.Refused refused -> Optional.of(refused.reason());
    };
  }
}
