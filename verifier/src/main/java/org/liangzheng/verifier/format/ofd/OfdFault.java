package org.liangzheng.verifier.format.ofd;

/** Why bytes are refused as an OFD package. Each is a reason of its own in reports. */
public enum OfdFault {
  /** Larger than the limit. */
  PACKAGE_TOO_LARGE,
  /** Not a ZIP archive, or a damaged one. */
  PACKAGE_NOT_ZIP,
  /** ZIP64, several disks, unknown compression or flags. */
  PACKAGE_FEATURE_UNSUPPORTED,
  /** An entry is encrypted. */
  PACKAGE_ENCRYPTED,
  /** More entries than the limit. */
  PACKAGE_TOO_MANY_ENTRIES,
  /** An entry, or all together, inflate to more than the limit or ratio allows. */
  PACKAGE_INFLATES_TOO_LARGE,
  /** Two entries have one name, or names that differ only in case. */
  PACKAGE_DUPLICATE_ENTRY,
  /**
   * A name is absolute, has a backslash, an empty, {@code .} or {@code ..} segment, or is not
   * UTF-8.
   */
  PACKAGE_BAD_NAME,
  /** Local header and directory disagree, entries overlap, or bytes belong to no entry. */
  PACKAGE_INCONSISTENT,
  /** A checksum or a length does not fit the data. */
  PACKAGE_DAMAGED,
  /** An XML part is not well-formed, not UTF-8, or has a DOCTYPE. */
  XML_MALFORMED,
  /** An XML part is nested too deep, or has too many elements. */
  XML_TOO_LARGE,
  /** OFD.xml has several documents: one could be shown and another be checked. */
  PACKAGE_SEVERAL_DOCUMENTS,
  /** An entry is itself a package or archive. */
  PACKAGE_NESTED,
  /** Two signatures, references, stamp annotations or pages have one identifier or place. */
  DUPLICATE_ID,
  /** A required part or element is missing or not as GB/T 33190 has it. */
  STRUCTURE_BROKEN
}
