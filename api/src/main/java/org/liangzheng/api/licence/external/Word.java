package org.liangzheng.api.licence.external;

import java.util.List;
import java.util.Optional;
import org.liangzheng.api.licence.LicenceStatus;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.report.Report;

/**
 * A delivery that was read and checked.
 *
 * @param identifier as delivered
 * @param id its parts
 * @param content what stands on the licence, if the delivery says so
 * @param status what state it is in, if the delivery says so
 * @param digest of the delivery, hexadecimal: tells a repetition from another word
 */
record Word(
    ExternalIssuer issuer,
    long sequence,
    String identifier,
    LicenceId id,
    Optional<Content> content,
    Optional<LicenceStatus> status,
    String digest) {

  /**
   * What stands on it.
   *
   * @param file as received, with its report
   */
  record Content(
      Stored stored, String holderKey, List<IntakeFinding> findings, Optional<File> file) {}

  /** A sealed file and what its verification said. */
  record File(ByteString bytes, Report report) {}
}
