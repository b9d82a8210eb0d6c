package org.liangzheng.cli;

import java.nio.file.Path;
import java.time.Instant;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.SignedTrustList;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.pack.TrustListFile;

/** Trust lists that wait for signatures: read, and shown so that owners can compare them. */
record TrustLists(Surroundings surroundings) {
  /**
   * Reads one.
   *
   * @throws CliProblem if it is none
   */
  TrustList read(Path file) {
    Inputs.of(file);
    try {
      return TrustListFile.list(Inputs.read(file, TrustListFile.MAX_SIZE));
    } catch (MalformedException malformed) {
      throw CliProblem.of(CliFault.TRUST_LIST_MALFORMED, file);
    }
  }

  /** Version, digest and keys, for the eyes of who signs; to stderr, where no file goes. */
  void show(TrustList list) {
    Sha256Digest digest = Sha256Digest.of(SignedTrustList.toSign(list).toByteArray());
    surroundings
        .err()
        .println(
            Bilingual.line("trust-list", Long.toString(list.version()), digest.value().toHex()));
    for (ServiceKey key : list.keys()) {
      surroundings
          .err()
          .println(
              "  "
                  + key.purpose()
                  + "  "
                  + key.id().value().toHex()
                  + "  "
                  + key.period().from()
                  + " … "
                  + key.period().until().map(Instant::toString).orElse(""));
    }
    surroundings.err().flush();
  }
}
