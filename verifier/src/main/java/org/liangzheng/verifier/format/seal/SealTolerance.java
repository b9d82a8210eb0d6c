package org.liangzheng.verifier.format.seal;

/**
 * A departure from the standard's encoding that real seals show and that is read all the same. Each
 * becomes a remark in the report; none changes what was signed.
 */
public enum SealTolerance {
  /** extDatas of a seal under an explicit [0]; deployed seals have a plain SEQUENCE. */
  EXTENSIONS_TAGGED,
  /** BOOLEAN FALSE written out, where DER leaves a default away (X.690 §11.5). */
  CRITICAL_FALSE_WRITTEN,
  /** UTCTime for GeneralizedTime or the reverse, fractions, offsets, or no seconds. */
  TIME_FORM_LOOSE,
  /** timeInfo of version 1 holds text; without an offset it is read as time in China. */
  TIME_AS_TEXT,
  /** timeInfo or dataHash of version 1 is an OCTET STRING. */
  OCTETS_FOR_BITS,
  /** The header of a version 1 seal has another version number than 1. */
  HEADER_VERSION_ODD
}
