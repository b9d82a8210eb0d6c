package org.liangzheng.verifier.check;

import java.util.Arrays;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureForm;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.report.Reason;

/**
 * What a signature's summary says of its value in SignedValue.dat.
 *
 * @param word OK, WRONG, or why it was not checked
 * @param sealWord the same of the seal's value; empty if there is no seal
 * @param stamper who stamped; empty where the value is no stamp
 */
record SignedValueFacts(
    String format,
    Optional<Boolean> dataHashMatches,
    String word,
    Optional<SignatureForm> form,
    Optional<String> sealWord,
    Optional<Seal> seal,
    Optional<Certificate> stamper) {
  private static final String NOT_READ = "NOT_READ";

  static SignedValueFacts unread(String format, String word) {
    return new SignedValueFacts(
        format,
        Optional.empty(),
        word,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Of a value that nothing could be read of. */
  static SignedValueFacts unread() {
    return unread(NOT_READ, SignedValueCheck.NOT_CHECKED);
  }

  /** What the description says of the signature's algorithm, beside what the key is. */
  static Optional<Reason> methodRemark(SignatureDescription description, SignatureSuite suite) {
    String method = description.signatureMethod();
    if (method.equals(suite.signatureOid())) {
      return Optional.empty();
    }
    boolean another =
        Arrays.stream(SignatureSuite.values()).anyMatch(s -> s.signatureOid().equals(method));
    return Optional.of(another ? Reason.SIGNATURE_METHOD_DIFFERS : Reason.SIGNATURE_METHOD_ODD);
  }
}
