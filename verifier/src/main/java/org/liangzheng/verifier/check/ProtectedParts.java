package org.liangzheng.verifier.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.report.Reason;

/**
 * The parts a description names, held against the package.
 *
 * @param altered paths whose digest differs, or that are missing, in the order named
 */
record ProtectedParts(List<String> altered, Optional<Reason> why) {
  static ProtectedParts of(
      PartDigests digests, SignatureDescription description, SignatureSuite suite) {
    List<String> altered = new ArrayList<>();
    boolean missing = false;
    for (SignatureDescription.Reference reference : description.references()) {
      Optional<ByteString> digest = digests.of(reference.path(), suite);
      if (digest.isEmpty() || !digest.get().equals(reference.digest())) {
        altered.add(reference.path());
        missing |= digest.isEmpty();
      }
    }
    Optional<Reason> why =
        altered.isEmpty()
            ? Optional.empty()
            : Optional.of(missing ? Reason.PART_MISSING : Reason.PART_ALTERED);
    return new ProtectedParts(List.copyOf(altered), why);
  }
}
