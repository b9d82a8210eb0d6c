package org.liangzheng.verifier.check;

import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureForm;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.crypto.WrittenSignature;
import org.liangzheng.verifier.report.CheckId;
import org.liangzheng.verifier.report.Reason;

/**
 * A signature value held against key and bytes.
 *
 * @param form how it is written, if it could be read
 */
record SignedValueCheck(boolean right, Optional<SignatureForm> form) {
  /** Of a signature value that no key was at hand for. */
  static final String NOT_CHECKED = "NOT_CHECKED";

  /**
   * Checks a value.
   *
   * @param covered what may have been signed; any of them counts
   */
  static SignedValueCheck of(VerificationKey key, List<ByteString> covered, ByteString signature) {
    try {
      WrittenSignature written = WrittenSignature.read(key.suite(), signature);
      for (ByteString message : covered) {
        if (key.verifies(key.digest(message), written.value())) {
          return new SignedValueCheck(true, Optional.of(written.form()));
        }
      }
      return new SignedValueCheck(false, Optional.of(written.form()));
    } catch (MalformedException notASignature) {
      return wrong();
    }
  }

  /** A value whose algorithm is not that of the key. */
  static SignedValueCheck wrong() {
    return new SignedValueCheck(false, Optional.empty());
  }

  String word() {
    return right ? "OK" : "WRONG";
  }

  /** Finds for a signature of the document. */
  void tell(String id, Findings findings) {
    findings.require(right, CheckId.STAMP_VALUE, id, Reason.STAMP_VALUE_WRONG);
    form.flatMap(Findings::raw).ifPresent(raw -> findings.fail(CheckId.STAMP_VALUE, id, raw));
  }
}
