package org.liangzheng.verifier.check;

import java.util.Optional;
import java.util.function.Predicate;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.report.Reason;

/** What the register of licences says about an identifier. */
public sealed interface RegisterAnswer {
  /** The register could not be asked. */
  record NotAsked() implements RegisterAnswer {}

  /** The register does not know the identifier. */
  record NotFound() implements RegisterAnswer {}

  /**
   * The register's entry.
   *
   * @param file SHA-256 of the sealed file as issued
   * @param notInForce why it is not in force, if it is not
   * @param copies which files are annotated copies that were made of it
   */
  record Found(
      LicenceId id,
      OrganizationId issuer,
      Sha256Digest file,
      Optional<Reason> notInForce,
      Predicate<Sha256Digest> copies)
      implements RegisterAnswer {
    /** Of a register that has no annotated copies. */
    public Found(
        LicenceId id, OrganizationId issuer, Sha256Digest file, Optional<Reason> notInForce) {
      this(id, issuer, file, notInForce, _ -> false);
    }
  }
}
