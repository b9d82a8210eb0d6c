package org.liangzheng.verifier.report;

import java.util.List;
import java.util.Optional;

/**
 * Plain facts of one signature, whatever the verdict.
 *
 * @param signatureXml absolute path of the description
 * @param format SES_V1, SES_V4, SES_V5, SES_PLATFORM, GBT35275, BARE_SM2, or NOT_READ
 * @param checkMethod digest method as written
 * @param references number of protected parts named
 * @param referencesAltered paths whose digest does not match, or that are missing
 * @param dataHashMatches whether the stamp covers this description; empty if undecided
 * @param signatureValue OK, WRONG, NOT_CHECKED, or NO_CERTIFICATE
 * @param signatureEncoding DER or RAW
 * @param sealSignature OK or WRONG; empty if there is no seal
 */
public record SignatureSummary(
    String id,
    String signatureXml,
    String format,
    String checkMethod,
    int references,
    List<String> referencesAltered,
    Optional<Boolean> dataHashMatches,
    String signatureValue,
    Optional<String> signatureEncoding,
    Optional<String> sealSignature,
    Optional<SealSummary> seal) {
  /** The seal's header and picture. */
  public record SealSummary(
      String vendor,
      String id,
      int version,
      String name,
      String pictureType,
      int pictureBytes,
      int pictureWidthMm,
      int pictureHeightMm) {}
}
