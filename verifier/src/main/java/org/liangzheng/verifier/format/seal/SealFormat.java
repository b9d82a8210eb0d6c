package org.liangzheng.verifier.format.seal;

/**
 * Which standard a seal or stamp follows, told by its shape. The header's version number alone does
 * not tell: 1, 2, 3 and 11 stand in version 1 seals.
 */
public enum SealFormat {
  /** GM/T 0031-2014: SESeal of two elements, certificate and algorithm inside TBS_Sign. */
  SES_V1,
  /** GB/T 38540-2020: SESeal of four elements. */
  SES_V4,
  /** GM/T 0031-2025: as version 4, header version 5, SESeal may carry a timestamp. */
  SES_V5,
  /**
   * The government platform's variant (ZWFW C 0119, known from one parser only): seal as version 4
   * with UTCTime, stamp as version 1.
   */
  SES_PLATFORM
}
